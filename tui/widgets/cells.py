"""Cells: pieces of one line, cut to a width, safe to print whatever the text holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from tui.theme import glyphs
from tui.workspace.printable import printable


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line."""

    text: str
    style: str = ""
    """Names of component styles without their prefix, separated by blanks."""


def clean(text: str) -> str:
    """The text as one printable line, line ends as a sign."""
    return printable(text, glyphs().newline)


def fit(text: str, width: int, align: str = "left") -> str:
    """The text in exactly so many columns: padded, or cut with a sign at the end."""
    if width <= 0:
        return ""
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + glyphs().cut
    room = " " * (width - length)
    return room + text if align == "right" else text + room


def span_cells(text: str, words: list[str], style: str) -> list[Cell]:
    """The text as cells in which each occurrence of one of the words is marked as a match."""
    found = [word for word in words if word]
    if not found:
        return [Cell(text, style)]
    pattern = re.compile("|".join(re.escape(word) for word in sorted(found, key=len, reverse=True)), re.IGNORECASE)
    cells: list[Cell] = []
    at = 0
    for match in pattern.finditer(text):
        cells += [Cell(text[at : match.start()], style), Cell(match[0], f"{style} match")]
        at = match.end()
    return [cell for cell in [*cells, Cell(text[at:], style)] if cell.text]

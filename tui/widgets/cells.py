"""Cells: pieces of one line, cut to a width, safe to print whatever the text holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from tui.theme import glyphs

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
"""What a program prints to colour or move, which must never reach our own terminal."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line."""

    text: str
    style: str = ""
    """Names of component styles without their prefix, separated by blanks."""


def clean(text: str) -> str:
    """The text as one printable line: without terminal sequences and control characters, line ends as a sign."""
    text = _ESCAPE.sub("", text).expandtabs(4)
    return _CONTROL.sub("·", text.replace("\r\n", "\n").replace("\n", glyphs().newline))


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

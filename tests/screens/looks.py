"""A picture of the app as text: what is on the screen, and how it is coloured, in the dark and in the light theme.

An SVG of a large screen has 150 kB and hides one changed word among its coordinates; this has 5 kB, and its
difference reads like the screen. It is made from the SVG that the app exports of itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from string import ascii_letters

from rich.cells import cell_len

from tests.screens.walking import Walk
from tui.theme import DARK, LIGHT

SIZES = ((80, 24), (120, 36), (200, 60))
"""Columns and lines of the pictures."""
CELL, LINE = 12.2, 24.4
"""Units of the exported picture that one cell is wide and high."""

_MATRIX = re.compile(r'<g class="[^"]*-matrix">(.*?)</g>', re.DOTALL)
_STYLE = re.compile(r"-(r\d+) \{ ([^}]*) \}")
_TEXT = re.compile(r'<text class="\S*-(r\d+)" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')
_GROUND = re.compile(r'<rect fill="([^"]+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"')


@dataclass
class Grid:
    """The cells of one picture: a character and a style each."""

    width: int
    height: int
    characters: list[list[str]] = field(init=False)
    styles: list[list[str]] = field(init=False)
    """Colour, weight and ground of each cell, as the picture has them."""

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self.characters = [[" "] * self.width for _ in range(self.height)]
        self.styles = [["none"] * self.width for _ in range(self.height)]

    @property
    def lines(self) -> list[str]:
        """The text, line by line."""
        return ["".join(line).rstrip() for line in self.characters]


def grid_of(svg: str, size: tuple[int, int]) -> Grid:
    """Read an exported picture."""
    grid = Grid(*size)
    for ground, x, y, width in _GROUND.findall(svg):
        at, row = round(float(x) / CELL), round((float(y) - 1.5) / LINE)
        for column in range(at, min(at + round(float(width) / CELL), grid.width)):
            grid.styles[row][column] = f"on {ground}"
    styles = {name: " ".join(re.sub(r"fill:|;", " ", rules).split()) for name, rules in _STYLE.findall(svg)}
    matrix = _MATRIX.search(svg)
    assert matrix is not None, "the picture holds no text"
    for name, x, y, text in _TEXT.findall(matrix[1]):
        column, row = round(float(x) / CELL), round((float(y) - 20) / LINE)
        for character in html.unescape(text).replace("\xa0", " "):
            if row < grid.height and column < grid.width and character != "\n":
                grid.characters[row][column] = character
                if character != " ":
                    grid.styles[row][column] = f"{styles[name]} {grid.styles[row][column]}"
                column += cell_len(character)
    return grid


def told(dark: Grid, light: Grid) -> str:
    """The text, the runs of styles by letters, and what each letter means in both themes."""
    assert dark.lines == light.lines, "the themes show different texts"
    names: dict[tuple[str, str], str] = {}
    runs = []
    for line in zip(dark.styles, light.styles, strict=True):
        pairs = [(key, len(list(group))) for key, group in groupby(zip(*line, strict=True))]
        runs.append(" ".join(f"{names.setdefault(key, _letters(len(names)))}{length}" for key, length in pairs))
    legend = [f"{name}: {one} | {other}" for (one, other), name in names.items()]
    return "\n".join([*dark.lines, "", *runs, "", *legend])


def _letters(number: int) -> str:
    return ascii_letters[number] if number < len(ascii_letters) else "_" + _letters(number - len(ascii_letters))


async def looks_of(walk: Walk, sizes: Sequence[tuple[int, int]] = SIZES) -> str:
    """How the app looks now, at every size and in both themes; without notices, which go by the clock."""
    walk.app.clear_notifications()
    await walk.pilot.pause()
    parts = []
    for size in sizes:
        if walk.app.size != size:
            await walk.pilot.resize_terminal(*size)
            await walk.pilot.pause()
            await walk.pilot.pause()
        grids = []
        for theme in (DARK, LIGHT) if walk.app.theme == DARK.name else (LIGHT, DARK):
            walk.app.theme = theme.name
            await walk.pilot.pause()
            grids.append((theme.name, grid_of(walk.svg, size)))
        by_name = dict(grids)
        parts.append(f"=== {size[0]}x{size[1]}\n{told(by_name[DARK.name], by_name[LIGHT.name])}\n")
    return "\n".join(parts)

"""The list of what a service was started with, and the words about the one with the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tui.engine.masked import Shown, ShownService
from tui.engine.started import DRIFT, Standing
from tui.theme import glyphs
from tui.widgets.cells import Cell, clean, fit
from tui.widgets.line_list import LineList
from tui.widgets.states import Look

WORD_WIDTH = 18
NAME_WIDTH = 34
"""Columns of the longest name; in a narrow list a third of it."""

CHANGES, MADE, ENVIRONMENT = "The next start changes", "Made with", "Environment"
"""The headings of the list."""


def standing_look(standing: Standing) -> Look:
    """How a setting stands to what would be started now."""
    signs = glyphs()
    return {
        Standing.DIFFERS: Look(signs.warning, "differs", "warning"),
        Standing.RUNNING: Look(signs.warning, "only running", "warning"),
        Standing.FILE: Look(signs.warning, "only in the file", "warning"),
        Standing.SAME: Look(signs.good, "same", "good"),
        Standing.IMAGE: Look(signs.waiting, "from the image", "dim"),
        Standing.KNOWN: Look(" ", "", "dim"),
    }[standing]


class SettingList(LineList):
    """What differs on top, then what else the service was made with, then its environment."""

    empty_text = "The engine is asked."

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._rows: list[str | Shown] = []
        """Headings and settings."""
        self._name_width = NAME_WIDTH

    def show(self, service: ShownService, *, only_drift: bool, sought: str) -> None:
        """Show the settings that are wanted; the cursor stays on its setting where it is still there."""
        at = self.current
        parts = {
            CHANGES: service.drift,
            MADE: () if only_drift else [one for one in service.made if one.standing not in DRIFT],
            ENVIRONMENT: () if only_drift else [one for one in service.variables if one.standing not in DRIFT],
        }
        self._rows = []
        for heading, settings in parts.items():
            found = [one for one in settings if _has(one, sought)]
            self._rows += [f"{heading}  {len(found)}", *found] if found else []
        names = (len(one.name) for one in self._rows if isinstance(one, Shown))
        self._name_width = min(NAME_WIDTH, max(names, default=0))
        same = (row for row, one in enumerate(self._rows) if isinstance(one, Shown) and at and one.name == at.name)
        self.rows_changed(next(same, 0))

    def say(self, text: str) -> None:
        """Say something in the place of the settings."""
        self.empty_text = text
        self._rows = []
        self.rows_changed(0)

    @property
    def current(self) -> Shown | None:
        """The setting with the cursor."""
        row = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        return row if isinstance(row, Shown) else None

    def row_count(self) -> int:
        """Headings and settings."""
        return len(self._rows)

    def is_heading(self, row: int) -> bool:
        """True for a heading."""
        return isinstance(self._rows[row], str)

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """A heading; or sign, word, name and value."""
        one = self._rows[row]
        if isinstance(one, str):
            return [Cell(fit(f" {one}", width), "heading")]
        look = standing_look(one.standing)
        names = min(self._name_width, width // 3)
        rest = width - 3 - WORD_WIDTH - names - 2
        return [
            Cell(f" {look.glyph} {fit(look.word, WORD_WIDTH)}", look.style),
            Cell(f"{fit(clean(one.name), names)}  "),
            *_values(one, rest),
        ]


def _has(one: Shown, sought: str) -> bool:
    wanted = sought.lower()
    return not wanted or any(wanted in (text or "").lower() for text in (one.name, one.runs, one.now))


def _values(one: Shown, width: int) -> list[Cell]:
    """The value; of what differs both, the one that runs first and cut first."""
    if one.standing is not Standing.DIFFERS:
        return [Cell(fit(shown_text(one.now if one.standing is Standing.FILE else one.runs), width), "dim")]
    arrow = f" {glyphs().arrow} "
    runs, now = shown_text(one.runs), shown_text(one.now)
    most = max(width // 2 - len(arrow), width - len(arrow) - len(now))
    runs = fit(runs, most).rstrip() if len(runs) > most else runs
    return [Cell(runs, "dim"), Cell(arrow, "dim"), Cell(fit(now, width - len(runs) - len(arrow)), "warning")]


def shown_text(text: str | None) -> str:
    """A value on one line; a sign where it is empty."""
    return clean(text or "") or glyphs().nothing


def setting_content(one: Shown) -> Content:
    """All about one setting, its values in full."""
    look = standing_look(one.standing)
    parts: list[tuple[str, str]] = [(clean(one.name), "bold"), (f"  {look.glyph} {look.word}", look.color)]
    if one.standing is Standing.DIFFERS and one.secret:
        parts.append(("\nA secret: the one that runs is not the one of the file.", ""))
    elif one.standing in {Standing.SAME, Standing.IMAGE, Standing.KNOWN}:
        parts.append((f"\n{shown_text(one.runs)}", ""))
    else:
        runs = "nothing: it was started without" if one.runs is None else shown_text(one.runs)
        now = "nothing: no file has it any more" if one.now is None else shown_text(one.now)
        parts += [("\nruns with  ", "$faint"), (runs, ""), ("\nwould get  ", "$faint"), (now, "")]
    if one.variable and one.variable != one.name:
        parts.append((f"\n{clean(one.variable)} decides it", "$faint"))
    return Content.assemble(*parts)

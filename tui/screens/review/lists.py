"""The two lists of the Review screen: problems, and the difference that saving makes."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.rules.base import Diagnostic
from tui.widgets.cells import Cell, clean, fit
from tui.widgets.line_list import LineList
from tui.widgets.states import severity_look


class ProblemList(LineList):
    """What the checks found, worst first."""

    empty_text = "No problems: every value is valid and fits the others."

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._found: list[Diagnostic] = []

    def show(self, found: Sequence[Diagnostic]) -> None:
        """Show other findings; the cursor stays where it is as far as possible."""
        self._found = list(found)
        self.rows_changed()

    @property
    def current(self) -> Diagnostic | None:
        """The finding with the cursor."""
        return self._found[self.cursor] if self.cursor < len(self._found) else None

    def row_count(self) -> int:
        """How many there are."""
        return len(self._found)

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """Glyph, word and message."""
        found = self._found[row]
        look = severity_look(found.severity)
        return [
            Cell(f" {look.glyph} {fit(look.word, 8)}", look.style),
            Cell(fit(clean(found.message), width - 12)),
        ]


DIFF_STYLES = {"+": "good", "-": "error", "@": "dim"}
"""The style of a line of a difference by its first character."""


class DiffList(LineList):
    """A unified difference, as it will stand in the file, secrets masked."""

    empty_text = "Nothing to save: the file says what you see."

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._lines: list[str] = []

    def show(self, lines: Sequence[str]) -> None:
        """Show another difference; the two lines that name the file are left out."""
        self._lines = [line for line in lines if not line.startswith(("--- ", "+++ "))]
        self.rows_changed(0)

    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """The line in the colour of its sign."""
        line = self._lines[row]
        if line.startswith("@@"):
            return [Cell(fit(f" {line}", width), "dim")]
        return [Cell(fit(f" {line[:1]} {clean(line[1:])}", width), DIFF_STYLES.get(line[:1], "dim"))]

"""The list of variables: name, value or mask, and what matters most about each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from tui.theme import glyphs
from tui.widgets.cells import Cell, clean, fit, span_cells
from tui.widgets.line_list import LineList
from tui.widgets.scopes import Row
from tui.widgets.states import shown_value, variable_look
from tui.workspace.facts import ORIGINS
from tui.workspace.workspace import Workspace

STATE_WIDTH = 8
"""Columns of the last column: the longest word is 'default'."""


class VariableList(LineList):
    """Variables under headings. It asks the workspace for what it draws and keeps no values."""

    def __init__(self, workspace: Workspace, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.workspace = workspace
        self._rows: list[Row] = []
        self._at: dict[str, int] = {}
        self._number: dict[int, int] = {}
        self._name_width = 0
        self._marked: list[str] = []

    def show(self, rows: Sequence[Row], *, select: str = "", marked: Sequence[str] = ()) -> None:
        """Show other rows; the cursor goes to a variable when named, else to the first. Marked words stand out."""
        self._rows = list(rows)
        self._at = {row.name: index for index, row in enumerate(rows) if row.name}
        self._number = {row: number for number, row in enumerate(self._at.values(), start=1)}
        self._name_width = max((cell_len(row.name) for row in rows), default=0)
        self._marked = list(marked)
        self.rows_changed(self._at.get(select, 0))

    @property
    def current(self) -> str:
        """The variable with the cursor; empty when there is none."""
        return self._rows[self.cursor].name if self.cursor < len(self._rows) else ""

    @property
    def place(self) -> tuple[int, int]:
        """Which variable of how many has the cursor, counted from 1; zeros when there is none."""
        return self._number.get(self.cursor, 0), len(self._at)

    def name_at(self, row: int) -> str:
        """The variable in a row; empty for a heading."""
        return self._rows[row].name if row < len(self._rows) else ""

    def select(self, name: str) -> bool:
        """Put the cursor on a variable; False when it is not in the list."""
        if name not in self._at:
            return False
        self.move_cursor(self._at[name])
        return True

    def select_heading(self, title: str) -> None:
        """Put the cursor on the first variable under a heading."""
        row = next((index for index, row in enumerate(self._rows) if row.heading == title), 0)
        self.move_cursor(row)

    def refresh_names(self, names: Iterable[str]) -> None:
        """Draw the rows of these variables anew."""
        self.refresh_rows(self._at[name] for name in names if name in self._at)

    def row_count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def is_heading(self, row: int) -> bool:
        """True for a group's title."""
        return bool(self._rows[row].heading)

    def told(self, row: int) -> str:
        """What the last column says in one word, or the worst finding."""
        name = self._rows[row].name
        if not name:
            return ""
        found = self.workspace.diagnostics_of(name)
        if found:
            return f"{found[0].severity.word}: {clean(found[0].message)}"
        if not self.workspace.is_active(name):
            return f"{name} has no effect now: it matters {self.workspace.condition_text(name)}"
        return f"{name}: {ORIGINS[self.workspace.origin(name)]}"

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """A heading with a rule, or glyph, name, value, state."""
        entry = self._rows[row]
        if entry.heading:
            title = fit(entry.heading, min(cell_len(entry.heading), width - 4))
            return [Cell(f" {title} ", "heading"), Cell(glyphs().rule * (width - cell_len(title) - 3), "rule")]
        look = variable_look(self.workspace, entry.name)
        quiet = "dim" if look.word in {"default", "unused"} else ""
        room = width - 3 - 2 - 1 - STATE_WIDTH - 1
        name_width = min(self._name_width, max(room * 65 // 100, room - 18))
        value = shown_value(self.workspace, entry.name) or glyphs().nothing
        return [
            Cell(f" {look.glyph} ", look.style),
            *span_cells(fit(entry.name, name_width), self._marked, "dim" if look.word == "unused" else ""),
            Cell("  " + fit(value, room - name_width), quiet if look.style != "error" else "error"),
            Cell(f" {fit(look.word, STATE_WIDTH)} ", look.style),
        ]

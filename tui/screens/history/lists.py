"""The list of former contents."""

from __future__ import annotations

from collections.abc import Sequence

from tui.widgets.cells import Cell, fit
from tui.widgets.line_list import LineList
from tui.workspace.envfile import Entry


class VersionList(LineList):
    """The former contents, the newest first."""

    empty_text = "Nothing yet: each save adds one. Escape leads back."

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Show other entries; the cursor stays where it is as far as possible."""
        self._entries = list(entries)
        self.rows_changed()

    @property
    def current(self) -> Entry | None:
        """The entry with the cursor."""
        return self._entries[self.cursor] if self.cursor < len(self._entries) else None

    def row_count(self) -> int:
        """How many there are."""
        return len(self._entries)

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """Number, when it was replaced by the clock of this machine, and its size."""
        entry = self._entries[row]
        when = f"{entry.saved.astimezone():%Y-%m-%d %H:%M:%S}"
        return [
            Cell(f" {entry.number:>2}  ", "accent"),
            Cell(when),
            Cell(fit(f"  {entry.size} bytes", width - 24), "dim"),
        ]

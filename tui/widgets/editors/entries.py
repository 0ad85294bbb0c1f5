"""The editor for lists: the line as it stands in the file, and below it the entries one by one."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from tui.theme import glyphs
from tui.widgets.cells import clean
from tui.widgets.editors.suggesting import SuggestingEditor

MAX_SHOWN = 6
"""Entries listed; more are counted."""


class EntriesEditor(SuggestingEditor):
    """Entries separated by commas."""

    kinds: ClassVar[tuple[str, ...]] = ("csv", "host_port")

    def compose(self) -> ComposeResult:
        """The line, then its entries."""
        yield from super().compose()
        yield Static(classes="entries", markup=False)

    def refill(self) -> None:
        """Show what is stored and its entries."""
        super().refill()
        self._list_entries(self.stored or self.fallback)

    @on(Input.Changed)
    def follow(self, event: Input.Changed) -> None:
        """Keep the entries in step with the line."""
        self._list_entries(event.value)

    def _list_entries(self, text: str) -> None:
        entries = [clean(entry.strip()) for entry in text.split(",") if entry.strip()]
        lines = [f"{glyphs().waiting} {entry}" for entry in entries[:MAX_SHOWN]]
        if len(entries) > MAX_SHOWN:
            lines.append(f"  and {len(entries) - MAX_SHOWN} more")
        shown = self.query_one(".entries", Static)
        shown.update(Content("\n".join(lines)))
        shown.display = len(entries) > 1

"""Where the terminal's own cursor stands: screen readers and braille displays follow it, though nobody sees it."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.command import CommandList, CommandPalette
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea


@runtime_checkable
class HasCursor(Protocol):
    """What knows by itself where its cursor is."""

    def cursor_place(self) -> Offset:
        """The column and line of the screen."""


def place_of(screen: Screen[object]) -> Offset:
    """The place of a screen that the person is at: the row with the cursor, the end of what is typed."""
    at: Widget = screen.focused or screen
    if isinstance(screen, CommandPalette):
        hits = screen.query_one(CommandList)
        at = hits if hits.highlighted and hits.region.area else at  # beyond the first: chosen with the arrows
    if isinstance(at, HasCursor):
        return at.cursor_place()
    if isinstance(at, Input | TextArea):
        return at.cursor_screen_offset
    if isinstance(at, OptionList):
        return _option(screen, at)
    page = next(iter(screen.query(".dialog")), at) if at is screen else at
    return page.content_region.offset


def _option(screen: Screen[object], options: OptionList) -> Offset:
    """An option may have several lines, and those before it too: only the drawn ones tell where it begins."""
    left, top, _, height = options.content_region
    for line in range(top, top + height):
        if screen.get_style_at(left, line).meta.get("option") == options.highlighted is not None:
            return Offset(left, line)
    return Offset(left, top)

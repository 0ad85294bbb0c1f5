"""The one list that every panel reuses: lines drawn on demand, a cursor, the same keys everywhere.

Only the visible lines are ever made, so ten thousand rows cost what forty do. The terminal's own cursor sits on the
row, so that screen readers and braille displays follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.theme import glyphs
from tui.widgets.cells import Cell
from tui.widgets.pointing import explain

STYLES = (
    "cursor",
    "resting",
    "heading",
    "dim",
    "error",
    "warning",
    "good",
    "edited",
    "accent",
    "strong",
    "match",
    "rule",
)
"""The styles that a cell may name; the style sheet says how they look."""


class LineList(ScrollView, can_focus=True, inherit_bindings=False):
    """A list of lines with a cursor. A subclass says how many rows there are and what stands in each."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line--{style}" for style in STYLES}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, tooltip="Go to the next row."),
        Binding("up,k", "move(-1)", "Up", show=False, tooltip="Go to the row above."),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False, tooltip="Go down a page."),
        Binding("pageup,ctrl+b", "page(-1)", "Page up", show=False, tooltip="Go up a page."),
        Binding("home,g", "edge(-1)", "Top", show=False, tooltip="Go to the first row."),
        Binding("end,G", "edge(1)", "Bottom", show=False, tooltip="Go to the last row."),
    ]

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The row with the cursor."""

    @dataclass
    class Highlighted(Message):
        """The cursor went to another row."""

        list: LineList
        row: int

        @property
        def control(self) -> LineList:
            """The list."""
            return self.list

    @dataclass
    class Chosen(Message):
        """A row was chosen with Enter or a click on it."""

        list: LineList
        row: int

        @property
        def control(self) -> LineList:
            """The list."""
            return self.list

    ALLOW_MAXIMIZE = True
    rests: ClassVar[bool] = True
    """Whether the row with the cursor stands out while something else has the focus. Not in what is only read."""
    one_click: ClassVar[bool] = False
    """Whether the first click on a row chooses it, as in a menu; else it moves the cursor there."""
    empty_text: str = ""
    """What stands there when the list has no rows; several lines where it says what to do."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, classes=classes)
        self._strips: dict[tuple[int, bool, bool, int], Strip] = {}

    # What a subclass says

    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """What stands in a row of that width."""
        raise NotImplementedError

    def is_heading(self, _row: int) -> bool:
        """True for a row that the cursor passes by."""
        return False

    def told(self, _row: int) -> str:
        """What a pointer that rests on a row is told; mostly nothing."""
        return ""

    # What the owner asks

    def rows_changed(self, cursor: int | None = None) -> None:
        """Call when there are other rows: everything is drawn anew; the cursor goes to the row given, or stays."""
        self._strips.clear()
        self.virtual_size = Size(0, self.row_count())
        wanted = self.cursor if cursor is None else cursor
        self.set_reactive(LineList.cursor, self._nearest(wanted))
        self.scroll_to(y=min(self.scroll_y, self.max_scroll_y), animate=False)
        self.call_after_refresh(self._reveal_cursor)
        self.refresh()

    def refresh_rows(self, rows: Iterable[int]) -> None:
        """Call when some rows read differently now."""
        stale = set(rows)
        self._strips = {key: strip for key, strip in self._strips.items() if key[0] not in stale}
        for row in stale:
            self.refresh_line(row)

    def move_cursor(self, row: int) -> None:
        """Put the cursor on a row, or on the nearest that can have it."""
        self.cursor = self._nearest(row)

    # Inside

    def _nearest(self, row: int) -> int:
        count = self.row_count()
        if not count:
            return 0
        row = max(0, min(row, count - 1))
        below = next((i for i in range(row, count) if not self.is_heading(i)), None)
        above = next((i for i in range(row, -1, -1) if not self.is_heading(i)), None)
        return below if below is not None else above if above is not None else 0

    def _reveal_cursor(self) -> None:
        first = self.cursor
        while first > 0 and self.is_heading(first - 1):
            first -= 1
        height = min(self.cursor - first + 1, max(1, self.size.height))
        self.scroll_to_region(Region(0, self.cursor - height + 1, 1, height), animate=False, force=True)

    def cursor_place(self) -> Offset:
        """Where the row with the cursor stands, for the terminal's own cursor."""
        return self.content_region.offset + Offset(0, self.cursor - self.scroll_offset.y)

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw both rows and tell the owner."""
        self.refresh_line(old)
        self.refresh_line(new)
        self._reveal_cursor()
        if self.row_count():
            self.post_message(self.Highlighted(self, new))

    def action_move(self, rows: int) -> None:
        """Go so many rows down, passing by headings."""
        row = self.cursor + rows
        while 0 <= row < self.row_count() and self.is_heading(row):
            row += 1 if rows > 0 else -1
        if 0 <= row < self.row_count():
            self.cursor = row
        elif rows < 0:
            self.scroll_to(y=0, animate=False)

    def action_page(self, pages: int) -> None:
        """Go so many pages down."""
        self.move_cursor(self.cursor + pages * max(1, self.size.height - 1))

    def action_edge(self, end: int) -> None:
        """Go to the first or the last row."""
        self.move_cursor(0 if end < 0 else self.row_count() - 1)

    def on_focus(self) -> None:
        """Show the cursor as active."""
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        """Show the cursor as resting."""
        self.refresh_line(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the click was; a click on the cursor chooses."""
        at = event.get_content_offset(self)
        row = -1 if at is None else at.y + self.scroll_offset.y
        if not 0 <= row < self.row_count() or self.is_heading(row):
            return
        chosen = self.one_click or row == self.cursor
        self.cursor = row
        if chosen:
            self.post_message(self.Chosen(self, row))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what is under the pointer."""
        at = event.get_content_offset(self)
        row = -1 if at is None else at.y + self.scroll_offset.y
        explain(self, self.told(row) if 0 <= row < self.row_count() else "")

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._strips.clear()
        self.virtual_size = Size(0, self.row_count())
        self.call_after_refresh(self._reveal_cursor)

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old colours."""
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One visible line."""
        row, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if row >= self.row_count():
            return self._blank(row, width)
        at_cursor = row == self.cursor
        key = (row, at_cursor, at_cursor and self.has_focus, width)
        if key not in self._strips:
            self._strips[key] = self._draw(row, width)
        return self._strips[key]

    def _blank(self, row: int, width: int) -> Strip:
        lines = [] if self.row_count() else self._empty_lines(width)
        if row < len(lines):
            dim = self.rich_style + self.get_component_rich_style("line--dim", partial=True)
            return Strip([Segment(f"  {lines[row]}", dim)]).adjust_cell_length(width, self.rich_style)
        return Strip.blank(width, self.rich_style)

    def _empty_lines(self, width: int) -> list[str]:
        return [part for line in self.empty_text.splitlines() for part in wrap(line, max(width - 3, 1))]

    def _draw(self, row: int, width: int) -> Strip:
        base, bar = self.rich_style, " "
        if row == self.cursor and not self.is_heading(row) and (self.rests or self.has_focus):
            base += self.get_component_rich_style(f"line--{'cursor' if self.has_focus else 'resting'}", partial=True)
            bar = glyphs().bar
        segments = [Segment(bar, base + self.get_component_rich_style("line--accent", partial=True))]
        for cell in self.cells(row, width - 1):
            style = base
            for name in cell.style.split():
                style += self.get_component_rich_style(f"line--{name}", partial=True)
            segments.append(Segment(cell.text, style))
        return Strip(segments).adjust_cell_length(width, base)

"""The log itself: only the visible lines are made, the end is followed, what was searched for stands out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len, chop_cells
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from tui.screens.logs.buffer import Entry
from tui.theme import glyphs

SERVICE_COLORS = 6
"""Services have so many colours between them; the name stands beside each line anyway."""
NAME_WIDTH = 14
TIME_WIDTH = 8
CACHED = 400
"""Lines kept as drawn: a few screens."""

_ALARM = re.compile(r"\b(?:ERROR|CRITICAL|FATAL|PANIC|Traceback|Exception)\b")
_CAUTION = re.compile(r"\bWARN(?:ING)?\b")


def _color_of(text: str) -> str:
    """The style of a line by how serious it is; empty for an ordinary one."""
    return "log--alarm" if _ALARM.search(text) else "log--caution" if _CAUTION.search(text) else ""


class LogView(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines of one or all services."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"log--service-{number}" for number in range(SERVICE_COLORS)),
        "log--time",
        "log--alarm",
        "log--caution",
        "log--match",
        "log--here",
        "log--mark",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_by(1)", "Down", show=False, tooltip="Go down a line."),
        Binding("up,k", "scroll_by(-1)", "Up", show=False, tooltip="Go up a line; the end is no longer followed."),
        Binding("pagedown", "page(1)", "Page down", show=False, tooltip="Go down a page."),
        Binding("pageup,ctrl+b", "page(-1)", "Page up", show=False, tooltip="Go up a page."),
        Binding("ctrl+d", "page(0.5)", "Half down", show=False, tooltip="Go down half a page."),
        Binding("ctrl+u", "page(-0.5)", "Half up", show=False, tooltip="Go up half a page."),
        Binding("home,g", "edge(-1)", "Top", show=False, tooltip="Go to the oldest line."),
        Binding("end,G", "edge(1)", "Bottom", show=False, tooltip="Go to the newest line and follow."),
        Binding("right,l", "sideways(16)", "Right", show=False, tooltip="Show what is further right."),
        Binding("left,h", "sideways(-16)", "Left", show=False, tooltip="Show what is further left."),
        Binding("shift+right", "leap(1)", "Far right", show=False, tooltip="Go half a screen to the right."),
        Binding("shift+left", "leap(-1)", "Far left", show=False, tooltip="Go half a screen to the left."),
        Binding("0,circumflex_accent", "side(-1)", "Begin", show=False, tooltip="Go to the begin of the lines."),
        Binding("dollar_sign", "side(1)", "End", show=False, tooltip="Go to the end of the longest line."),
    ]

    following: reactive[bool] = reactive(True, repaint=False)
    """True while new lines scroll into sight. Scrolling up pauses, reaching the end resumes."""
    wrap: reactive[bool] = reactive(False, repaint=False)
    """Long lines go on below instead of to the right."""
    times: reactive[bool] = reactive(False, repaint=False)
    """Each line with its time."""
    names: reactive[bool] = reactive(True, repaint=False)
    """Each line with its service."""

    class Moved(Message):
        """Something that the line of state shows is different."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._entries: list[Entry] = []
        self._rows: list[tuple[int, str, bool]] = []
        """Index of the entry, the part of its text, whether it is its first part."""
        self._strips: dict[int, Strip] = {}
        self._colors: dict[str, int] = {}
        self._pattern: re.Pattern[str] | None = None
        self._widest = 0
        self.here = -1
        """The row of the match that was gone to last."""

    def cursor_place(self) -> Offset:
        """The match that was gone to, the newest line while they are followed, else the first line in sight."""
        height = max(min(self.size.height, len(self._rows)), 1)
        here = self.here - self.scroll_offset.y
        line = here if self.here >= 0 and 0 <= here < height else height - 1 if self.following else 0
        return self.content_region.offset + Offset(0, line)

    # What the owner asks

    def show(self, entries: Iterable[Entry]) -> None:
        """Show other lines; while the end is not followed, those in sight stay as far as they are still there."""
        anchor = self._anchor()
        self._entries = list(entries)
        self._rebuild()
        self._return_to(anchor)

    def extend(self, entries: Iterable[Entry], *, limit: int) -> None:
        """Show more lines at the end; beyond the limit the oldest go."""
        fresh = list(entries)
        start = len(self._entries)
        self._entries += fresh
        if len(self._entries) > limit:
            anchor = self._anchor()
            self._entries = self._entries[-(limit * 9 // 10) :]
            self._rebuild()
            self._return_to(anchor)
            return
        for index, entry in enumerate(fresh, start):
            self._lay_out(index, entry)
        self._resize_view()

    def mark(self, pattern: re.Pattern[str] | None) -> None:
        """Let the occurrences of a pattern stand out; none when it is None."""
        self._pattern = pattern
        self.here = -1
        self._redraw()

    def go_to_match(self, step: int) -> bool:
        """Scroll to the next or previous occurrence; False when there is none."""
        pattern = self._pattern
        found = (i for i, (_, text, _) in enumerate(self._rows) if pattern is not None and pattern.search(text))
        return self._go_to([row for row in found if not self._entries[self._rows[row][0]].mark], step)

    def go_to_mark(self, step: int) -> bool:
        """Scroll to the next or previous mark; False when there is none."""
        return self._go_to([i for i, (index, _, _) in enumerate(self._rows) if self._entries[index].mark], step)

    def _go_to(self, rows: list[int], step: int) -> bool:
        """Scroll to the next or previous of some rows, around the end too."""
        if not rows:
            return False
        at = self.here if self.here >= 0 else self.scroll_offset.y - (step > 0)
        later = [row for row in rows if (row > at if step > 0 else row < at)]
        self.here = (later[0] if step > 0 else later[-1]) if later else rows[0 if step > 0 else -1]
        self.following = False
        self._redraw()
        self.scroll_to(y=max(0, self.here - self.size.height // 2), animate=False)
        return True

    @property
    def visible_text(self) -> str:
        """The lines in sight, as text."""
        top = self.scroll_offset.y
        return "\n".join(self._plain(row) for row in range(top, min(top + self.size.height, len(self._rows))))

    @property
    def count(self) -> int:
        """How many lines are shown."""
        return len(self._entries)

    @property
    def text(self) -> str:
        """All lines that are shown, as text that ends with a line end; a wrapped line is one."""
        lines = ("".join(part for part, _ in self._prefix(entry, first=True)) + entry.text for entry in self._entries)
        return "".join(f"{line}\n" for line in lines)

    # Laying out

    def _anchor(self) -> int | None:
        """The number of the topmost line in sight; None while the end is followed."""
        row = self.scroll_offset.y
        return None if self.following or row >= len(self._rows) else self._entries[self._rows[row][0]].number

    def _return_to(self, anchor: int | None) -> None:
        """Scroll to the line of that number, or to the one that came after it."""
        if anchor is not None:
            later = (row for row, (index, _, _) in enumerate(self._rows) if self._entries[index].number >= anchor)
            self.scroll_to(y=next(later, max(0, len(self._rows) - 1)), animate=False)

    def _prefix_width(self) -> int:
        return (NAME_WIDTH + 1 if self.names else 0) + (TIME_WIDTH + 1 if self.times else 0)

    def _lay_out(self, index: int, entry: Entry) -> None:
        width = self.scrollable_content_region.width - self._prefix_width()
        if self.wrap and width > 10 and cell_len(entry.text) > width:
            for number, part in enumerate(chop_cells(entry.text, width)):
                self._rows.append((index, part, number == 0))
            return
        self._rows.append((index, entry.text, True))
        self._widest = max(self._widest, cell_len(entry.text))

    def _rebuild(self) -> None:
        self._rows, self._widest, self.here = [], 0, -1
        for index, entry in enumerate(self._entries):
            self._lay_out(index, entry)
        self._strips.clear()
        self._resize_view()

    def _resize_view(self) -> None:
        width = 0 if self.wrap else self._widest + self._prefix_width()
        self.virtual_size = Size(width, len(self._rows))
        if self.following:
            self.scroll_to(y=self.max_scroll_y, animate=False)
        self.refresh()
        self.post_message(self.Moved())

    def _redraw(self) -> None:
        self._strips.clear()
        self.refresh()

    def watch_wrap(self) -> None:
        """Lay the lines out anew."""
        anchor = self._anchor()
        self.scroll_to(x=0, animate=False)
        self._rebuild()
        self._return_to(anchor)

    def watch_times(self) -> None:
        """Lay the lines out anew."""
        self._rebuild()

    def watch_names(self) -> None:
        """Lay the lines out anew."""
        self._rebuild()

    def watch_following(self, following: bool) -> None:
        """Go to the end when following begins."""
        if following:
            self.scroll_to(y=self.max_scroll_y, animate=False)
        self.post_message(self.Moved())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scrolling up pauses, reaching the end resumes."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.following = new_value >= self.max_scroll_y

    def on_resize(self) -> None:
        """Wrapped lines depend on the width."""
        anchor = self._anchor()
        self._rebuild()
        self._return_to(anchor)

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old colours."""
        self._strips.clear()
        super().notify_style_update()

    # Keys

    def action_scroll_by(self, lines: int) -> None:
        """Go so many lines down."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)

    def action_page(self, pages: float) -> None:
        """Go so many pages down."""
        self.scroll_to(y=self.scroll_offset.y + round(pages * max(2, self.size.height - 1)), animate=False)

    def action_edge(self, end: int) -> None:
        """Go to the oldest or the newest line."""
        if end > 0:
            self.following = True
        self.scroll_to(y=0 if end < 0 else self.max_scroll_y, animate=False)

    def action_sideways(self, columns: int) -> None:
        """Show what is further right or left."""
        self.scroll_to(x=self.scroll_offset.x + columns, animate=False)

    def action_leap(self, step: int) -> None:
        """Show what is half a screen further right or left."""
        self.action_sideways(step * max(1, self.size.width // 2))

    def action_side(self, end: int) -> None:
        """Show the begin of the lines, or the end of the longest."""
        self.scroll_to(x=0 if end < 0 else self.max_scroll_x, animate=False)

    # Drawing

    def _plain(self, row: int) -> str:
        index, text, first = self._rows[row]
        return "".join(part for part, _ in self._prefix(self._entries[index], first)) + text

    def _prefix(self, entry: Entry, first: bool) -> list[tuple[str, str]]:
        parts: list[tuple[str, str]] = []
        if entry.mark:
            return parts
        if self.times:
            time = entry.at.astimezone().strftime("%H:%M:%S") if entry.at and first else ""
            parts.append((f"{time:<{TIME_WIDTH}} ", "log--time"))
        if self.names:
            color = self._colors.setdefault(entry.service, len(self._colors) % SERVICE_COLORS)
            name = entry.service[:NAME_WIDTH] if first else ""
            parts.append((f"{name:<{NAME_WIDTH}} ", f"log--service-{color}"))
        return parts

    def render_line(self, y: int) -> Strip:
        """One visible line."""
        scroll_x, scroll_y = self.scroll_offset
        row, width, base = y + scroll_y, self.scrollable_content_region.width, self.rich_style
        if row >= len(self._rows):
            return Strip.blank(width, base)
        if self.text_selection is not None:
            strip = self._draw(row, base, self.text_selection)
        elif row in self._strips:
            strip = self._strips[row]
        else:
            if len(self._strips) > CACHED:
                self._strips.clear()
            strip = self._strips[row] = self._draw(row, base, None)
        shown = strip.crop_extend(scroll_x, scroll_x + width, base)
        if strip.cell_length > scroll_x + width:
            more = base + self.get_component_rich_style("log--time", partial=True)
            shown = Strip([*shown.crop(0, width - 1), Segment(glyphs().cut, more)], width)
        return shown.apply_offsets(scroll_x, row)

    def _draw(self, row: int, base: Style, selection: Selection | None) -> Strip:
        index, text, first = self._rows[row]
        partial = self.get_component_rich_style
        segments = [
            Segment(part, base + partial(style, partial=True))
            for part, style in self._prefix(self._entries[index], first)
        ]
        mark = self._entries[index].mark
        color = "log--mark" if mark else _color_of(text)
        style = base + partial(color, partial=True) if color else base
        segments += [Segment(text, style)] if mark else self._text_segments(text, style, row)
        strip = Strip(segments)
        span = selection.get_span(row) if selection is not None else None
        if span is not None:
            start, end = span[0], strip.cell_length if span[1] == -1 else span[1]
            before, inside, after = strip.crop(0, start), strip.crop(start, end), strip.crop(end)
            chosen = self.screen.get_component_rich_style("screen--selection")
            strip = Strip.join([before, inside.apply_style(chosen), after])
        return strip

    def _text_segments(self, text: str, style: Style, row: int) -> list[Segment]:
        if self._pattern is None:
            return [Segment(text, style)]
        mark = "log--here" if row == self.here else "log--match"
        found = style + self.get_component_rich_style(mark, partial=True)
        segments, at = [], 0
        for match in self._pattern.finditer(text):
            segments += [Segment(text[at : match.start()], style), Segment(match[0], found)]
            at = match.end()
        return [*segments, Segment(text[at:], style)]

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text under the mouse selection."""
        return selection.extract("\n".join(self._plain(row) for row in range(len(self._rows)))), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002 - drawn from text_selection
        """Draw the selection."""
        self._redraw()

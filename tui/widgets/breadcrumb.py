"""Where one is: category, section, variable, on one line. A click on a part goes up to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.theme import glyphs
from tui.widgets.cells import clean, fit
from tui.widgets.pointing import explain

SHORTEST = 8
"""Columns to which a part in the middle may shrink."""


@dataclass(frozen=True, slots=True)
class Trail:
    """What the line says."""

    parts: Sequence[str] = ()
    """From the whole to the one thing."""
    counted: str = ""
    """Where one is among how many."""
    said: str = ""
    """A sentence about the whole, where there is place."""


class Breadcrumb(Widget):
    """The line above the list."""

    trail: reactive[Trail] = reactive(Trail())
    """What it says."""

    @dataclass
    class Picked(Message):
        """A part was clicked: 0 is the whole."""

        level: int

    def watch_trail(self, trail: Trail) -> None:
        """The sentence for the pointer, whatever the place."""
        explain(self, f"{trail.said} A click on a part goes up to it.".strip())

    def _fitted(self) -> list[str]:
        """The parts, those in the middle cut where there is no place for all, then the last: the number stays."""
        parts = [clean(part) for part in self.trail.parts]
        over = self._width(parts) + 2 + cell_len(self.trail.counted) - self.content_size.width
        for level in range(1, len(parts) - 1):
            if over > 0 and cell_len(parts[level]) > SHORTEST:
                kept = max(SHORTEST, cell_len(parts[level]) - over)
                over -= cell_len(parts[level]) - kept
                parts[level] = fit(parts[level], kept)
        if over > 0 and len(parts) > 1:
            parts[-1] = fit(parts[-1], max(SHORTEST, cell_len(parts[-1]) - over))
        return parts

    def _width(self, parts: Sequence[str]) -> int:
        return sum(cell_len(part) for part in parts) + max(0, len(parts) - 1) * 3

    def _placed(self) -> Iterator[tuple[int, str]]:
        at = 0
        for part in self._fitted():
            yield at, part
            at += cell_len(part) + 3

    def render(self) -> Content:
        """The parts, where one is among how many, and the sentence."""
        trail, pieces = self.trail, list[tuple[str, str]]()
        for level, (_, part) in enumerate(self._placed()):
            pieces += [(f" {glyphs().closed} " if level else "", "$faint"), (part, "" if level else "bold")]
        pieces.append((f"  {trail.counted}", "$faint"))
        room = self.content_size.width - sum(cell_len(text) for text, _ in pieces) - 2
        if room > len(trail.said) // 2:
            pieces.append((f"  {fit(trail.said, min(room, cell_len(trail.said)))}", "$faint"))
        return Content.assemble(*pieces)

    def on_click(self, event: events.Click) -> None:
        """Go up to the part under the pointer."""
        at = event.get_content_offset(self)
        for level, (x, part) in enumerate(self._placed()):
            if at is not None and x <= at.x < x + cell_len(part):
                self.post_message(self.Picked(level))

"""Panes whose size the person chooses: by keys, by dragging the border between them, remembered for the next time.

The style sheets say how large a pane is at first, how small and how large it may be; here only the wish is kept, so
that a smaller terminal makes less of it and a larger one all of it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from textual import events
from textual.css.query import NoMatches
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

from tui.appearance import Appearance

ResultT = TypeVar("ResultT")

COLUMNS, LINES = 4, 2
"""What one key press adds or takes away."""


@dataclass(frozen=True, slots=True)
class Split:
    """Two panes with a border between them."""

    sized: str
    """A selector of the pane that has a size."""
    rest: str
    """A selector of the pane that takes what is left."""


@dataclass(frozen=True, slots=True)
class Border:
    """The border of a split, as it is drawn now."""

    sized: Widget
    rest: Widget
    beside: bool
    """Whether the panes stand side by side; else one stands above the other."""

    @property
    def key(self) -> str:
        """Under which the wish is kept: in a narrow terminal the same pane may have a height instead of a width."""
        return f"{self.sized.id} {'width' if self.beside else 'height'}"

    @property
    def cells(self) -> int:
        """How wide or high the sized pane is."""
        return self.sized.outer_size.width if self.beside else self.sized.outer_size.height

    @property
    def sized_first(self) -> bool:
        """Whether the sized pane is the left or upper one."""
        one, other = self.sized.region.offset, self.rest.region.offset
        return one.x < other.x if self.beside else one.y < other.y

    def holds(self, at: Offset) -> bool:
        """Whether a place of the screen is on the line: the first column or line of the right or lower pane."""
        second = self.rest if self.sized_first else self.sized
        x, y, width, height = second.region
        if self.beside:
            return at.x == x and self.sized.region.y <= at.y < self.sized.region.bottom
        return at.y == y and x < at.x < x + width and height > 0


def _give(border: Border, cells: int) -> None:
    if border.beside:
        border.sized.styles.width = cells
    else:
        border.sized.styles.height = cells


class PaneScreen(Screen[ResultT]):
    """A screen with panes. A subclass names them, the pane of which the focus speaks first before others."""

    splits: ClassVar[Sequence[Split]] = ()
    """The pairs of neighbours."""

    _dragged: Border | None = None
    _grip = Offset()
    """Where the border was taken."""
    _cells = 0
    """How large the pane was then."""

    # What the commands ask

    @property
    def border(self) -> Border | None:
        """The border that the keys move: one of the pane with the focus; None where there is none."""
        focused = self.focused
        if focused is None or self.maximized is not None:
            return None
        around = set(focused.ancestors_with_self)
        return next((border for border in self._borders() if {border.sized, border.rest} & around), None)

    def grow(self, steps: int) -> None:
        """Make the pane with the focus larger, or smaller with a negative number."""
        border = self.border
        if border is None or self.focused is None:
            return
        sign = 1 if border.sized in self.focused.ancestors_with_self else -1
        self._move(border, border.cells + sign * steps * (COLUMNS if border.beside else LINES))

    def usual_sizes(self) -> None:
        """Forget the wishes for this screen."""
        sizes = self._wishes
        for border in self._borders():
            for side in ("width", "height"):
                sizes.pop(f"{border.sized.id} {side}", None)
        self.apply_sizes()

    @property
    def resized(self) -> bool:
        """Whether a pane of this screen has not its usual size."""
        return any(border.key in self._wishes for border in self._borders())

    # Sizes

    @property
    def _wishes(self) -> dict[str, int]:
        return self.app.pane_sizes if isinstance(self.app, Appearance) else {}

    def _borders(self) -> Iterator[Border]:
        for split in self.splits:
            try:
                sized, rest = self.query_one(split.sized), self.query_one(split.rest)
            except NoMatches:
                continue
            if sized.display and rest.display and isinstance(sized.parent, Widget):
                yield Border(sized, rest, sized.parent.layout.name == "horizontal")

    def apply_sizes(self) -> None:
        """Give each pane the size that was wished for, where it has one in this layout."""
        for split in self.splits:
            for sized in self.query(split.sized):
                sized.styles.width = sized.styles.height = None
        for border in self._borders():
            if border.key in self._wishes:
                _give(border, self._wishes[border.key])

    def _move(self, border: Border, cells: int) -> None:
        self._wishes[border.key] = max(1, cells)
        _give(border, self._wishes[border.key])
        self.refresh_bindings()

    def on_mount(self) -> None:
        """The sizes of the last time."""
        self.call_after_refresh(self.apply_sizes)

    def on_resize(self) -> None:
        """Another layout may be in force."""
        self.call_after_refresh(self.apply_sizes)

    # The mouse

    def _border_at(self, at: Offset) -> Border | None:
        if self.maximized is not None:
            return None
        return next((border for border in self._borders() if border.holds(at)), None)

    @property
    def allow_select(self) -> bool:
        """A drag that begins on a border selects no text."""
        return super().allow_select and self._border_at(self.app.mouse_position) is None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the border under the pointer."""
        self._dragged = self._border_at(event.screen_offset)
        if self._dragged is not None:
            self._grip, self._cells = event.screen_offset, self._dragged.cells
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The border follows the pointer."""
        if self._dragged is not None:
            way = event.screen_offset - self._grip
            cells = way.x if self._dragged.beside else way.y
            self._move(self._dragged, self._cells + (cells if self._dragged.sized_first else -cells))

    def on_mouse_up(self) -> None:
        """Let it go."""
        if self._dragged is not None:
            self._dragged = None
            self.release_mouse()

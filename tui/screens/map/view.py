"""The drawn map, and the list that takes its place where it is too wide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.engine.map import Drawing, Entry, Graph, draw, moving, outline
from tui.engine.map.canvas import ASCII, BOX
from tui.engine.protocol import Health, ServiceStatus, State
from tui.theme import UNICODE, glyphs
from tui.widgets.cells import Cell, clean, fit
from tui.widgets.line_list import LineList
from tui.widgets.states import Look, service_look

STATE_WIDTH = 11
"""Columns of the longest word for a state, with what stands before it."""
ROOMY, DENSE = 3, 2
"""Lines from one service to the next: with a blank one between, where there is place."""

Looks = Mapping[str, Look]


def looks_of(services: Sequence[ServiceStatus]) -> dict[str, Look]:
    """How each service is; one that is running and healthy says so."""
    found = {}
    for service in services:
        look = service_look(service.state, service.health)
        healthy = service.state is State.RUNNING and service.health is Health.HEALTHY
        found[service.name] = Look(look.glyph, "healthy", look.style) if healthy else look
    return found


def unknown() -> Look:
    """A service of which the engine said nothing yet."""
    return Look(glyphs().waiting, "", "dim")


def drawing_of(graph: Graph, height: int) -> Drawing:
    """The map, with blank lines between the services where the place allows it."""
    names = [name for layer in graph.layers for name in layer]
    widths = {name: max(cell_len(name) + 2, STATE_WIDTH) for name in names}
    signs = BOX if glyphs() is UNICODE else ASCII
    roomy = draw(graph, widths, signs=signs, pitch=ROOMY)
    return roomy if roomy.height <= height else draw(graph, widths, signs=signs, pitch=DENSE)


@dataclass
class Selected(Message):
    """Another service was chosen; with opened it is to be shown on the Services screen."""

    name: str
    opened: bool = False


class ServiceMap(ScrollView, can_focus=True, inherit_bindings=False):
    """The drawing. Lines of the service with the cursor stand out."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"line--{style}" for style in ("cursor", "dim", "error", "warning", "good", "accent", "strong")
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "beside(1)", "Down", show=False, tooltip="Go to the next service."),
        Binding("up,k", "beside(-1)", "Up", show=False, tooltip="Go to the service above."),
        Binding("home,g", "beside(-999)", "Top", show=False, tooltip="Go to the first service."),
        Binding("end,G", "beside(999)", "Bottom", show=False, tooltip="Go to the last service."),
    ]

    def __init__(self) -> None:
        super().__init__(id="map")
        self.drawing: Drawing | None = None
        """None until the engine has said what waits for what."""
        self.looks: Looks = {}
        self.current = ""
        """The service with the cursor."""

    def show(self, drawing: Drawing, current: str) -> None:
        """Show another drawing."""
        self.drawing = drawing
        self.virtual_size = Size(drawing.width, drawing.height)
        self.select(current)

    def show_looks(self, looks: Looks) -> None:
        """Show how the services are now."""
        self.looks = looks
        self.refresh()

    def select(self, name: str) -> None:
        """Put the cursor on a service and bring it into sight."""
        self.current = name
        box = self.drawing.boxes.get(name) if self.drawing else None
        if box is not None:
            region = Region(max(0, box.x - 2), box.y, box.width + 3, 2)
            self.call_after_refresh(self.scroll_to_region, region, animate=False, force=True)
        self.refresh()

    def cursor_place(self) -> Offset:
        """Where the name of the service with the cursor stands, for the terminal's own cursor."""
        box = self.drawing.boxes.get(self.current) if self.drawing else None
        return self.content_region.offset + (Offset(box.x, box.y) - self.scroll_offset if box else Offset())

    def action_beside(self, rows: int) -> None:
        """Go up or down."""
        if self.drawing is not None and self.current:
            self.post_message(Selected(moving.beside(self.drawing, self.current, rows)))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the service; a click on the one with the cursor opens it."""
        if self.drawing is None:
            return
        name = moving.at(self.drawing, event.x + self.scroll_offset.x, event.y + self.scroll_offset.y)
        if name:
            self.post_message(Selected(name, opened=name == self.current))

    def render_line(self, y: int) -> Strip:
        """One visible line."""
        row, width, base = y + self.scroll_offset.y, self.size.width, self.rich_style
        if self.drawing is None or row >= self.drawing.height:
            return Strip.blank(width, base)
        left = self.scroll_offset.x
        return Strip(self._segments(self.drawing, row)).crop(left, left + width).adjust_cell_length(width, base)

    def _segments(self, drawing: Drawing, row: int) -> list[Segment]:
        """The lines of a row, with the services that stand in it laid over them."""
        here = {box.x: (name, row - box.y) for name, box in drawing.boxes.items() if box.y <= row < box.y + 2}
        found: list[Segment] = []
        x = 0
        while x < drawing.width:
            if x in here:
                name, line = here[x]
                width = drawing.boxes[name].width
                found += self._label(name, line, width)
                x += width
                continue
            end = min((start for start in here if start > x), default=drawing.width)
            run = ((self._near(drawing, column, row), drawing.char(column, row)) for column in range(x, end))
            for near, chars in groupby(run, key=lambda one: one[0]):
                style = self._style("accent strong" if near else "dim")
                found.append(Segment("".join(char for _, char in chars), style))
            x = end
        return found

    def _near(self, drawing: Drawing, x: int, y: int) -> bool:
        """Whether a piece belongs to a line of the service with the cursor."""
        piece = drawing.pieces.get((x, y))
        return piece is not None and any(self.current in (edge.source, edge.target) for edge in piece.edges)

    def _label(self, name: str, line: int, width: int) -> list[Segment]:
        look = self.looks.get(name) or unknown()
        marked = "cursor" if name == self.current else ""
        if line == 0:
            title = fit(clean(name), width - 2)
            return [
                Segment(f"{look.glyph} ", self._style(f"{marked} {look.style}")),
                Segment(title, self._style(f"{marked} strong")),
            ]
        return [Segment(f"  {look.word:<{width - 2}}"[:width], self._style(f"{marked} {look.style or 'dim'}"))]

    def _style(self, names: str) -> Style:
        style = self.rich_style
        for name in names.split():
            style += self.get_component_rich_style(f"line--{name}", partial=True)
        return style


class ServiceOutline(LineList):
    """The same as a list: indented by layer, each service with what it waits for."""

    empty_text = "Reading what waits for what."

    def __init__(self) -> None:
        super().__init__(id="outline")
        self.entries: list[Entry] = []
        """The rows."""
        self.looks: Looks = {}

    def show(self, graph: Graph, current: str) -> None:
        """Show another graph."""
        self.entries = list(outline(graph))
        self.empty_text = "There are no services: a compose file names them, or COMPOSE_PROFILES leaves all out."
        self.rows_changed(next((i for i, entry in enumerate(self.entries) if entry.name == current), 0))

    def show_looks(self, looks: Looks) -> None:
        """Show how the services are now."""
        self.looks = looks
        self.refresh_rows(range(self.row_count()))

    def select(self, name: str) -> None:
        """Put the cursor on a service."""
        self.move_cursor(next((i for i, entry in enumerate(self.entries) if entry.name == name), self.cursor))

    def row_count(self) -> int:
        """One for each service."""
        return len(self.entries)

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """Glyph, name, state, what it waits for."""
        entry = self.entries[row]
        look = self.looks.get(entry.name) or unknown()
        lead = f"{'  ' * entry.depth}{look.glyph} "
        name = f"{clean(entry.name)}  "
        state = f"{look.word}  " if look.word else ""
        rest = width - cell_len(lead) - cell_len(name) - cell_len(state)
        waits = f"after {entry.waits_for}" if entry.needs else ""
        return [
            Cell(lead, look.style),
            Cell(name, "strong"),
            Cell(state, look.style or "dim"),
            Cell(fit(waits, rest), "dim"),
        ]

"""The map of the services: drawn in layers from left to right, or as a list where the drawing has no place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from schemas.errors import LaunchdeckError
from tui.commands import CommandHost, bindings_of, notify_error
from tui.engine.map import Graph, graph_of, moving
from tui.engine.map.canvas import MARKS
from tui.engine.protocol import Engine, ServiceStatus
from tui.screens.frame import TooSmall
from tui.screens.map import commands as _commands  # noqa: F401 - defining them registers them
from tui.screens.map.view import Selected, ServiceMap, ServiceOutline, drawing_of, looks_of, unknown
from tui.widgets.cells import clean
from tui.widgets.key_bar import KeyBar
from tui.widgets.line_list import LineList

POLL_SECONDS = 1.0
"""Pause between two looks at the services."""
LEGEND = "  ".join(f"{mark} {condition}" for condition, mark in MARKS.items())


@dataclass
class GraphRead(Message):
    """What waits for what."""

    graph: Graph


@dataclass
class StatesRead(Message):
    """How the services are."""

    services: Sequence[ServiceStatus]


@dataclass
class MapFailed(Message):
    """The engine cannot say."""

    error: LaunchdeckError


class MapScreen(CommandHost, Screen[str]):
    """Returns the service to go to; empty for none."""

    places: ClassVar[tuple[str, ...]] = ("map",)
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(*places)

    def __init__(self, engine: Engine, current: str) -> None:
        super().__init__()
        self.engine = engine
        self.current = current
        """The service with the cursor."""
        self.graph: Graph | None = None
        """None until the engine has answered."""
        self._listed: bool | None = None
        self._failure = ""

    def compose(self) -> ComposeResult:
        """The drawing and the list, of which one is shown; what is known about the service with the cursor."""
        yield Static(Content.assemble("Map of the services", (f"  {LEGEND}", "$faint")), id="map-title", markup=False)
        yield ServiceMap()
        yield ServiceOutline()
        yield Static(id="map-text", markup=False)
        yield KeyBar()
        yield TooSmall()

    @property
    def map(self) -> ServiceMap:
        """The drawing."""
        return self.query_one(ServiceMap)

    @property
    def outline(self) -> ServiceOutline:
        """The list."""
        return self.query_one(ServiceOutline)

    @property
    def listed(self) -> bool:
        """Whether the list is shown: as was chosen, else where the drawing is wider than its place."""
        if self._listed is not None:
            return self._listed
        return self.map.drawing is None or self.map.drawing.width > self.size.width - 2

    def on_mount(self) -> None:
        """Ask the engine."""
        self._arrange()
        self.read_graph()
        self.read_states()

    def on_resize(self) -> None:
        """Draw it for the new size."""
        if self.graph is not None:
            self._draw()

    # What the engine says

    @work(thread=True, group="graph", exclusive=True)
    def read_graph(self) -> None:
        """Ask what waits for what."""
        try:
            self.post_message(GraphRead(graph_of(self.engine.needs())))
        except LaunchdeckError as error:
            self.post_message(MapFailed(error))

    @work(thread=True, group="states", exclusive=True)
    def read_states(self) -> None:
        """Ask how the services are."""
        worker = get_current_worker()
        try:
            answer: Message = StatesRead(self.engine.status())
        except LaunchdeckError as error:
            answer = MapFailed(error)
        if not worker.is_cancelled:
            self.post_message(answer)

    @on(GraphRead)
    def show_graph(self, event: GraphRead) -> None:
        """Draw it."""
        self.graph = event.graph
        names = [name for layer in event.graph.layers for name in layer]
        if self.current not in names:
            self.current = names[0] if names else ""
        self._draw()
        self.refresh_bindings()

    @on(StatesRead)
    def show_states(self, event: StatesRead) -> None:
        """Show them, and look again later."""
        looks = looks_of(event.services)
        self.map.show_looks(looks)
        self.outline.show_looks(looks)
        self._say()
        self.set_timer(POLL_SECONDS, self.read_states)

    @on(MapFailed)
    def show_failure(self, event: MapFailed) -> None:
        """Say it once, and look again later."""
        if str(event.error) != self._failure:
            notify_error(self.app, event.error)
        self._failure = str(event.error)
        self.outline.empty_text = "What waits for what is not known: the engine does not answer."
        self.set_timer(POLL_SECONDS, self.read_states)

    # What is shown

    def _draw(self) -> None:
        if self.graph is not None:
            self.map.show(drawing_of(self.graph, self.map.size.height or self.size.height), self.current)
            self.outline.show(self.graph, self.current)
            self._arrange()
            self._say()

    def _arrange(self) -> None:
        """Show the drawing or the list."""
        listed = self.listed
        self.map.display, self.outline.display = not listed, listed
        (self.outline if listed else self.map).focus()

    def _say(self) -> None:
        """What the service with the cursor waits for, and what waits for it, in words."""
        text = self.query_one("#map-text", Static)
        if self.graph is None or not self.current:
            text.update("")
            return
        look = self.map.looks.get(self.current) or unknown()
        needs = ", ".join(f"{edge.source} {edge.condition}" for edge in self.graph.needs(self.current))
        waiting = ", ".join(edge.target for edge in self.graph.needed_by(self.current))
        text.update(
            Content.assemble(
                (clean(self.current), "bold"),
                (f"  {look.glyph} {look.word}", look.color),
                f"\nwaits for {clean(needs) or 'nothing'}",
                f"\nwaited for by {clean(waiting) or 'nothing'}",
            )
        )

    def switch(self) -> None:
        """Show the other of drawing and list."""
        self._listed = not self.listed
        self._arrange()

    def follow(self, way: int) -> None:
        """Go along a line, to the left (-1) or to the right (1)."""
        if self.map.drawing is not None and self.current:
            self.select(Selected(moving.along(self.map.drawing, self.current, way)))

    @on(Selected)
    def select(self, event: Selected) -> None:
        """Put the cursor on a service, or go to it."""
        if event.opened:
            self.dismiss(event.name)
            return
        self.current = event.name
        self.map.select(event.name)
        self.outline.select(event.name)
        self._say()

    @on(LineList.Highlighted, "#outline")
    def follow_list(self) -> None:
        """The list has a cursor of its own."""
        entries = self.outline.entries
        if self.outline.display and entries:
            self.current = entries[self.outline.cursor].name
            self.map.select(self.current)
            self._say()

    @on(LineList.Chosen, "#outline")
    def open_listed(self) -> None:
        """A click on the row with the cursor goes there."""
        self.dismiss(self.current)

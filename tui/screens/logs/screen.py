"""The Logs screen: all services in one stream or one of them, followed live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from schemas.errors import LaunchdeckError
from tui.commands import bindings_of, notify_error
from tui.engine import export
from tui.engine.protocol import LogLine
from tui.screens.feed import Feed
from tui.screens.frame import ModeScreen
from tui.screens.logs import commands as _commands  # noqa: F401 - defining them registers them
from tui.screens.logs.buffer import LINES_KEPT, Entry, LogBuffer
from tui.screens.logs.view import LogView
from tui.screens.panes import Split
from tui.theme import glyphs
from tui.widgets.cells import Cell, clean, fit
from tui.widgets.line_list import LineList

TAIL = 200
"""Lines of each service that are read first; the line of state names this number."""
PAUSE = 0.1
"""Seconds between two looks at what came: many lines at once cost little more than one."""


class ServiceMenu(LineList):
    """All services, then each one."""

    def __init__(self, services: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.services = ["", *services]

    def row_count(self) -> int:
        """One more than services."""
        return len(self.services)

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """The name."""
        return [Cell(fit(f" {clean(self.services[row]) or 'all services'}", width))]


class LogsScreen(ModeScreen):
    """Services on the left where there is place, the log, and below it a line that says what is shown."""

    mode = "logs"
    places: ClassVar[tuple[str, ...]] = ("logs",)
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(*places)
    AUTO_FOCUS = "#log"
    splits = (Split("#log-services", "#log-pane"),)

    service = ""
    """Whose lines are shown; empty for all."""
    sought = ""
    """What is searched for."""
    only_matching = True
    """Whether a search hides the other lines or only marks its matches."""
    _feed: Feed[LogLine] | None = None

    def compose_body(self) -> ComposeResult:
        """Menu, search, log, state."""
        self.buffer = LogBuffer()
        with Horizontal(id="logs-panes"):
            yield ServiceMenu(self.engine.services(), id="log-services")
            with Vertical(id="log-pane"):
                yield Input(placeholder="text in the lines", compact=True, id="log-search")
                yield LogView(id="log")
                yield Static(id="log-empty", markup=False)
                yield Static(id="log-state", markup=False)

    def on_mount(self) -> None:
        """Begin to follow. The feed goes on while other modes are shown, so that no line is missed."""
        self.query_one("#log-search", Input).display = False
        self.query_one(ServiceMenu).rows_changed(0)
        self._feed = Feed(self, "logs", lambda: self.engine.logs(tail=TAIL, follow=True))
        self._feed.start()
        self.view.wrap, self.view.times = (self.place.get(word) == "yes" for word in ("wrapped", "times"))
        self.show_service(self.place.get("log", ""))

    def remembered(self) -> Mapping[str, str]:
        """Whose lines are shown, and how."""
        view = self.view
        return {"log": self.service, "wrapped": "yes" if view.wrap else "", "times": "yes" if view.times else ""}

    def on_unmount(self) -> None:
        """Nobody reads any more."""
        if self._feed is not None:
            self._feed.stop()

    @property
    def view(self) -> LogView:
        """The log."""
        return self.query_one(LogView)

    # Lines

    @on(Feed.Ready)
    def wait_a_moment(self) -> None:
        """Take lines in blocks."""
        self.set_timer(PAUSE, self.take_lines)

    def take_lines(self) -> None:
        """Show what came."""
        if self._feed is None:
            return
        fresh = [entry for entry in self.buffer.add(self._feed.take()) if self._wanted(entry)]
        if fresh:
            self.view.extend(fresh, limit=LINES_KEPT * (1 if self.service else len(self.engine.services()) or 1))

    @on(Feed.Ended)
    def end_of_feed(self, event: Feed.Ended) -> None:
        """The engine has no more to say."""
        self.take_lines()
        if event.error is not None:
            notify_error(self, event.error)

    def _wanted(self, entry: Entry) -> bool:
        if self.service and entry.service != self.service:
            return False
        return not (self.sought and self.only_matching) or self.sought.lower() in entry.text.lower()

    def show_lines(self) -> None:
        """Show the lines that are wanted now."""
        view = self.view
        view.set_reactive(LogView.names, not self.service)
        view.mark(self.sought)
        view.show(entry for entry in self.buffer.entries(self.service) if self._wanted(entry))
        self.refresh_bindings()

    @on(LogView.Moved)
    def show_state(self) -> None:
        """Say what is shown."""
        view, signs = self.view, glyphs()
        shown, kept = view.virtual_size.height, self.buffer.count(self.service)
        parts = [
            (f"{signs.edited} following" if view.following else f"{signs.off} holding still, space follows", "bold"),
            (f"  {clean(self.service) or 'all services'}  {kept} lines, from the last {TAIL} of each on", "$faint"),
        ]
        if self.sought:
            matching = sum(self.sought.lower() in entry.text.lower() for entry in self.buffer.entries(self.service))
            parts.append((f"  {matching} with '{clean(self.sought)}'", "$text-accent"))
        self.query_one("#log-state", Static).update(Content.assemble(*parts))
        empty = self.query_one("#log-empty", Static)
        empty.display = not shown
        empty.update(self._empty_text())

    def _empty_text(self) -> str:
        if self.sought:
            return "No line has this text. m shows all lines, escape closes the search."
        return "Nothing has been logged yet. Lines appear here as the services write them; 3 and L launch them."

    def export(self, path: Path, text: str, number: int) -> None:
        """Write lines to a file, and say so."""
        try:
            export.write(path, text)
        except LaunchdeckError as error:
            notify_error(self, error)
        else:
            self.notify(f"{path}", title=f"{glyphs().good} Wrote {number} lines", markup=False)

    # Services

    def show_service(self, service: str) -> None:
        """Show the lines of a service; of all when the name is empty."""
        menu = self.query_one(ServiceMenu)
        self.service = service if service in menu.services else ""
        with self.prevent(LineList.Highlighted):
            menu.move_cursor(menu.services.index(self.service))
        self.view.following = True
        self.show_lines()

    def step_service(self, step: int) -> None:
        """Show the next or previous service."""
        services = self.query_one(ServiceMenu).services
        self.show_service(services[(services.index(self.service) + step) % len(services)])

    @on(LineList.Highlighted, "#log-services")
    def follow_menu(self, event: LineList.Highlighted) -> None:
        """The log follows the menu."""
        self.show_service(self.query_one(ServiceMenu).services[event.row])

    # Searching

    def open_search(self) -> None:
        """Type what to look for."""
        field = self.query_one("#log-search", Input)
        field.display = True
        field.focus()

    @on(Input.Changed, "#log-search")
    def search(self, event: Input.Changed) -> None:
        """Show what is found while typing."""
        self.sought = event.value
        self.show_lines()

    @on(Input.Submitted, "#log-search")
    def take_results(self) -> None:
        """Go to the lines."""
        self.view.focus()

    def close_search(self) -> None:
        """Show all lines again."""
        field = self.query_one("#log-search", Input)
        field.display = False
        field.value = ""
        self.view.focus()

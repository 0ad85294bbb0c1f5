"""The Logs screen: all services in one stream or one of them, followed live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from schemas.errors import LaunchdeckError
from tui.commands import bindings_of, notify_error
from tui.screens.feed import Feed
from tui.screens.frame import ModeScreen
from tui.screens.logs import commands as _commands  # noqa: F401 - defining them registers them
from tui.screens.logs.buffer import LINES_KEPT, Entry, LogBuffer
from tui.screens.logs.exporting import Exported, Wanted, What, range_text
from tui.screens.logs.search_field import SearchField
from tui.screens.logs.sought import Sought, sought_of
from tui.screens.logs.stream import RETRY_SECONDS, TAIL, LogStream
from tui.screens.logs.view import LogView
from tui.screens.panes import Split
from tui.theme import glyphs
from tui.widgets.cells import Cell, clean, fit
from tui.widgets.line_list import LineList
from tui.workspace.printable import counted

PAUSE = 0.1
"""Seconds between two looks at what came: many lines at once cost little more than one."""


class ServiceMenu(LineList):
    """All services, then each one."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.services = [""]

    def show(self, services: Sequence[str], current: str) -> None:
        """Show other services, with the cursor on one of them."""
        self.services = ["", *services]
        self.rows_changed(self.services.index(current) if current in services else 0)

    def row_count(self) -> int:
        """One more than services."""
        return len(self.services)

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """The name."""
        return [Cell(fit(f" {clean(self.services[row]) or 'all services'}", width))]


@dataclass
class ServicesKnown(Message):
    """The engine told which services there are."""

    services: Sequence[str]


class LogsScreen(ModeScreen):
    """Services on the left where there is place, the log, and below it a line that says what is shown."""

    mode = "logs"
    places: ClassVar[tuple[str, ...]] = ("logs",)
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(*places)
    AUTO_FOCUS = "#log"
    splits = (Split("#log-services", "#log-pane"),)

    service = ""
    """Whose lines are shown; empty for all."""
    sought = Sought()
    """What is searched for."""
    as_pattern = False
    """Whether what is typed is a regular expression."""
    only_matching = True
    """Whether a search hides the other lines or only marks its matches."""
    _failure = ""
    """Why the engine is not listened to."""

    def compose_body(self) -> ComposeResult:
        """Menu, search, log, state."""
        self.buffer = LogBuffer()
        self.stream = LogStream(self, self.engine, self.buffer)
        with Horizontal(id="logs-panes"):
            yield ServiceMenu(id="log-services")
            with Vertical(id="log-pane"):
                yield SearchField(id="log-search")
                yield LogView(id="log")
                yield Static(id="log-empty", markup=False)
                yield Static(id="log-state", markup=False)

    def on_mount(self) -> None:
        """Begin to follow. The feed goes on while other modes are shown, so that no line is missed."""
        self.query_one("#log-search", Input).display = False
        self.listen()
        self.view.wrap, self.view.times = (self.place.get(word) == "yes" for word in ("wrapped", "times"))
        self.show_service(self.place.get("log", ""))

    def remembered(self) -> Mapping[str, str]:
        """Whose lines are shown, and how."""
        view = self.view
        return {"log": self.service, "wrapped": "yes" if view.wrap else "", "times": "yes" if view.times else ""}

    def on_unmount(self) -> None:
        """Nobody reads any more."""
        self.stream.stop()

    def listen(self) -> None:
        """Follow the engine, and ask it which services there are."""
        self.stream.begin()
        self.read_services()
        self.set_timer(RETRY_SECONDS, self.tell_listening)

    @work(thread=True, group="services", exclusive=True)
    def read_services(self) -> None:
        """Ask for the services; why they are not known is what the lines are not known for either."""
        try:
            self.post_message(ServicesKnown(self.engine.services()))
        except LaunchdeckError:
            return

    @on(ServicesKnown)
    def show_services(self, event: ServicesKnown) -> None:
        """Offer them in the menu; one that is gone is not shown alone any more."""
        self.query_one(ServiceMenu).show(event.services, self.service)
        if self.service and self.service not in event.services:
            self.service = ""
            self.show_lines()

    @property
    def view(self) -> LogView:
        """The log."""
        return self.query_one(LogView)

    @property
    def most_lines(self) -> int:
        """How many lines are shown at most."""
        return LINES_KEPT * (1 if self.service else len(self.query_one(ServiceMenu).services))

    # Lines

    @on(Feed.Ready)
    def wait_a_moment(self) -> None:
        """Take lines in blocks."""
        self.set_timer(PAUSE, self.take_lines)

    def take_lines(self) -> None:
        """Show what came."""
        fresh = [entry for entry in self.stream.take() if self._wanted(entry)]
        if fresh:
            self.view.extend(fresh, limit=self.most_lines)

    @on(Feed.Ended)
    def end_of_feed(self, event: Feed.Ended) -> None:
        """The engine has no more to say. What went wrong is said once, and it is asked again later."""
        self.take_lines()
        if event.error is None:
            return
        if str(event.error) != self._failure:
            notify_error(self, event.error)
        self._failure = str(event.error)
        self.show_state()
        self.set_timer(RETRY_SECONDS, self.listen)

    def tell_listening(self) -> None:
        """The engine answers again, when it has not refused by now."""
        if self._failure and self.stream.running:
            self._failure = ""
            self.show_state()

    def _wanted(self, entry: Entry) -> bool:
        if entry.mark:
            return True
        if self.service and entry.service != self.service:
            return False
        return not self.only_matching or self.sought.wants(entry.text)

    def show_lines(self) -> None:
        """Show the lines that are wanted now."""
        view = self.view
        view.set_reactive(LogView.names, not self.service)
        view.mark(self.sought.marks)
        view.show(entry for entry in self.buffer.entries(self.service) if self._wanted(entry))
        self.refresh_bindings()

    @on(LogView.Moved)
    def show_state(self) -> None:
        """Say what is shown."""
        view, signs = self.view, glyphs()
        shown, kept = view.virtual_size.height, self.buffer.count(self.service)
        lost = (f"{signs.error} not followed", "bold $text-error")
        following = f"{signs.edited} following" if view.following else f"{signs.off} holding still, space follows"
        parts = [
            lost if self._failure else (following, "bold"),
            (f"  {clean(self.service) or 'all services'}", "$faint"),
        ]
        if self.sought.problem:
            parts.append((f"  {clean(self.sought.problem)}", "$text-error"))
        elif self.sought.text:
            lines = (entry for entry in self.buffer.entries(self.service) if not entry.mark)
            matching = sum(self.sought.wants(entry.text) for entry in lines)
            parts.append((f"  {matching} {clean(self.sought.says())}", "$text-accent"))
        parts.append((f"  {kept} lines, from the last {TAIL} of each on", "$faint"))
        self.query_one("#log-state", Static).update(Content.assemble(*parts))
        empty = self.query_one("#log-empty", Static)
        empty.display = not shown
        empty.update(self._empty_text())

    def _empty_text(self) -> str:
        if self._failure:
            return f"{clean(self._failure[:1].upper() + self._failure[1:])}. It is asked again every two seconds."
        if self.sought.text:
            return "No line has this text. m shows all lines, escape closes the search."
        return "Nothing has been logged yet. Lines appear here as the services write them; 3 and L launch them."

    # Writing them to a file

    def export(self, wanted: Wanted, texts: Mapping[What, str]) -> None:
        """Write what was chosen; a stretch of time as the engine has it, whatever of it is kept here."""
        if wanted.what is What.RANGE:
            self.export_range(wanted, self.service, self.sought if self.only_matching else Sought())
        else:
            self.tell_export(Exported.to(wanted.path, texts[wanted.what]))

    @work(thread=True, group="export", exclusive=True)
    def export_range(self, wanted: Wanted, service: str, sought: Sought) -> None:
        """Ask the engine for the lines, and write them with the marks between them."""
        services = (service,) if service else ()
        try:
            lines = self.engine.logs(services, tail=None, since=wanted.since, until=wanted.until)
            text = range_text(lines, self.buffer.marks, wanted, sought, names=not service)
        except LaunchdeckError as error:
            self.post_message(Exported(wanted.path, error=error))
            return
        self.post_message(Exported.to(wanted.path, text))

    @on(Exported)
    def tell_export(self, event: Exported) -> None:
        """Say what was written where, or why not."""
        if event.error is not None:
            notify_error(self, event.error)
        else:
            self.notify(
                f"{event.path}", title=f"{glyphs().good} Wrote {counted(event.lines, 'line')}", markup=False, timeout=10
            )

    # Services

    def show_service(self, service: str) -> None:
        """Show the lines of a service; of all when the name is empty."""
        menu = self.query_one(ServiceMenu)
        self.service = service
        if service in menu.services:
            with self.prevent(LineList.Highlighted):
                menu.move_cursor(menu.services.index(service))
        self.view.following = True
        self.show_lines()

    def step_service(self, step: int) -> None:
        """Show the next or previous service."""
        services = self.query_one(ServiceMenu).services
        at = services.index(self.service) if self.service in services else 0
        self.show_service(services[(at + step) % len(services)])

    @on(LineList.Highlighted, "#log-services")
    def follow_menu(self, event: LineList.Highlighted) -> None:
        """The log follows the menu."""
        self.show_service(self.query_one(ServiceMenu).services[event.row])

    # Searching

    def open_search(self) -> None:
        """Type what to look for."""
        field = self.query_one(SearchField)
        field.say(as_pattern=self.as_pattern)
        field.display = True
        field.focus()

    @on(Input.Changed, "#log-search")
    def search(self) -> None:
        """Show what is found while typing."""
        text = self.query_one(SearchField).value
        self.sought = sought_of(text, as_pattern=self.as_pattern)
        self.show_lines()

    @on(Input.Submitted, "#log-search")
    def take_results(self) -> None:
        """Go to the lines."""
        self.query_one(SearchField).remember()
        self.view.focus()

    def switch_pattern(self) -> None:
        """Read what is typed as a text or as a regular expression."""
        self.as_pattern = not self.as_pattern
        self.query_one(SearchField).say(as_pattern=self.as_pattern)
        self.search()

    # Marks

    def put_mark(self) -> None:
        """Put a mark with the time after the newest line."""
        entry = self.buffer.mark(datetime.now().astimezone())
        self.view.extend([entry], limit=self.most_lines)
        self.refresh_bindings()

    def close_search(self) -> None:
        """Show all lines again."""
        field = self.query_one(SearchField)
        field.remember()
        field.display = False
        field.value = ""
        self.view.focus()

"""The end of the log of the service with the cursor, live, below the table."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.engine.protocol import Engine
from tui.screens.feed import Feed
from tui.screens.logs.buffer import LogBuffer
from tui.screens.logs.stream import RETRY_SECONDS, LogStream
from tui.screens.logs.view import LogView
from tui.widgets.cells import clean

KEPT = 100
"""Lines kept per service: more than any terminal shows here."""
PAUSE = 0.1
"""Seconds between two looks at what came."""


class LogPreview(Vertical):
    """Title and lines. One feed reads all services, so that moving the cursor costs nothing."""

    def __init__(self, engine: Engine, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.engine = engine
        self.service = ""
        """Whose lines are shown."""
        self.buffer = LogBuffer(KEPT)
        self._stream = LogStream(self, engine, self.buffer, KEPT)

    def compose(self) -> ComposeResult:
        """Title and lines."""
        yield Static(id="preview-title", classes="pane-title", markup=False)
        yield LogView(id="preview-lines")

    def on_mount(self) -> None:
        """Begin to read."""
        view = self.query_one(LogView)
        view.can_focus = False
        view.names = False
        self._stream.begin()

    def on_unmount(self) -> None:
        """Nobody reads any more."""
        self._stream.stop()

    def show_service(self, service: str) -> None:
        """Show the lines of another service."""
        if service != self.service:
            self.service = service
            self._show_title()
            self.query_one(LogView).show(self.buffer.entries(service))

    def _show_title(self) -> None:
        said = "enter follows it" if self.buffer.count(self.service) else "nothing logged yet"
        self.query_one("#preview-title", Static).update(
            Content.assemble((f"Log of {clean(self.service)}", "bold"), (f"  {said}", "$faint"))
        )

    @on(Feed.Ready)
    def wait_a_moment(self, event: Feed.Ready) -> None:
        """Take lines in blocks."""
        event.stop()
        self.set_timer(PAUSE, self.take_lines)

    def take_lines(self) -> None:
        """Show what came."""
        fresh = [entry for entry in self._stream.take() if entry.service == self.service]
        if fresh:
            self._show_title()
            self.query_one(LogView).extend(fresh, limit=KEPT)

    @on(Feed.Ended)
    def end_of_feed(self, event: Feed.Ended) -> None:
        """The engine has no more to say; the table names the reason. It is asked again later."""
        event.stop()
        self.take_lines()
        if event.error is not None:
            self.set_timer(RETRY_SECONDS, self._stream.begin)

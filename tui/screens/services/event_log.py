"""What happened to the services, below the table instead of the log, when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.engine.protocol import Engine, ServiceEvent, What
from tui.screens.feed import Feed
from tui.screens.logs.buffer import Entry
from tui.screens.logs.view import LogView
from tui.theme import glyphs
from tui.widgets.cells import clean

KEPT = 500
"""Events kept."""


GOOD = frozenset({What.STARTED, What.RESTARTED, What.HEALTHY, What.RESUMED, What.BACK})
BAD = frozenset({What.UNHEALTHY, What.OUT_OF_MEMORY, What.FAILED, What.LOST})


def sign_of(event: ServiceEvent) -> str:
    """The glyph of an event: a word stands behind it."""
    signs = glyphs()
    return signs.error if event.what in BAD else signs.good if event.what in GOOD else signs.off


class EventLog(Vertical):
    """Title and lines, of all services. It listens as soon as it is there: what comes belongs to their courses too."""

    @dataclass
    class Came(Message):
        """Something happened."""

        events: list[ServiceEvent]

    def __init__(self, engine: Engine, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._count = 0
        self._feed: Feed[ServiceEvent] = Feed(self, "events", lambda: engine.events(follow=True))

    def compose(self) -> ComposeResult:
        """Title and lines."""
        yield Static(id="events-title", classes="pane-title", markup=False)
        yield LogView(id="event-lines")

    def on_mount(self) -> None:
        """Begin to listen."""
        view = self.query_one(LogView)
        view.can_focus = False
        view.times = True
        self._say("nothing happened as far as the engine remembers")
        self._feed.start()

    def on_unmount(self) -> None:
        """Nobody listens any more."""
        self._feed.stop()

    def _say(self, text: str) -> None:
        self.query_one("#events-title", Static).update(Content.assemble(("Events", "bold"), (f"  {text}", "$faint")))

    @on(Feed.Ready)
    def take_events(self, event: Feed.Ready) -> None:
        """Show what came, and hand it on."""
        event.stop()
        fresh = self._feed.take()
        entries = []
        for one in fresh:
            self._count += 1
            text = f"{sign_of(one)} {one.what}  {one.cause}".rstrip()
            entries.append(Entry(self._count, clean(one.service), clean(text), one.at))
        self.query_one(LogView).extend(entries, limit=KEPT)
        self._say("E shows the log again")
        self.post_message(self.Came(fresh))

    @on(Feed.Ended)
    def end_of_feed(self, event: Feed.Ended) -> None:
        """The engine has no more to tell: it cannot be reached, or has no services yet."""
        event.stop()
        if event.error is not None:
            self._say(f"not known: {clean(event.error.message)}")

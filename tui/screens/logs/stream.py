"""The lines of the engine as they come; after it was lost, from where they ended."""

from __future__ import annotations

from datetime import timedelta

from textual.message_pump import MessagePump

from tui.engine.protocol import Engine, LogLine
from tui.screens.feed import Feed
from tui.screens.logs.buffer import Entry, LogBuffer

TAIL = 200
"""Lines of each service that are read first; the line of state names this number."""
RETRY_SECONDS = 2.0
"""Pause before an engine that could not tell is asked again."""
_AFTER = timedelta(microseconds=1)


class LogStream:
    """Fills a buffer. The owner gets the messages of the feed."""

    def __init__(self, owner: MessagePump, engine: Engine, buffer: LogBuffer, tail: int = TAIL) -> None:
        self._owner = owner
        self._engine = engine
        self._buffer = buffer
        self._tail = tail
        self._feed: Feed[LogLine] | None = None

    def begin(self) -> None:
        """Read the last lines and follow; once there are lines, only what came after them."""
        newest = self._buffer.newest
        since = newest + _AFTER if newest is not None else None
        tail = self._tail if since is None else None
        self._feed = Feed(self._owner, "logs", lambda: self._engine.logs(tail=tail, follow=True, since=since))
        self._feed.start()

    @property
    def running(self) -> bool:
        """Whether the engine is being listened to."""
        return self._feed is not None and self._feed.running

    def take(self) -> list[Entry]:
        """What came since the last time."""
        return self._buffer.add(self._feed.take()) if self._feed is not None else []

    def stop(self) -> None:
        """Listen no longer."""
        if self._feed is not None:
            self._feed.stop()

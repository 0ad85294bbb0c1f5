"""A thread that walks a generator of the engine and hands what comes to a screen.

Not Textual's thread workers: their pool is waited for when the app ends, and an engine that follows a quiet log or
waits for a service would hold the terminal until then. A daemon thread does not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

from textual.message import Message
from textual.message_pump import MessagePump

from schemas.errors import LaunchdeckError

ItemT = TypeVar("ItemT")

LIMIT = 20_000
"""Items that wait at most; when a screen does not keep up, the oldest are dropped."""


class Feed(Generic[ItemT]):
    """One running generator. Start it once; stop it when the screen ends."""

    @dataclass
    class Ready(Message):
        """Items wait to be taken. Sent once until they are."""

        feed: Feed[Any]

    @dataclass
    class Ended(Message):
        """The generator is through, or an error of ours ended it."""

        feed: Feed[Any]
        error: LaunchdeckError | None

    def __init__(self, owner: MessagePump, name: str, source: Callable[[], Iterator[ItemT]]) -> None:
        self.name = name
        """What runs, for people."""
        self._owner = owner
        self._source = source
        self._waiting: deque[ItemT] = deque(maxlen=LIMIT)
        self._lock = Lock()
        self._stopped = False
        self.cancelled = False
        """Whether the rest is not wanted any more."""
        self._thread = Thread(target=self._walk, name=f"feed {name}", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """Read no further; nothing more is sent. The generator is closed at its next item."""
        self._stopped = True

    def cancel(self) -> None:
        """Read no further; the end is sent when the generator has closed, which is at its next item."""
        self.cancelled = True

    @property
    def running(self) -> bool:
        """True while the generator may still yield something that is wanted."""
        return self._thread.is_alive() and not self._stopped

    def take(self) -> list[ItemT]:
        """The items that wait."""
        with self._lock:
            items = list(self._waiting)
            self._waiting.clear()
        return items

    def _walk(self) -> None:
        error: LaunchdeckError | None = None
        try:
            self._read(self._source())
        except LaunchdeckError as raised:
            error = raised
        except OSError as raised:
            error = LaunchdeckError(f"{self.name} was interrupted: {raised.strerror or raised}")
        finally:
            if not self._stopped:
                self._owner.post_message(self.Ended(self, error))

    def _read(self, items: Iterator[ItemT]) -> None:
        for item in items:
            if self._stopped or self.cancelled:
                break
            with self._lock:
                first = not self._waiting
                self._waiting.append(item)
            if first:
                self._owner.post_message(self.Ready(self))
        close = getattr(items, "close", None)
        if close is not None:
            close()

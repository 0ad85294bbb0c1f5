"""The last lines of every service, bounded, in the order in which they came. Nothing of Textual here."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tui.engine.protocol import LogLine
from tui.widgets.cells import clean

LINES_KEPT = 5_000
"""Lines kept per service."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line."""

    number: int
    """Counts up over all services."""
    service: str
    text: str
    """Printable."""
    at: datetime | None


class LogBuffer:
    """A ring of lines for each service."""

    def __init__(self, kept: int = LINES_KEPT) -> None:
        self.kept = kept
        self._rings: dict[str, deque[Entry]] = {}
        self._count = 0

    def add(self, lines: Iterable[LogLine]) -> list[Entry]:
        """Take lines in; returns them as entries."""
        fresh = []
        for line in lines:
            self._count += 1
            entry = Entry(self._count, line.service, clean(line.text), line.at)
            self._rings.setdefault(line.service, deque(maxlen=self.kept)).append(entry)
            fresh.append(entry)
        return fresh

    def entries(self, service: str = "") -> list[Entry]:
        """The lines of a service, or of all in the order in which they came."""
        if service:
            return list(self._rings.get(service, ()))
        return list(heapq.merge(*self._rings.values(), key=lambda entry: entry.number))

    def count(self, service: str = "") -> int:
        """How many lines are kept of a service, or of all."""
        return len(self._rings.get(service, ())) if service else sum(map(len, self._rings.values()))

    def clear(self) -> None:
        """Forget all lines."""
        self._rings.clear()

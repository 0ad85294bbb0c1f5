"""The last lines of every service, bounded, in the order in which they came. Nothing of Textual here."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tui.engine.protocol import LogLine
from tui.theme import glyphs
from tui.widgets.cells import clean

LINES_KEPT = 5_000
"""Lines kept per service."""
MARKS_KEPT = 100
RULE_WIDTH = 24
"""Columns of the line that a mark draws behind its time."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line."""

    number: int
    """Counts up over all services."""
    service: str
    text: str
    """Printable."""
    at: datetime | None
    mark: bool = False
    """Whether the person put it there; it belongs to no service and is found by no search."""


class LogBuffer:
    """A ring of lines for each service, and the marks between them."""

    def __init__(self, kept: int = LINES_KEPT) -> None:
        self.kept = kept
        self._rings: dict[str, deque[Entry]] = {}
        self._marks: deque[Entry] = deque(maxlen=MARKS_KEPT)
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

    def mark(self, at: datetime) -> Entry:
        """Put a mark after the newest line."""
        self._count += 1
        rule = glyphs().rule
        entry = Entry(self._count, "", f"{rule * 2} mark {at:%H:%M:%S} {rule * RULE_WIDTH}", at, mark=True)
        self._marks.append(entry)
        return entry

    @property
    def marks(self) -> list[Entry]:
        """The marks, the oldest first."""
        return list(self._marks)

    @property
    def newest(self) -> datetime | None:
        """When the newest line was written, as far as that is known."""
        times = [entry.at for ring in self._rings.values() for entry in (ring[-1],) if entry.at is not None]
        return max(times, default=None)

    def entries(self, service: str = "") -> list[Entry]:
        """The lines of a service, or of all in the order in which they came, with the marks between them."""
        rings = [self._rings.get(service, ())] if service else list(self._rings.values())
        return list(heapq.merge(*rings, self._marks, key=lambda entry: entry.number))

    def count(self, service: str = "") -> int:
        """How many lines are kept of a service, or of all."""
        return len(self._rings.get(service, ())) if service else sum(map(len, self._rings.values()))

    def clear(self) -> None:
        """Forget all lines."""
        self._rings.clear()
        self._marks.clear()

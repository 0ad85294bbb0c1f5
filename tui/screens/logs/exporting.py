"""Writing lines of the log to a file: what is wanted, and the text of a stretch of time. No screen here."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from textual.message import Message

from schemas.errors import LaunchdeckError
from tui.engine import export
from tui.engine.moments import within
from tui.engine.protocol import LogLine
from tui.screens.logs.buffer import Entry
from tui.screens.logs.sought import Sought
from tui.widgets.cells import clean

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class What(StrEnum):
    """Which lines."""

    SHOWN = "shown"
    SIGHT = "sight"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is written where."""

    what: What
    path: Path
    since: datetime | None = None
    until: datetime | None = None


@dataclass
class Exported(Message):
    """Lines were written, or could not be."""

    path: Path
    lines: int = 0
    error: LaunchdeckError | None = None

    @classmethod
    def to(cls, path: Path, text: str) -> Exported:
        """Write a text to a new file."""
        try:
            export.write(path, text)
        except LaunchdeckError as error:
            return cls(path, error=error)
        return cls(path, text.count("\n"))


def range_text(lines: Iterable[LogLine], marks: Iterable[Entry], wanted: Wanted, sought: Sought, *, names: bool) -> str:
    """The lines of a stretch of time as text, each with its time, the marks where they were put.

    Raises LaunchdeckError when there are none.
    """
    found = [line for line in lines if sought.wants(clean(line.text))]
    if not found:
        raise LaunchdeckError("no line is from then, so nothing was written", "choose another time, or another search")
    own = [(line.at or _LONG_AGO, _line(line, names=names)) for line in found]
    put = [(one.at, f"{one.text}\n") for one in marks if one.at and within(one.at, wanted.since, wanted.until)]
    return "".join(text for _, text in heapq.merge(own, put, key=lambda pair: pair[0]))


def _line(line: LogLine, *, names: bool) -> str:
    time = f"{line.at.astimezone():%Y-%m-%d %H:%M:%S}" if line.at else "-"
    name = f"{clean(line.service):<14} " if names else ""
    return f"{time:<19} {name}{clean(line.text)}\n"

"""The log files of the services: the last lines of each, then what comes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from tui.engine.local.daemon import LOG_BACKUPS
from tui.engine.local.times import time_of, timed
from tui.engine.moments import within
from tui.engine.protocol import LogLine

BLOCK = 64 * 1024
POLL_SECONDS = 0.2
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def last_lines(path: Path, count: int, *, end: int | None = None) -> list[str]:
    """The last lines of a file, read backwards from its end (or another offset); none when there is no file."""
    if count <= 0:
        return []
    try:
        with path.open("rb") as file:
            position = file.seek(0, os.SEEK_END) if end is None else end
            data = b""
            while position > 0 and data.count(b"\n") <= count:
                size = min(BLOCK, position)
                position -= size
                file.seek(position)
                data = file.read(size) + data
    except OSError:
        return []
    return data.decode(errors="replace").splitlines()[-count:]


def all_lines(path: Path, since: datetime | None, *, end: int | None = None) -> Iterator[str]:
    """Every line of a file and of what was rotated away before it, the oldest first.

    A file that was last written before ``since`` is passed by.
    """
    rotated = [path.with_name(f"{path.name}.{number}") for number in range(LOG_BACKUPS, 0, -1)]
    for one in (*rotated, path):
        try:
            if since is not None and one.stat().st_mtime < since.timestamp():
                continue
            with one.open("rb") as file:
                data = file.read(end if one is path and end is not None else -1)
        except OSError:
            continue
        yield from data.decode(errors="replace").splitlines()


@dataclass(frozen=True, slots=True)
class Source:
    """The log of one service."""

    path: Path
    zone: tzinfo | None = UTC
    """Of times that name none; None means this machine's."""


class Tail:
    """One file that is followed, over rotation."""

    def __init__(self, service: str, source: Source) -> None:
        self.service = service
        self.source = source
        self._inode, self.position = self._now()
        self._rest = b""

    def _now(self) -> tuple[int, int]:
        try:
            status = self.source.path.stat()
        except OSError:
            return 0, 0
        return status.st_ino, status.st_size

    def read(self) -> Iterator[LogLine]:
        """What was written since the last call."""
        inode, size = self._now()
        if inode != self._inode or size < self.position:
            self._inode, self.position = inode, 0
        if size == self.position:
            return
        try:
            with self.source.path.open("rb") as file:
                file.seek(self.position)
                data = file.read(size - self.position)
        except OSError:
            return
        self.position += len(data)
        *lines, self._rest = (self._rest + data).split(b"\n")
        now = datetime.now(UTC)
        for line in lines:
            text = line.decode(errors="replace").rstrip("\r")
            yield LogLine(self.service, text, time_of(text, self.source.zone) or now)


def lines_of(
    sources: Mapping[str, Source],
    *,
    tail: int | None,
    follow: bool,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Iterator[LogLine]:
    """The lines of several files in the order of time, then with follow what comes, until the generator is closed."""
    tails = [Tail(name, source) for name, source in sources.items()]
    found: list[LogLine] = []
    for one in tails:
        found += _known(one, tail, since, until)
    yield from sorted(found, key=lambda line: line.at or _LONG_AGO)
    while follow:
        for one in tails:
            yield from one.read()
        time.sleep(POLL_SECONDS)


def _known(one: Tail, tail: int | None, since: datetime | None, until: datetime | None) -> list[LogLine]:
    """What a file has already: the last lines, or those of a stretch of time."""
    if tail is not None and since is None and until is None:
        return list(timed(one.service, last_lines(one.source.path, tail, end=one.position), one.source.zone))
    texts = all_lines(one.source.path, since, end=one.position)
    lines = [line for line in timed(one.service, texts, one.source.zone) if within(line.at, since, until)]
    return lines if tail is None else lines[len(lines) - min(tail, len(lines)) :]

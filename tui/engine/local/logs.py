"""The log files of the services: the last lines of each, then what comes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from tui.engine.protocol import LogLine

BLOCK = 64 * 1024
POLL_SECONDS = 0.2


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


class Tail:
    """One file that is followed, over rotation."""

    def __init__(self, service: str, path: Path) -> None:
        self.service = service
        self.path = path
        self._inode, self.position = self._now()
        self._rest = b""

    def _now(self) -> tuple[int, int]:
        try:
            status = self.path.stat()
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
            with self.path.open("rb") as file:
                file.seek(self.position)
                data = file.read(size - self.position)
        except OSError:
            return
        self.position += len(data)
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            yield LogLine(self.service, line.decode(errors="replace").rstrip("\r"))


def lines_of(files: dict[str, Path], *, tail: int, follow: bool) -> Iterator[LogLine]:
    """The last lines of several files, then with follow what comes, until the generator is closed."""
    tails = [Tail(name, path) for name, path in files.items()]
    for one in tails:
        for text in last_lines(one.path, tail, end=one.position):
            yield LogLine(one.service, text)
    while follow:
        for one in tails:
            yield from one.read()
        time.sleep(POLL_SECONDS)

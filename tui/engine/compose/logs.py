"""The logs of several containers in the order of time: what is there, then what comes."""

from __future__ import annotations

import math
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from tui.engine.compose.client import explained
from tui.engine.compose.containers import moment
from tui.engine.compose.transport import failures
from tui.engine.moments import within
from tui.engine.protocol import LogLine

if TYPE_CHECKING:
    from docker import DockerClient
    from tui.engine.compose.containers import Container

POLL_SECONDS = 0.1
HOLD_SECONDS = 0.3
"""Lines are held back so long, so that lines of different containers come out in the order of time."""
NEW_CONTAINERS_SECONDS = 1.0
"""How soon the log of a container that was made meanwhile is followed too."""
LIMIT = 10_000
"""Lines that wait at most; a reader that does not keep up loses none, the streams wait."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Arrived:
    line: LogLine
    at: float
    """When it came, by the monotonic clock."""


def parse(service: str, raw: bytes) -> tuple[LogLine, str]:
    """A line with the engine's time in front of it, and that time as the engine wrote it (empty when there is none)."""
    whole = raw.decode(errors="replace").rstrip("\r\n")
    stamp, _, text = whole.partition(" ")
    at = moment(stamp)
    return (LogLine(service, text, at), stamp) if at else (LogLine(service, whole), "")


def by_time(lines: Iterable[LogLine]) -> list[LogLine]:
    """Lines in the order of time; those of the same moment as they came."""
    return sorted(lines, key=lambda line: line.at or _LONG_AGO)


def last_lines(client: DockerClient, container: str, count: int) -> list[str]:
    """The last lines of one container, without times."""
    raw: bytes = client.api.logs(container, tail=count, timestamps=False)
    return raw.decode(errors="replace").splitlines()


def history(
    client: DockerClient,
    containers: Sequence[Container],
    tail: int | None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[list[LogLine], dict[str, str]]:
    """The last lines of each container, merged by time; and the time of the last one by container id.

    With a moment to begin or to end with, the engine is asked for the whole seconds around it.
    """
    begin = None if since is None else math.floor(since.timestamp())
    end = None if until is None else math.ceil(until.timestamp())
    bounded = begin is not None or end is not None
    count: Literal["all"] | int = "all" if tail is None or bounded else max(tail, 1)
    lines: list[LogLine] = []
    seen: dict[str, str] = {} if since is None else {one.id: f"{since:%Y-%m-%dT%H:%M:%S.%f}000Z" for one in containers}
    for one in containers:
        raw: bytes = client.api.logs(one.id, tail=count, timestamps=True, since=begin, until=end)
        parsed = [parse(one.service, line) for line in raw.split(b"\n") if line]
        parsed = [(line, stamp) for line, stamp in parsed if within(line.at, since, until)]
        if stamps := [stamp for _, stamp in parsed if stamp]:
            seen[one.id] = max(stamps)
        lines += [line for line, _ in (parsed if tail is None else parsed[len(parsed) - min(tail, len(parsed)) :])]
    return by_time(lines), seen


class Follower:
    """Reads the streams of several containers in threads; close() ends them at once."""

    def __init__(self, client: DockerClient, seen: dict[str, str]) -> None:
        """``seen`` is the time of the last known line by container id; of other containers all lines are new."""
        self._client = client
        self._seen = seen
        self._arrived: queue.Queue[_Arrived] = queue.Queue(LIMIT)
        self._streams: dict[str, Any] = {}
        self._next: _Arrived | None = None
        """Taken out of the queue and not ripe yet."""
        self._closed = threading.Event()

    def add(self, container: Container) -> None:
        """Follow one more container, or one that was started again: the lines that are not known yet."""
        if container.id in self._streams:
            return
        after = moment(self._seen.get(container.id, ""))
        stream = self._client.api.logs(
            container.id,
            stream=True,
            follow=True,
            timestamps=True,
            tail="all",
            since=int(after.timestamp()) if after else None,
        )
        self._streams[container.id] = stream
        threading.Thread(target=self._read, args=(container, stream), name=f"log {container.name}", daemon=True).start()

    def take(self) -> list[LogLine]:
        """What has come and was held long enough, in the order of time."""
        ripe: list[LogLine] = []
        horizon = time.monotonic() - HOLD_SECONDS
        while True:
            if self._next is None:
                try:
                    self._next = self._arrived.get_nowait()
                except queue.Empty:
                    break
            if self._next.at > horizon:
                break
            ripe.append(self._next.line)
            self._next = None
        return by_time(ripe)

    def close(self) -> None:
        """End all streams; the readers end with them."""
        self._closed.set()
        for stream in list(self._streams.values()):
            try:
                stream.close()
            except failures(AttributeError, NameError):
                # It ended meanwhile, or comes through ssh, whose streams the SDK cannot close from outside: then the
                # reader, a daemon thread, ends with the next line.
                continue

    def _read(self, container: Container, stream: Any) -> None:
        rest = b""
        try:
            for piece in stream:
                *lines, rest = (rest + piece).split(b"\n")
                for raw in lines:
                    self._put(container, raw)
        except failures(ValueError):
            pass  # the container ended or the stream was closed from outside
        finally:
            if rest:
                self._put(container, rest)
            self._streams.pop(container.id, None)

    def _put(self, container: Container, raw: bytes) -> None:
        line, stamp = parse(container.service, raw)
        if stamp:
            if stamp <= self._seen.get(container.id, ""):
                return  # the engine's "since" is by the second and includes its moment
            self._seen[container.id] = stamp
        arrived = _Arrived(line, time.monotonic())
        while not self._closed.is_set():
            try:
                self._arrived.put(arrived, timeout=POLL_SECONDS)
            except queue.Full:
                continue
            return


def follow(
    client: DockerClient, containers: Callable[[], Iterable[Container]], seen: dict[str, str]
) -> Iterator[LogLine]:
    """What the containers write from now on, those included that are made or started meanwhile; without an end."""
    follower = Follower(client, seen)
    looked = 0.0
    try:
        while True:
            if time.monotonic() - looked > NEW_CONTAINERS_SECONDS:
                looked = time.monotonic()
                for one in containers():
                    if one.state == "running":
                        with explained():
                            follower.add(one)
            yield from follower.take()
            time.sleep(POLL_SECONDS)
    finally:
        follower.close()

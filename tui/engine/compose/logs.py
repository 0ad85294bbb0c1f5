"""The logs of several containers in the order of time: what is there, then what comes."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.engine.protocol import LogLine

if TYPE_CHECKING:
    from docker import DockerClient
    from tui.engine.compose.containers import Container

POLL_SECONDS = 0.1
HOLD_SECONDS = 0.3
"""Lines are held back so long, so that lines of different containers come out in the order of time."""
LIMIT = 10_000
"""Lines that wait at most; a reader that does not keep up loses none, the streams wait."""


@dataclass(frozen=True, slots=True)
class _Arrived:
    line: LogLine
    at: float
    """When it came, by the monotonic clock."""


def parse(service: str, raw: bytes) -> LogLine:
    """A line with the engine's time in front of it."""
    stamp, space, text = raw.decode(errors="replace").rstrip("\r\n").partition(" ")
    at = _time(stamp) if space else None
    return LogLine(service, text if at else raw.decode(errors="replace").rstrip("\r\n"), at)


def _time(text: str) -> datetime | None:
    """RFC 3339 with nanoseconds, to the microsecond."""
    head, _, rest = text.rstrip("Z").partition(".")
    try:
        return datetime.fromisoformat(f"{head}.{(rest or '0')[:6]:0<6}").replace(tzinfo=UTC)
    except ValueError:
        return None


def last_lines(client: DockerClient, container: str, count: int) -> list[str]:
    """The last lines of one container, without times."""
    raw: bytes = client.api.logs(container, tail=count, timestamps=False)
    return raw.decode(errors="replace").splitlines()


def history(client: DockerClient, containers: Sequence[Container], tail: int) -> list[LogLine]:
    """The last lines of each container, merged by time."""
    lines: list[LogLine] = []
    for one in containers:
        raw: bytes = client.api.logs(one.id, tail=tail, timestamps=True)
        lines += [parse(one.service, line) for line in raw.splitlines()]
    return sorted(lines, key=lambda line: line.at or datetime.min.replace(tzinfo=UTC))


class Follower:
    """Reads the streams of several containers in threads; close() ends them at once."""

    def __init__(self, client: DockerClient) -> None:
        self._client = client
        self._arrived: queue.Queue[_Arrived] = queue.Queue(LIMIT)
        self._streams: dict[str, Any] = {}
        self._closed = threading.Event()

    def add(self, container: Container, after: datetime) -> None:
        """Follow one more container: the lines that were written later than a moment."""
        if container.id in self._streams:
            return
        stream = self._client.api.logs(
            container.id, stream=True, follow=True, timestamps=True, since=after.timestamp(), tail="all"
        )
        self._streams[container.id] = stream
        threading.Thread(
            target=self._read, args=(container, after, stream), name=f"log {container.name}", daemon=True
        ).start()

    @property
    def followed(self) -> frozenset[str]:
        """The containers whose stream is open."""
        return frozenset(self._streams)

    def take(self) -> Iterator[LogLine]:
        """What has come and was held long enough, in the order of time."""
        ripe: list[LogLine] = []
        horizon = time.monotonic() - HOLD_SECONDS
        while self._arrived.queue and self._arrived.queue[0].at <= horizon:
            ripe.append(self._arrived.get().line)
        yield from sorted(ripe, key=lambda line: line.at or datetime.min.replace(tzinfo=UTC))

    def close(self) -> None:
        """End all streams; the readers end with them."""
        self._closed.set()
        for stream in list(self._streams.values()):
            stream.close()

    def _read(self, container: Container, after: datetime, stream: Any) -> None:
        import requests
        from docker.errors import DockerException

        rest = b""
        try:
            for piece in stream:
                *lines, rest = (rest + piece).split(b"\n")
                for raw in lines:
                    line = parse(container.service, raw)
                    if line.at is None or line.at > after:  # the engine's "since" includes its moment
                        self._put(_Arrived(line, time.monotonic()))
        except (DockerException, requests.RequestException, OSError, ValueError):
            pass  # the container ended or the stream was closed from outside
        finally:
            self._streams.pop(container.id, None)

    def _put(self, arrived: _Arrived) -> None:
        while not self._closed.is_set():
            try:
                self._arrived.put(arrived, timeout=POLL_SECONDS)
            except queue.Full:
                continue
            return

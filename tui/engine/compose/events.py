"""What happens to the containers of a project, as the engine tells it: what it remembers, then what comes.

The engine keeps its last few hundred events only (moby, daemon/events: a ring of 256), of all projects together.
"""

from __future__ import annotations

import queue
import signal
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.engine.compose.client import Connection, EngineLost
from tui.engine.compose.containers import ONE_OFF, PROJECT, SERVICE, moment, word_of_exit
from tui.engine.compose.transport import failures
from tui.engine.protocol import ServiceEvent, What

if TYPE_CHECKING:
    from docker import DockerClient

LIMIT = 2_000
"""Events that wait at most; beyond it the engine waits."""
POLL_SECONDS = 0.1
RETRY_SECONDS = 2.0
"""Pause before a lost engine is tried again."""
NANO = 1_000_000_000

_WHAT = {
    "create": What.CREATED,
    "start": What.STARTED,
    "restart": What.RESTARTED,
    "kill": What.SIGNALLED,
    "die": What.ENDED,
    "died": What.ENDED,
    "stop": What.STOPPED,
    "oom": What.OUT_OF_MEMORY,
    "pause": What.PAUSED,
    "unpause": What.RESUMED,
    "destroy": What.REMOVED,
    "remove": What.REMOVED,
    "health_status: healthy": What.HEALTHY,
    "health_status: unhealthy": What.UNHEALTHY,
}
"""The engine's words (Docker Engine API, SystemEvents) and Podman's, where they differ."""
ASKED = sorted({word.partition(":")[0] for word in _WHAT})
"""What is asked for. A health check is an exec too, and those would crowd out all else."""


def event_of(record: Mapping[str, Any]) -> ServiceEvent | None:
    """One answer of the engine; None when it is about nothing that matters here."""
    actor = record.get("Actor") or {}
    attributes = actor.get("Attributes") or {}
    what = _WHAT.get(str(record.get("Action") or ""))
    if what is None or SERVICE not in attributes or attributes.get(ONE_OFF) == "True":
        return None
    at = datetime.fromtimestamp(_nanoseconds(record) / NANO, UTC)
    return ServiceEvent(at, attributes[SERVICE], what, str(attributes.get("name") or ""), _cause(what, attributes))


def _cause(what: What, attributes: Mapping[str, str]) -> str:
    code = attributes.get("exitCode", "")
    if what is What.ENDED and code.isdigit():
        return word_of_exit(int(code))
    if what is What.SIGNALLED:
        number = attributes.get("signal", "")
        return _signal_name(int(number)) if number.isdigit() else number
    return ""


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _nanoseconds(record: Mapping[str, Any]) -> int:
    return int(record.get("timeNano") or int(record.get("time") or 0) * NANO)


def _stamp(nanoseconds: int) -> str:
    """A moment as the engine takes it: seconds with nine decimals."""
    return f"{nanoseconds // NANO}.{nanoseconds % NANO:09}"


def _ask(client: DockerClient, project: str, **times: Any) -> Any:
    """The stream of a project's events; the engine takes times as text, which the SDK's types do not say."""
    labels = [f"{PROJECT}={project}", f"{ONE_OFF}=False"]
    return client.api.events(filters={"type": "container", "label": labels, "event": ASKED}, decode=True, **times)


def _first(since: datetime | None) -> int:
    """From when on, in nanoseconds; without a moment all that is remembered. 0 would be the engine's word for now."""
    return max(1, round(since.timestamp() * 1_000_000) * 1_000) if since is not None else 1


def remembered(client: DockerClient, project: str, since: datetime | None) -> list[ServiceEvent]:
    """What the engine remembers of a project, up to now by the engine's own clock."""
    now = moment(str(client.info().get("SystemTime") or "")) or datetime.now(UTC)
    until = _stamp(round(now.timestamp() * 1_000_000) * 1_000)
    records = _ask(client, project, since=_stamp(_first(since)), until=until)
    return [event for record in records if (event := event_of(record)) is not None]


class _Reader:
    """One stream of the engine, read in a thread."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._arrived: queue.Queue[Mapping[str, Any]] = queue.Queue(LIMIT)
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._read, name="events", daemon=True)
        self._thread.start()

    def records(self) -> Iterator[Mapping[str, Any]]:
        """What comes, until the stream ends."""
        while True:
            try:
                yield self._arrived.get(timeout=POLL_SECONDS)
            except queue.Empty:
                if not self._thread.is_alive() and self._arrived.empty():
                    return

    def close(self) -> None:
        """End the stream; the thread ends with it."""
        self._closed.set()
        try:
            self._stream.close()
        except failures(AttributeError, NameError):
            return  # it ended meanwhile

    def _read(self) -> None:
        try:
            for record in self._stream:
                if not self._put(record):
                    return
        except failures(ValueError):
            return  # the engine is gone, or the stream was closed from outside

    def _put(self, record: Mapping[str, Any]) -> bool:
        while not self._closed.is_set():
            try:
                self._arrived.put(record, timeout=POLL_SECONDS)
            except queue.Full:
                continue
            return True
        return False


@contextmanager
def _streaming(client: DockerClient, project: str, after: int) -> Iterator[_Reader]:
    reader = _Reader(_ask(client, project, since=_stamp(after)))
    try:
        yield reader
    finally:
        reader.close()


def follow(
    connection: Connection, project: str, since: datetime | None, services: Collection[str]
) -> Iterator[ServiceEvent]:
    """What is remembered and what comes, without an end. A lost engine is told, waited for, and asked for the rest.

    Raises EngineError when the engine cannot be reached at the beginning.
    """
    after, lost, begun = _first(since), False, False
    while True:
        try:
            with connection.talking() as client, _streaming(client, project, after) as reader:
                begun = True
                if lost:
                    lost = False
                    yield ServiceEvent(datetime.now(UTC), "", What.BACK)
                for record in reader.records():
                    after = max(after, _nanoseconds(record) + 1)
                    event = event_of(record)
                    if event is not None and event.service in services:
                        yield event
                client.ping()  # the stream ended: is the engine still there?
        except EngineLost as error:
            if not begun:
                raise
            if not lost:
                lost = True
                yield ServiceEvent(datetime.now(UTC), "", What.LOST, cause=error.message)
        time.sleep(RETRY_SECONDS)

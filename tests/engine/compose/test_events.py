"""What happened to containers, as the engine tells it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from tui.engine.compose import events
from tui.engine.compose.client import EngineLost
from tui.engine.protocol import What


def record(action: str, service: str = "api", second: int = 1, **attributes: str) -> dict[str, Any]:
    """An event as engine 20.10 sends it."""
    labels = {"com.docker.compose.service": service, "com.docker.compose.project": "p", "name": f"p-{service}-1"}
    nano = 1_700_000_000_000_000_000 + second * events.NANO
    return {"Type": "container", "Action": action, "Actor": {"Attributes": {**labels, **attributes}}, "timeNano": nano}


@pytest.mark.parametrize(
    ("action", "attributes", "what", "cause"),
    [
        ("start", {}, What.STARTED, ""),
        ("die", {"exitCode": "3"}, What.ENDED, "ended with exit code 3"),
        ("died", {"exitCode": "0"}, What.ENDED, "ended with exit code 0"),
        ("die", {"exitCode": "143"}, What.ENDED, "was ended by SIGTERM"),
        ("kill", {"signal": "15"}, What.SIGNALLED, "SIGTERM"),
        ("kill", {"signal": "99"}, What.SIGNALLED, "signal 99"),
        ("oom", {}, What.OUT_OF_MEMORY, ""),
        ("health_status: unhealthy", {}, What.UNHEALTHY, ""),
    ],
)
def test_each_word_of_the_engine_is_understood(action: str, attributes: dict[str, str], what: What, cause: str) -> None:
    event = events.event_of(record(action, **attributes))
    assert event is not None
    assert (event.service, event.container, event.what, event.cause) == ("api", "p-api-1", what, cause)
    assert event.at == datetime.fromtimestamp(1_700_000_001, UTC)


@pytest.mark.parametrize(
    "other", [record("exec_create: sh"), record("rename"), record("start", **{"com.docker.compose.oneoff": "True"}), {}]
)
def test_what_does_not_matter_is_left_out(other: dict[str, Any]) -> None:
    assert events.event_of(other) is None


class Engine:
    """Gives one stream after the other; None is an engine that cannot be reached, which is left for ever at last."""

    def __init__(self, *streams: list[dict[str, Any]] | None) -> None:
        self.streams = list(streams)
        self.since: list[str] = []
        self.api = self

    def events(self, since: str, **_: object) -> Any:
        self.since.append(since)
        return (one for one in self.streams.pop(0) or ())

    def info(self) -> dict[str, str]:
        return {"SystemTime": "2026-11-25T20:00:00.5Z"}

    def ping(self) -> None:
        """The stream ended, and the engine with it."""
        raise EngineLost("gone")

    @contextmanager
    def talking(self) -> Iterator[Any]:
        if self.streams[0] is None:
            self.streams.pop(0)
            raise EngineLost("Docker does not listen")
        yield self


def test_what_is_remembered_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    client: Any = Engine([record("start"), record("exec_die"), record("die", exitCode="1")])
    known = events.remembered(client, "p", datetime(2026, 11, 25, 19, tzinfo=UTC))
    assert [event.what for event in known] == [What.STARTED, What.ENDED]
    assert client.since == ["1795633200.000000000"]


def test_a_lost_engine_is_told_once_and_asked_for_the_rest_when_it_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "RETRY_SECONDS", 0.0)
    monkeypatch.setattr(events, "POLL_SECONDS", 0.001)
    first, second = [record("start"), record("start", "db", 2)], [record("die", second=3, exitCode="1")]
    engine: Any = Engine(first, None, None, second)
    stream = events.follow(engine, "p", None, {"api"})
    told = [next(stream) for _ in range(4)]
    stream.close()  # type: ignore[attr-defined]  # it is a generator
    assert [event.what for event in told] == [What.STARTED, What.LOST, What.BACK, What.ENDED]
    assert told[1].cause == "gone"
    assert engine.since == ["0.000000001", "1700000002.000000001"]


def test_an_engine_that_was_never_there_is_an_error() -> None:
    engine: Any = Engine(None)
    with pytest.raises(EngineLost):
        next(events.follow(engine, "p", None, {"api"}))

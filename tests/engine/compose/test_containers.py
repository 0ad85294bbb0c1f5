"""Containers and services as the engine shows them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.engine.compose.samples import container, inspect
from tui.engine.compose.containers import container_of, detail_of, moment, service_status, state_of
from tui.engine.protocol import Health, State


def test_an_answer_to_inspect_becomes_a_container() -> None:
    found = container_of(inspect())
    assert (found.name, found.service, found.number) == ("rec-redis-1", "redis", 1)
    assert (found.state, found.health, found.probe) == ("running", "healthy", "")
    assert found.started_at == datetime(2026, 11, 25, 19, 31, 26, 530604, tzinfo=UTC)
    assert found.ports == ("127.0.0.1:16379", "0.0.0.0:49153")
    assert (found.config_hash, found.compose_version, found.image_id) == ("f65e66eb", "2.40.3", "sha256:712f3d98a529")


def test_a_failing_probe_and_a_failed_start_are_kept() -> None:
    log = [{"ExitCode": 1, "Output": "could not\n  connect \n\n"}]
    assert container_of(inspect(Health={"Status": "unhealthy", "Log": log})).probe == "connect"
    taken = container_of(inspect(Status="created", ExitCode=128, Error="port is already allocated"))
    assert (state_of(taken, one_shot=False), detail_of(taken)) == (State.FAILED, "port is already allocated")
    assert taken.started_at is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-02T03:04:05.123456789Z", datetime(2026, 1, 2, 3, 4, 5, 123456, tzinfo=UTC)),
        ("2026-01-02T03:04:05.5+02:00", datetime(2026, 1, 2, 1, 4, 5, 500000, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", None),
        ("2026-01-02", None),
        ("", None),
    ],
)
def test_the_engines_times_are_read_in_every_zone(text: str, expected: datetime | None) -> None:
    assert moment(text) == expected


@pytest.mark.parametrize(
    ("changes", "one_shot", "expected"),
    [
        ({"state": "running"}, False, State.RUNNING),
        ({"state": "paused"}, False, State.RUNNING),
        ({"state": "restarting", "exit_code": 1}, False, State.FAILED),
        ({"state": "removing"}, False, State.STOPPING),
        ({"state": "created"}, False, State.STOPPED),
        ({"state": "created", "error": "no such file"}, False, State.FAILED),
        ({"state": "exited", "exit_code": 0}, True, State.DONE),
        ({"state": "exited", "exit_code": 0}, False, State.DONE),
        ({"state": "exited", "exit_code": 0, "restart_policy": "always"}, False, State.STOPPED),
        ({"state": "exited", "exit_code": 3}, False, State.FAILED),
        ({"state": "exited", "exit_code": 3}, True, State.FAILED),
        ({"state": "exited", "exit_code": 143}, False, State.STOPPED),
        ({"state": "exited", "exit_code": 143}, True, State.FAILED),
        ({"state": "exited", "exit_code": 137}, False, State.STOPPED),
        ({"state": "exited", "exit_code": 137, "out_of_memory": True}, False, State.FAILED),
        ({"state": "dead", "exit_code": 1}, False, State.FAILED),
    ],
)
def test_the_engines_words_as_ours(changes: dict[str, Any], one_shot: bool, expected: State) -> None:
    assert state_of(container("a", **changes), one_shot=one_shot) is expected


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"out_of_memory": True, "state": "exited"}, "out of memory"),
        ({"state": "restarting", "exit_code": 2}, "again and again, last with exit code 2"),
        ({"state": "exited", "exit_code": 137}, "SIGKILL"),
        ({"state": "exited", "exit_code": 4}, "exit code 4"),
        ({"health": "unhealthy", "probe": "refused"}, "refused"),
        ({"health": "unhealthy"}, "its health check fails"),
        ({"state": "paused"}, "paused"),
    ],
)
def test_the_last_word_is_for_people(changes: dict[str, Any], word: str) -> None:
    assert word in detail_of(container("a", **changes))


def test_the_worst_container_of_a_service_decides() -> None:
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    every = [
        container("a", 1, health="healthy", started_at=late, restarts=1, ports=("0.0.0.0:80",)),
        container("a", 2, health="unhealthy", probe="refused", started_at=early, restarts=2, ports=("0.0.0.0:80",)),
    ]
    found = service_status("a", every, one_shot=False, stale=True, usage=(1.5, 100))
    assert (found.state, found.health, found.restarts) == (State.RUNNING, Health.UNHEALTHY, 3)
    assert (found.started_at, found.ports, found.detail) == (early, ("0.0.0.0:80",), "refused")
    assert (found.cpu, found.memory, found.stale) == (1.5, 100, True)
    broken = [*every, container("a", 3, state="exited", exit_code=1)]
    assert service_status("a", broken, one_shot=False, stale=False, usage=(None, None)).state is State.FAILED


def test_a_service_between_two_crashes_has_failed() -> None:
    now = datetime.now(UTC)
    looping = container("a", restarts=3, started_at=now)
    calm = container("a", restarts=3, started_at=now - timedelta(minutes=1))
    found = service_status("a", [looping], one_shot=False, stale=False, usage=(None, None))
    assert (found.state, "again and again" in found.detail) == (State.FAILED, True)
    assert service_status("a", [calm], one_shot=False, stale=False, usage=(None, None)).state is State.RUNNING


def test_a_service_without_containers_is_stopped_and_never_stale() -> None:
    assert service_status("a", [], one_shot=False, stale=True, usage=(None, None)).state is State.STOPPED
    ended = [container("a", state="exited", exit_code=143)]
    assert not service_status("a", ended, one_shot=False, stale=True, usage=(None, None)).stale

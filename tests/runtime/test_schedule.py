"""What beat fires, against the facts; and that of several beats exactly one fires."""

from __future__ import annotations

import json
import logging
import signal
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from celery.schedules import crontab

from runtime import schedule
from runtime.extensions.celery import TASK_MODULES
from runtime.tasks.define import ROUTES
from schemas.dify import DifyConfig
from tests.runtime.application import database
from tests.runtime.processes import Runner, eventually
from tests.runtime.services import Services, stop

__all__ = ["database"]

MOVED = {"datasets-queue-monitor": "monitor", "trigger_provider_refresh": "trigger_refresh_publisher"}
"""Entries that the facts send to queues without a worker, and those queues."""


@pytest.fixture(scope="module")
def facts(shared: Path) -> dict[str, dict[str, Any]]:
    document = json.loads((shared / "dify" / "runtime.json").read_text("utf-8"))
    found = {entry["key"]: entry for entry in document["beat"]["entries"]}
    assert len(found) == 12
    return found


def everything_on(facts: dict[str, dict[str, Any]], **settings: Any) -> DifyConfig:
    flags = {flag: True for entry in facts.values() for flag in entry["enabled_by"]}
    return DifyConfig(**flags, **settings)


def expected(when: dict[str, Any], number: float) -> crontab | timedelta:
    if "every_minutes" in when:
        return timedelta(minutes=number if when["every_minutes"] == "{n}" else when["every_minutes"])
    fields = {name: text.replace("{n}", f"{number:g}") for name, text in when["crontab"].items()}
    return crontab(**fields)


@pytest.mark.parametrize("number", [1, 3])
def test_each_entry_has_the_time_the_switches_and_the_queue_of_the_facts(
    facts: dict[str, dict[str, Any]], number: int
) -> None:
    intervals = {entry["interval_setting"]: number for entry in facts.values() if "interval_setting" in entry}
    assert len(intervals) == 4
    found = schedule.entries(everything_on(facts, **intervals))
    tables = {entry.key: entry for entry in schedule.SCHEDULE}
    left_out = {key for key, entry in facts.items() if set(entry["enabled_by"]) <= set(schedule.UNSERVED)}
    assert tables.keys() == facts.keys() - left_out == found.keys() - {"runtime_heartbeat"}
    for key, entry in tables.items():
        fact = facts[key]
        assert list(entry.flags) == fact["enabled_by"]
        assert found[key]["schedule"] == expected(fact["schedule"], number), key
        assert MOVED.get(key, entry.queue) == fact["queue"]
        assert not fact["consumed_by_default_worker"] or key not in MOVED


def test_every_entry_has_a_task_and_sends_it_to_its_own_queue() -> None:
    for module in TASK_MODULES:
        import_module(module)
    for entry in schedule.SCHEDULE:
        assert ROUTES[entry.task] == {"queue": entry.queue}


def test_each_switch_takes_its_entry_away(facts: dict[str, dict[str, Any]]) -> None:
    for entry in schedule.SCHEDULE:
        for flag in entry.flags:
            config = everything_on(facts)
            found = schedule.entries(config.model_copy(update={flag: False}))
            assert entry.key not in found


def test_what_is_on_by_default_is_on(facts: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    found = schedule.entries(DifyConfig())
    assert found.keys() - {"runtime_heartbeat"} == {key for key, entry in facts.items() if entry["default_on"]}


def test_an_interval_of_nothing_means_half_an_hour() -> None:
    for interval in (0, None):
        config = DifyConfig(ENABLE_DATASETS_QUEUE_MONITOR=True, QUEUE_MONITOR_INTERVAL=interval)
        assert schedule.entries(config)["datasets-queue-monitor"]["schedule"] == timedelta(minutes=30)


def test_a_switch_that_nobody_serves_is_said(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        schedule.entries(DifyConfig(ENABLE_CREATE_TIDB_SERVERLESS_TASK=True))
    assert "ENABLE_CREATE_TIDB_SERVERLESS_TASK" in caplog.text


@pytest.fixture
def beats(runner: Runner, services: Services, database: str) -> Callable[[str], list[Any]]:
    """Asks the database; beats of the runner fire their heartbeat every second and hold the lease for two."""
    runner.environ |= {"RUNTIME_HEARTBEAT_SECONDS": "1", "RUNTIME_BEAT_LEASE_SECONDS": "2"}

    def sql(statement: str) -> list[Any]:
        with closing(services.connect(database)) as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall())

    return sql


RUNS = "SELECT runs FROM beat_entry WHERE key = 'runtime_heartbeat'"
HOLDER = "SELECT holder, fence FROM beat_lease WHERE holder <> ''"


def fired(beats: Callable[[str], list[Any]]) -> int:
    rows = beats(RUNS)
    return int(rows[0][0]) if rows else 0


def start_beat(runner: Runner, folder: Path, number: int) -> Any:
    """A beat with a run folder of its own, as in a container of its own."""
    return runner.start("beat", RUNTIME_DIR=str(folder / f"run{number}"))


@pytest.mark.e2e
def test_of_two_beats_one_fires_and_the_other_takes_over(
    runner: Runner, beats: Callable[[str], list[Any]], services: Services, tmp_path: Path
) -> None:
    both = [start_beat(runner, tmp_path, number) for number in range(2)]
    eventually(lambda: fired(beats) >= 3, "beats fire", output=runner.output)
    for number in range(2):
        heartbeat = tmp_path / f"run{number}" / "beat.heartbeat"
        eventually(heartbeat.exists, "the one in reserve is healthy too", output=runner.output)
    (holder, fence) = beats(HOLDER)[0]
    first = next(beat for beat in both if f"-{beat.pid}-" in holder)
    second = next(beat for beat in both if beat is not first)
    # It does not die, it only stops: what it does when it wakes up must be refused.
    first.send_signal(signal.SIGSTOP)
    eventually(lambda: f"-{second.pid}-" in beats(HOLDER)[0][0], "the other one takes over", output=runner.output)
    assert beats(HOLDER)[0][1] > fence
    taken = fired(beats)
    eventually(lambda: fired(beats) >= taken + 2, "it goes on", output=runner.output)
    first.send_signal(signal.SIGCONT)
    more = fired(beats)
    eventually(lambda: fired(beats) >= more + 2, "it still goes on", output=runner.output)
    # Nobody works: every message that was ever sent lies in the queue, one for each time it was fired.
    assert [stop(second), stop(first)] == [0, 0], runner.output()
    assert waiting(runner) == fired(beats)
    assert beats("SELECT expires_at FROM beat_lease") == [(0,)]


@pytest.mark.e2e
def test_a_broken_schedule_file_is_replaced(runner: Runner, beats: Callable[[str], list[Any]], tmp_path: Path) -> None:
    folder = tmp_path / "run0"
    folder.mkdir()
    for name in ("celerybeat-schedule", "celerybeat-schedule.db", "celerybeat-schedule.dat"):
        (folder / name).write_bytes(b"\x00this is no database\xff" * 100)
    beat = start_beat(runner, tmp_path, 0)
    eventually(lambda: fired(beats) >= 1, "it fires", output=runner.output)
    assert stop(beat) == 0, runner.output()


@pytest.mark.e2e
def test_a_beat_without_tables_waits_for_them(
    runner: Runner, services: Services, database: str, tmp_path: Path
) -> None:
    with closing(services.connect(database)) as connection, connection.cursor() as cursor:
        cursor.execute("ALTER TABLE beat_lease RENAME TO away")
        beat = start_beat(runner, tmp_path, 0)
        eventually(lambda: "nothing is fired" in runner.output(), "it says so", output=runner.output)
        assert beat.poll() is None
        cursor.execute("ALTER TABLE away RENAME TO beat_lease")
    eventually(lambda: "this beat fires from now on" in runner.output(), "it goes on", output=runner.output)


def waiting(runner: Runner) -> int:
    """How many heartbeat messages lie in their queue."""
    import redis

    client = redis.Redis.from_url(runner.environ["CELERY_BROKER_URL"])
    messages = client.lrange("schedule_poller", 0, -1)
    client.close()
    return sum(json.loads(message)["headers"]["task"] == "runtime.heartbeat" for message in messages)

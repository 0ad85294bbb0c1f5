"""Stopping loses nothing: tasks per pool, requests per worker class, signals at each phase.

The number of terminations per pool is small here; ``RUNTIME_TERMINATIONS=50`` runs the long series.
"""

from __future__ import annotations

import os
import random
import threading
from functools import partial
from typing import Any

import pytest

from tests.runtime.processes import Runner, eventually, runner
from tests.runtime.services import PATIENCE, Services, database, environ, services, stop

__all__ = ["database", "environ", "runner", "services"]

pytestmark = pytest.mark.e2e

TERMINATIONS = int(os.environ.get("RUNTIME_TERMINATIONS", "2"))
"""How often each pool's worker is ended in the middle of its work."""
TASK_SECONDS = 0.3


def succeeded(services: Services, database: str, wanted: int) -> bool:
    """True when that many tasks have succeeded."""
    return states(services, database).get("succeeded", 0) >= wanted


def states(services: Services, database: str) -> dict[str, int]:
    """How many tasks are in which state."""
    connection = services.connect(database)
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, count(*) FROM task_run GROUP BY state")
        found = dict(cursor.fetchall())
    connection.close()
    return found


@pytest.mark.parametrize("pool", ["gevent", "threads", "prefork", "solo"])
def test_no_task_is_lost_when_a_worker_is_told_to_stop(
    runner: Runner, services: Services, database: str, pool: str
) -> None:
    runner.start("api", MIGRATION_ENABLED="true")
    runner.wait_until_healthy()
    sent = 0
    randomly = random.Random(7)
    for _ in range(TERMINATIONS):
        worker = runner.start("worker", CELERY_WORKER_CLASS=pool, CELERY_WORKER_AMOUNT="2")
        for _ in range(6):
            assert runner.ask("/tasks/echo", {"text": "x", "seconds": TASK_SECONDS})[0] == 202
            sent += 1
        done = states(services, database).get("succeeded", 0)
        # Somewhere in the middle of the batch, while tasks run and others wait.
        wanted = done + randomly.randint(1, 3)
        eventually(partial(succeeded, services, database, wanted), "tasks are running", output=runner.output)
        assert stop(worker) == 0, runner.output()
        assert states(services, database).get("running", 0) == 0, "a running task was cut off"
    runner.start("worker", CELERY_WORKER_CLASS=pool, CELERY_WORKER_AMOUNT="2")
    eventually(
        lambda: states(services, database) == {"succeeded": sent},
        f"all {sent} tasks succeed",
        patience=PATIENCE + sent * TASK_SECONDS,
        output=runner.output,
    )


@pytest.mark.parametrize("worker_class", ["gevent", "gthread", "sync"])
def test_a_request_in_flight_is_answered_before_the_api_ends(
    runner: Runner, services: Services, database: str, worker_class: str
) -> None:
    api = runner.start("api", MIGRATION_ENABLED="true", SERVER_WORKER_CLASS=worker_class)
    runner.wait_until_healthy()
    identity = runner.ask("/tasks/echo", {"text": "nobody works"})[1]["id"]
    answers: list[tuple[int, Any]] = []
    request = threading.Thread(target=lambda: answers.append(runner.ask(f"/tasks/{identity}?wait=2")))
    request.start()
    eventually(lambda: is_asking(services, database), "the request is being worked on")
    assert stop(api) == 0, runner.output()
    request.join(10)
    assert [(status, run["state"]) for status, run in answers] == [(200, "queued")]


def is_asking(services: Services, database: str) -> bool:
    """Whether the application looks for the outcome again and again: between two looks it gives its snapshot back."""
    connection = services.connect("postgres")
    with connection.cursor() as cursor:
        cursor.execute("SELECT query FROM pg_stat_activity WHERE datname = %s", (database,))
        queries = [row[0] for row in cursor.fetchall()]
    connection.close()
    return any(query == "ROLLBACK" or query.startswith("SELECT task_run.") for query in queries)

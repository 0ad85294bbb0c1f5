"""Stopping loses nothing: tasks per pool, requests per worker class.

The long series ends fifty workers of each pool in continuous integration (``RUNTIME_TERMINATIONS``). To be quick it
forks them from one process per pool that has imported the application; the tests beside it start the whole
entrypoint.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from celery import Celery

from tests.runtime.processes import Runner, eventually, runner
from tests.runtime.services import Services, database, environ, services, stop

__all__ = ["database", "environ", "runner", "services"]

pytestmark = pytest.mark.e2e

TERMINATIONS = int(os.environ.get("RUNTIME_TERMINATIONS") or (50 if os.environ.get("CI") else 5))
"""How often each pool's worker is ended in the middle of its work."""
POOLS = ("gevent", "threads", "prefork", "solo")
TASK_SECONDS = 0.2


def states(services: Services, database: str) -> dict[str, int]:
    """How many tasks are in which state."""
    connection = services.connect(database)
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, count(*) FROM task_run GROUP BY state")
        found = dict(cursor.fetchall())
    connection.close()
    return found


def test_no_task_is_lost_over_many_terminations(runner: Runner, services: Services, database: str) -> None:
    assert runner.run("migration") == 0, runner.output()
    series = [Series(pool, runner, services, database) for pool in POOLS]
    with ThreadPoolExecutor(len(POOLS)) as threads:
        # All at once: most of a termination is waiting.
        for outcome in [threads.submit(one.run) for one in series]:
            outcome.result()


class Series:
    """Workers of one pool, one after the other, each told to stop while tasks run and others wait."""

    def __init__(self, pool: str, runner: Runner, services: Services, database: str) -> None:
        self.pool = pool
        self.runner = runner
        self.randomly = random.Random(pool)
        self.sent: list[str] = []
        self.rows = services.connect(database)
        self.sender = Celery(broker=runner.environ["CELERY_BROKER_URL"], set_as_current=False)

    def run(self) -> None:
        with Zygote(self.pool, self.runner) as zygote:
            for _ in range(TERMINATIONS):
                for _ in range(3):
                    self.send()
                pid = zygote.fork()
                wanted = self.count("succeeded") + self.randomly.randint(1, 2)
                eventually(lambda wanted=wanted: self.count("succeeded") >= wanted, f"{self.pool} works", patience=120)
                os.kill(pid, signal.SIGTERM)
                assert zygote.exit_code() == 0, self.pool
                assert self.count("running") == 0, f"{self.pool}: a running task was cut off"
            # One more, so that the last worker is known to work when it is told to stop.
            self.send()
            pid = zygote.fork()
            eventually(
                lambda: self.count("succeeded") == len(self.sent),
                f"all {len(self.sent)} tasks of {self.pool} succeed",
                patience=120,
            )
            os.kill(pid, signal.SIGTERM)
            assert zygote.exit_code() == 0
        self.rows.close()
        self.sender.close()

    def send(self) -> None:
        arguments = (self.pool, self.randomly.choice([0, 0.05, TASK_SECONDS]))
        self.sent.append(self.sender.send_task("runtime.echo", arguments, queue=self.pool).id)

    def count(self, state: str) -> int:
        """How many of ours are in that state."""
        with self.rows.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM task_run WHERE state = %s AND id = ANY(%s)", (state, self.sent))
            return int(cursor.fetchone()[0])


class Zygote:
    """A process that has imported the application for a pool and forks a worker whenever it is told to."""

    def __init__(self, pool: str, runner: Runner) -> None:
        with runner.log(f"zygote-{pool}", 0).open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.runtime.zygote", pool],
                env=runner.environ | {"RUNTIME_DIR": str(runner.folder / pool)},
                cwd=runner.folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                bufsize=1,
            )
        (runner.folder / pool).mkdir()

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *_: object) -> None:
        # It ends when there is nothing more to read.
        self._process.communicate(timeout=60)

    def fork(self) -> int:
        """Start a worker; its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write("fork\n")
        return self._answer()

    def exit_code(self) -> int:
        """Wait for the worker to end; its exit code."""
        return self._answer()

    def _answer(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


@pytest.mark.parametrize("pool", POOLS)
def test_the_whole_worker_ends_its_task_before_it_stops(
    runner: Runner, services: Services, database: str, pool: str
) -> None:
    assert runner.run("migration") == 0, runner.output()
    # A remapped signal would lose the task with all pools but prefork, which therefore has a test of its own.
    remapped = {} if pool == "prefork" else {"REMAP_SIGTERM": "SIGQUIT"}
    worker = runner.start("worker", CELERY_WORKER_CLASS=pool, **remapped)
    with Celery(broker=runner.environ["CELERY_BROKER_URL"], set_as_current=False) as sender:
        sender.send_task("runtime.echo", args=("x", 3), queue="conversation")
    eventually(lambda: states(services, database) == {"running": 1}, "the task runs", output=runner.output)
    assert stop(worker) == 0, runner.output()
    assert states(services, database) == {"succeeded": 1}


def test_a_prefork_worker_with_a_remapped_signal_puts_back_what_it_cannot_end(
    runner: Runner, services: Services, database: str
) -> None:
    assert runner.run("migration") == 0, runner.output()
    given = {"CELERY_WORKER_CLASS": "prefork", "REMAP_SIGTERM": "SIGQUIT", "RUNTIME_GRACE_SECONDS": "1"}
    worker = runner.start("worker", **given)
    with Celery(broker=runner.environ["CELERY_BROKER_URL"], set_as_current=False) as sender:
        sender.send_task("runtime.echo", args=("x", 6), queue="conversation")
    eventually(lambda: states(services, database) == {"running": 1}, "the task runs", output=runner.output)
    stop(worker)
    assert states(services, database) == {"running": 1}, "the time was too short for it"
    runner.start("worker", CELERY_WORKER_CLASS="prefork")
    eventually(lambda: states(services, database) == {"succeeded": 1}, "it is done again", output=runner.output)


@pytest.mark.parametrize("pool", ["gevent", "prefork"])
def test_a_pool_that_grows_does_all_its_tasks_and_lives(
    runner: Runner, services: Services, database: str, pool: str
) -> None:
    """The measured table: 8 tasks, at most 4 at a time."""
    assert runner.run("migration") == 0, runner.output()
    scale = {"CELERY_AUTO_SCALE": "true", "CELERY_MAX_WORKERS": "4", "CELERY_MIN_WORKERS": "1"}
    worker = runner.start("worker", CELERY_WORKER_CLASS=pool, **scale)
    with Celery(broker=runner.environ["CELERY_BROKER_URL"], set_as_current=False) as sender:
        for _ in range(8):
            sender.send_task("runtime.echo", args=("x", 1), queue="conversation")
    eventually(lambda: states(services, database) == {"succeeded": 8}, "all succeed", output=runner.output)
    assert worker.poll() is None
    assert stop(worker) == 0, runner.output()


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

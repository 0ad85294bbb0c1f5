"""Stopping loses nothing: tasks per pool, requests per worker class.

The long series ends fifty workers of each pool in continuous integration (``RUNTIME_TERMINATIONS``). To be quick it
forks them from one process per pool that has imported the application, several side by side; the tests beside it start
the whole entrypoint.
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

from tests.runtime.application import database
from tests.runtime.processes import Runner, eventually
from tests.runtime.services import PATIENCE, Services, stop
from tests.runtime.zygote import RUNNING

__all__ = ["database"]

pytestmark = pytest.mark.e2e

TERMINATIONS = int(os.environ.get("RUNTIME_TERMINATIONS") or (50 if os.environ.get("CI") else 5))
"""How often each pool's worker is ended in the middle of its work."""
POOLS = ("gevent", "threads", "prefork", "solo")
SIDE_BY_SIDE = 5
"""How many workers of a pool live at the same time, each on a queue of its own."""
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
    # All at once: most of a termination is waiting.
    with ThreadPoolExecutor(len(POOLS)) as threads:
        for outcome in [threads.submit(end_many, pool, runner, services, database) for pool in POOLS]:
            outcome.result()


def end_many(pool: str, runner: Runner, services: Services, database: str) -> None:
    """End the workers of a pool; one more does what they left, and then nothing was lost."""
    number = min(SIDE_BY_SIDE, TERMINATIONS)
    with Zygote(pool, runner) as zygote, ThreadPoolExecutor(number) as threads:
        several = [Series(zygote, place, runner, services, database) for place in range(number)]
        for outcome in [threads.submit(one.run) for one in several]:
            outcome.result()
        for series in several:
            # Something new too, so that the last worker is known to work when it is told to stop.
            series.send()
        pid = zygote.fork(",".join(series.queue for series in several))
        for series in several:
            series.wait_for(len(series.sent))
            series.close()
        os.kill(pid, signal.SIGTERM)
        assert zygote.exit_code(pid) == 0


class Series:
    """Workers of one queue, one after the other, each told to stop while tasks run and others wait."""

    def __init__(self, zygote: Zygote, number: int, runner: Runner, services: Services, database: str) -> None:
        self.zygote = zygote
        self.queue = f"{zygote.pool}-{number}"
        self.randomly = random.Random(self.queue)
        self.terminations = len(range(number, TERMINATIONS, SIDE_BY_SIDE))
        self.sent: list[str] = []
        self.rows = services.connect(database)
        self.sender = Celery(broker=runner.environ["CELERY_BROKER_URL"], set_as_current=False)

    def run(self) -> None:
        for _ in range(self.terminations):
            for _ in range(3):
                self.send()
            pid = self.zygote.fork(self.queue)
            wanted = self.count("succeeded") + self.randomly.randint(1, 2)
            self.wait_for(wanted)
            os.kill(pid, signal.SIGTERM)
            assert self.zygote.exit_code(pid) == 0, self.queue
            assert self.count("running") == 0, f"{self.queue}: a running task was cut off"

    def send(self) -> None:
        arguments = (self.queue, self.randomly.choice([0, 0.05, TASK_SECONDS]))
        self.sent.append(self.sender.send_task("runtime.echo", arguments, queue=self.queue).id)

    def count(self, state: str) -> int:
        """How many of ours are in that state."""
        with self.rows.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM task_run WHERE state = %s AND id = ANY(%s)", (state, self.sent))
            return int(cursor.fetchone()[0])

    def wait_for(self, succeeded: int) -> None:
        """Wait until so many of ours have succeeded."""
        eventually(lambda: self.count("succeeded") >= succeeded, f"{succeeded} tasks of {self.queue} succeed", 120)

    def close(self) -> None:
        """Let go of the database and the broker."""
        self.rows.close()
        self.sender.close()


class Zygote:
    """A process that has imported the application for a pool and forks a worker whenever it is told to."""

    def __init__(self, pool: str, runner: Runner) -> None:
        self.pool = pool
        self._one_at_a_time = threading.Lock()
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

    def fork(self, queues: str) -> int:
        """Start a worker on queues, comma-separated; its process id."""
        return self._ask(f"fork {queues}")

    def exit_code(self, pid: int) -> int:
        """Wait for a worker to end; its exit code."""

        def ended() -> tuple[int] | None:
            code = self._ask(f"poll {pid}")
            return None if code == RUNNING else (code,)

        return eventually(ended, f"worker {pid} of {self.pool} ends", 120)[0]

    def _ask(self, line: str) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._one_at_a_time:
            self._process.stdin.write(f"{line}\n")
            return int(self._process.stdout.readline())


def test_the_whole_worker_ends_its_task_before_it_stops(runner: Runner, services: Services, database: str) -> None:
    workers = {}
    for pool in POOLS:
        # A remapped signal would lose the task with all pools but prefork, which therefore has a test of its own.
        remapped = {} if pool == "prefork" else {"REMAP_SIGTERM": "SIGQUIT"}
        folder = {"RUNTIME_DIR": str(runner.folder / pool), "CELERY_QUEUES": pool}
        workers[pool] = runner.start("worker", CELERY_WORKER_CLASS=pool, **folder, **remapped)
        send(runner, pool, 3)
    eventually(lambda: states(services, database) == {"running": len(POOLS)}, "the tasks run", output=runner.output)
    assert stop_together(workers) == dict.fromkeys(POOLS, 0), runner.output()
    assert states(services, database) == {"succeeded": len(POOLS)}


def stop_together(workers: dict[str, subprocess.Popen[bytes]]) -> dict[str, int]:
    """Tell each of them to end, once: the second time Celery stops at once; their exit codes."""
    for worker in workers.values():
        worker.send_signal(signal.SIGTERM)
    return {pool: worker.wait(PATIENCE) for pool, worker in workers.items()}


def send(runner: Runner, queue: str, seconds: float, count: int = 1) -> None:
    """Send tasks that take so long."""
    with Celery(broker=runner.environ["CELERY_BROKER_URL"], set_as_current=False) as sender:
        for _ in range(count):
            sender.send_task("runtime.echo", args=("x", seconds), queue=queue)


def test_a_prefork_worker_with_a_remapped_signal_puts_back_what_it_cannot_end(
    runner: Runner, services: Services, database: str
) -> None:
    given = {"CELERY_WORKER_CLASS": "prefork", "CELERY_QUEUES": "conversation"}
    worker = runner.start("worker", **given, REMAP_SIGTERM="SIGQUIT", RUNTIME_GRACE_SECONDS="1")
    send(runner, "conversation", 4)
    eventually(lambda: states(services, database) == {"running": 1}, "the task runs", output=runner.output)
    stop(worker)
    assert states(services, database) == {"running": 1}, "the time was too short for it"
    runner.start("worker", **given)
    eventually(lambda: states(services, database) == {"succeeded": 1}, "it is done again", output=runner.output)


def test_a_pool_that_grows_does_all_its_tasks_and_lives(runner: Runner, services: Services, database: str) -> None:
    """The measured table: 8 tasks, at most 4 at a time."""
    scale = {"CELERY_AUTO_SCALE": "true", "CELERY_MAX_WORKERS": "4", "CELERY_MIN_WORKERS": "1"}
    workers = {}
    for pool in ("gevent", "prefork"):
        folder = {"RUNTIME_DIR": str(runner.folder / pool), "CELERY_QUEUES": pool}
        workers[pool] = runner.start("worker", CELERY_WORKER_CLASS=pool, **folder, **scale)
        send(runner, pool, 1, 8)
    eventually(lambda: states(services, database) == {"succeeded": 16}, "all succeed", output=runner.output)
    assert {pool: worker.poll() for pool, worker in workers.items()} == dict.fromkeys(workers)
    assert stop_together(workers) == dict.fromkeys(workers, 0), runner.output()


@pytest.mark.parametrize("worker_class", ["gevent", "gthread", "sync"])
def test_a_request_in_flight_is_answered_before_the_api_ends(
    runner: Runner, services: Services, database: str, worker_class: str
) -> None:
    api = runner.start("api", SERVER_WORKER_CLASS=worker_class)
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

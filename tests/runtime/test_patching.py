"""gevent: every driver yields, checked at the start; a worker that would block does not serve."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from runtime import exits
from tests.conftest import ROOT
from tests.runtime.application import database
from tests.runtime.processes import Runner, eventually
from tests.runtime.services import Services, stop

__all__ = ["database"]


def python(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_all_patched_is_accepted_and_none_is_refused_with_the_list() -> None:
    patched = "from gevent import monkey; monkey.patch_all()\nfrom runtime import patching\n"
    good = python(patched + "print(patching.patch_drivers()); patching.demand_patches()")
    assert (good.returncode, good.stderr) == (0, "")
    assert "psycopg2" in good.stdout
    forgotten = python(patched + "patching.demand_patches()")
    assert "has not patched psycopg2" in forgotten.stderr
    nothing = python("from runtime import patching; patching.demand_patches()")
    assert "the standard library, psycopg2" in nothing.stderr


@pytest.mark.e2e
def test_a_slow_query_does_not_hold_up_the_only_gevent_worker(runner: Runner, services: Services) -> None:
    api = runner.start("api", SERVER_WORKER_CLASS="gevent")
    runner.wait_until_healthy()
    # A table that is locked makes the query of one request wait, in psycopg2 itself.
    lock = services.connect(runner.environ["DB_DATABASE"])
    lock.autocommit = False
    lock.cursor().execute("LOCK TABLE task_run IN ACCESS EXCLUSIVE MODE")
    answers: list[int] = []
    slow = threading.Thread(target=lambda: answers.append(runner.ask("/tasks/none")[0]))
    slow.start()
    eventually(lambda: waits(services), "the slow request waits for its table")
    assert runner.ask("/health")[0] == 200
    assert answers == []
    lock.rollback()
    lock.close()
    slow.join(60)
    assert answers == [404]
    assert stop(api) == 0, runner.output()


def waits(services: Services) -> bool:
    """Whether somebody waits for a lock."""
    connection = services.connect("postgres")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        count = cursor.fetchone()[0]
    connection.close()
    return bool(count)


@pytest.mark.e2e
def test_a_worker_class_that_cannot_be_imported_is_one_line(runner: Runner) -> None:
    api = runner.start("api", RUNTIME_WAIT_FOR="none", SERVER_WORKER_CLASS="shop.workers.Fast")
    assert api.wait(60) == exits.CONFIG
    assert "shop.workers.Fast" in runner.output().splitlines()[-1]
    assert "Traceback" not in runner.output()

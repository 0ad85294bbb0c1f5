"""The application on MariaDB: its queues, its tasks, its commands and the lease of beat.

What the tests of other modules show on PostgreSQL is shown here once more, with the same functions.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from celery import Celery
from flask import Flask

from runtime.modes.worker import QUEUES
from tests.conftest import ROOT
from tests.runtime.application import app
from tests.runtime.mariadb import MariaDB
from tests.runtime.peers import inbox, peer
from tests.runtime.processes import Runner, eventually
from tests.runtime.services import stop
from tests.runtime.test_commands import (
    test_a_new_key_pair_takes_the_credentials_with_it,
    test_register_makes_an_account_with_a_workspace_and_a_key_pair,
    test_reset_email,
    test_reset_password,
)
from tests.runtime.test_knowledge import dataset, test_without_an_endpoint_keywords_find
from tests.runtime.test_upkeep import (
    test_a_full_queue_is_told_to_everybody_on_the_list,
    test_a_run_that_fails_says_at_which_step,
    test_a_schedule_runs_once_however_often_it_is_sent_and_missed_times_are_not_made_up_for,
    test_an_annotation_answers_in_the_place_of_the_steps,
    test_cached_vectors_grow_old,
    test_documents_that_nobody_searches_leave_the_indexes_and_the_owner_is_told_once,
    test_messages_go_with_the_conversations_that_they_leave_empty,
    test_no_more_schedules_are_sent_in_one_tick_than_allowed,
    test_runs_are_kept_as_long_as_the_settings_say_and_while_they_go_on,
    test_subscriptions_are_renewed_before_they_end,
    workflow,
)

__all__ = [
    "app",
    "dataset",
    "inbox",
    "peer",
    "test_a_full_queue_is_told_to_everybody_on_the_list",
    "test_a_new_key_pair_takes_the_credentials_with_it",
    "test_a_run_that_fails_says_at_which_step",
    "test_a_schedule_runs_once_however_often_it_is_sent_and_missed_times_are_not_made_up_for",
    "test_an_annotation_answers_in_the_place_of_the_steps",
    "test_cached_vectors_grow_old",
    "test_documents_that_nobody_searches_leave_the_indexes_and_the_owner_is_told_once",
    "test_messages_go_with_the_conversations_that_they_leave_empty",
    "test_no_more_schedules_are_sent_in_one_tick_than_allowed",
    "test_register_makes_an_account_with_a_workspace_and_a_key_pair",
    "test_reset_email",
    "test_reset_password",
    "test_runs_are_kept_as_long_as_the_settings_say_and_while_they_go_on",
    "test_subscriptions_are_renewed_before_they_end",
    "test_without_an_endpoint_keywords_find",
    "workflow",
]


@pytest.fixture(scope="module")
def migrated(mariadb: MariaDB) -> str:
    """The name of one database for all tests here: a migration takes longer than any of them."""
    name = f"all_{secrets.token_hex(4)}"
    with closing(mariadb.connect()) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE `{name}`")
    environ = {**mariadb.environ(name), "PATH": os.environ["PATH"], "FLASK_APP": "runtime.app:app"}
    subprocess.run([sys.executable, "-m", "flask", "upgrade-db"], env=environ, cwd=ROOT, check=True, timeout=180)
    return name


@pytest.fixture
def database(mariadb: MariaDB, migrated: str) -> Iterator[str]:
    """The same, emptied after each test."""
    yield migrated
    with closing(mariadb.connect(migrated)) as connection, connection.cursor() as cursor:
        cursor.execute("SHOW TABLES")
        tables = [name for (name,) in cursor.fetchall() if name != "alembic_version"]
        cursor.execute("SET foreign_key_checks = 0")
        for table in tables:
            cursor.execute(f"DELETE FROM `{table}`")  # noqa: S608 - our own names


@pytest.fixture
def environ(environ: dict[str, str], mariadb: MariaDB, database: str) -> dict[str, str]:
    """The environment of a mode, with this database."""
    return environ | mariadb.environ(database)


@pytest.mark.e2e
def test_a_worker_serves_all_sixteen_queues(runner: Runner, mariadb: MariaDB, database: str) -> None:
    worker = runner.start("worker", CELERY_WORKER_CLASS="threads", CELERY_WORKER_AMOUNT="4")
    with Celery(broker=runner.environ["CELERY_BROKER_URL"], set_as_current=False) as sender:
        for queue in QUEUES:
            sender.send_task("runtime.echo", args=(f"héllo {queue}",), queue=queue)
    with closing(mariadb.connect(database)) as connection, connection.cursor() as cursor:

        def done() -> bool:
            cursor.execute("SELECT queue, result FROM task_run WHERE state = 'succeeded'")
            return set(cursor.fetchall()) == {(queue, f"héllo {queue}") for queue in QUEUES}

        eventually(done, "each queue's task succeeds", output=runner.output)
    assert stop(worker) == 0, runner.output()


def test_one_beat_fires_and_a_late_one_is_refused(app: Flask) -> None:
    from runtime.extensions.database import db
    from runtime.lease import Lease
    from runtime.models.beat import BeatEntry
    from runtime.models.columns import now

    first, second = Lease(60), Lease(60)
    fence = first.take()
    assert fence
    assert second.take() is None
    assert first.take() == fence, "renewed"
    db.session.add(BeatEntry(key="beaten", runs=0, fence=0, last_run_at=now() - timedelta(hours=1)))
    db.session.commit()
    assert first.claim("beaten", 0, now())
    assert not first.claim("beaten", 0, now()), "it was fired already"
    first.release()
    later = second.take()
    assert later == fence + 1
    assert second.claim("beaten", 1, now())
    assert not first.claim("beaten", 2, now()), "it woke up too late"
    db.session.rollback()
    assert db.session.get_one(BeatEntry, "beaten").runs == 2

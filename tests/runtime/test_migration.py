"""Migrations as real processes, on PostgreSQL and on MariaDB: one does it, the others wait, failures are told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from runtime import exits, upgrade
from tests.conftest import ROOT
from tests.runtime.mariadb import MariaDB
from tests.runtime.processes import Runner, eventually
from tests.runtime.services import Services

pytestmark = pytest.mark.e2e

Connect = Callable[[], Any]
"""Opens a connection to the test's database, which commits each statement."""

REVISIONS = sorted(path.name[:4] for path in (ROOT / "runtime" / "migrations" / "versions").glob("0*.py"))


@pytest.fixture(params=["postgresql", "mariadb"])
def connect(request: pytest.FixtureRequest, environ: dict[str, str]) -> Connect:
    """The database of this test; the environment describes it."""
    if request.param == "postgresql":
        pg: Services = request.getfixturevalue("services")
        name: str = request.getfixturevalue("database")
        return lambda: closing(pg.connect(name))
    maria: MariaDB = request.getfixturevalue("mariadb")
    own: str = request.getfixturevalue("mariadb_database")
    environ |= maria.environ(own)
    return lambda: closing(maria.connect(own))


@pytest.fixture
def runner(connect: Connect, environ: dict[str, str], tmp_path: Path) -> Any:
    made = Runner(environ, tmp_path)
    yield made
    made.stop_all()


def run_sql(connect: Connect, *statements: str) -> list[Any]:
    """The rows of the last statement."""
    with connect() as connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []


def test_eight_at_once_migrate_exactly_once_to_what_the_models_say(runner: Runner, connect: Connect) -> None:
    if runner.environ["DB_TYPE"] == "postgresql":
        processes = [runner.start("migration") for _ in range(8)]
        assert [process.wait(120) for process in processes] == [0] * 8, runner.output()
    else:
        eight_of_one(runner)
    for number, revision in enumerate(REVISIONS):
        before = REVISIONS[number - 1] if number else ""
        assert runner.output().count(f"Running upgrade {before} -> {revision}") == 1, runner.output()
    assert run_sql(connect, "SELECT version_num FROM alembic_version") == [(REVISIONS[-1],)]
    there_and_back(runner)


def test_a_failing_migration_is_an_exit_code_and_nothing_is_started(runner: Runner, connect: Connect) -> None:
    run_sql(connect, "CREATE TABLE account (mine integer)")
    assert runner.run("api", MIGRATION_ENABLED="true") not in (0, exits.TRY_AGAIN, exits.CONFIG), runner.output()
    assert "nothing was started" in runner.output()
    assert run_sql(connect, "SELECT count(*) FROM account") == [(0,)]


def test_a_database_that_is_ahead_of_the_code_is_refused(runner: Runner, connect: Connect) -> None:
    run_sql(
        connect,
        "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL)",
        "INSERT INTO alembic_version VALUES ('9999')",
    )
    assert runner.run("migration") == exits.CONFIG, runner.output()
    assert "this version does not know" in runner.output()
    assert run_sql(connect, "SELECT version_num FROM alembic_version") == [("9999",)]


def test_the_lock_goes_with_a_holder_that_dies(runner: Runner, connect: Connect) -> None:
    lock = {
        "postgresql": f"SELECT pg_advisory_lock({upgrade.LOCK_KEY})",
        "mysql": f"SELECT GET_LOCK('{upgrade.LOCK_NAME}', 0)",
    }[runner.environ["DB_TYPE"]]
    with connect() as holder, holder.cursor() as cursor:
        cursor.execute(lock)
        assert runner.run("migration", RUNTIME_MIGRATION_TIMEOUT="0") == exits.TRY_AGAIN, runner.output()
        waiting = runner.start("migration")
        eventually(lambda: runner.output().count("is migrating the database") == 2, "it waits", output=runner.output)
        assert waiting.poll() is None
    assert waiting.wait(60) == 0, runner.output()


EIGHT_OF_ONE = """
import os
from runtime.app import app
from runtime.upgrade import upgrade
children = []
for _ in range(8):
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with app.app_context():
                upgrade(60)
            code = 0
        finally:
            os._exit(code)
    children.append(child)
assert [os.waitpid(child, 0)[1] for child in children] == [0] * 8
"""


def eight_of_one(runner: Runner) -> None:
    """Eight processes that share one start: that the mode leads to the same is shown with the other database."""
    with runner.log("migration", 0).open("wb") as output:
        code = subprocess.run(
            [sys.executable, "-c", EIGHT_OF_ONE],
            env={**runner.environ, "PATH": os.environ["PATH"]},
            cwd=runner.folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        ).returncode
    assert code == 0, runner.output()


THERE_AND_BACK = """
import flask_migrate
from runtime.app import app
with app.app_context():
    flask_migrate.check()
    flask_migrate.downgrade(revision="base")
    flask_migrate.upgrade()
    flask_migrate.check()
"""
"""check() ends the process with code 1 when a model says something else than the tables."""


def there_and_back(runner: Runner) -> None:
    """The tables are what the models say, and the way back works; in one process, because each start costs seconds."""
    done = subprocess.run(
        [sys.executable, "-c", THERE_AND_BACK],
        env={**runner.environ, "PATH": os.environ["PATH"]},
        cwd=runner.folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr

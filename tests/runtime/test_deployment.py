"""The whole way with real processes: migrate, serve, send a task, let beat fire, stop."""

from __future__ import annotations

import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from tests.runtime.processes import Runner, eventually
from tests.runtime.services import Services, stop
from tests.runtime.test_report import CANARY, forms

pytestmark = pytest.mark.e2e


def test_a_task_and_a_beat_reach_the_worker_and_all_modes_stop_cleanly(runner: Runner, services: Services) -> None:
    runner.environ["SECRET_KEY"] = CANARY
    assert runner.run("migration") == 0, runner.output()
    servers = [
        runner.start("api"),
        runner.start("worker"),
        runner.start("beat", RUNTIME_HEARTBEAT_SECONDS="2"),
    ]
    health = runner.wait_until_healthy()
    assert health["status"] == "ok"
    assert health["mode"] == "api"
    assert runner.ask("/ready") == (
        200,
        {"status": "ready", "checks": {"database": "ok", "broker": "ok", "revision": "ok"}},
    )
    status, sent = runner.ask("/tasks/echo", {"text": "héllo", "queue": "retention"})
    assert status == 202
    run = runner.run_of(sent["id"])
    assert (run["state"], run["result"], run["queue"]) == ("succeeded", "héllo", "retention")

    def beaten() -> bool:
        runs = runner.ask("/tasks?task=runtime.heartbeat")[1]["tasks"]
        return any(run["state"] == "succeeded" and run["queue"] == "schedule_poller" for run in runs)

    eventually(beaten, "beat's task was executed")
    folder = Path(runner.environ["RUNTIME_DIR"])
    for mode in ("worker", "beat"):
        assert (folder / f"{mode}.heartbeat").exists()
    for server in servers:
        assert services.password not in command_line(server)
    # Nobody of all that runs here, children included, has it among its arguments.
    assert [line for line in command_lines() if CANARY in line] == []
    assert [stop(server) for server in reversed(servers)] == [0, 0, 0], runner.output()
    said = runner.output()
    assert services.password not in said
    assert [form for form in forms(CANARY) if form in said] == []


def command_lines() -> list[str]:
    """What ps shows of everybody."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            found.append(path.read_text("utf-8", "replace"))
    return found


def command_line(process: subprocess.Popen[bytes]) -> str:
    """What ps shows of a process."""
    return Path(f"/proc/{process.pid}/cmdline").read_text("utf-8", "replace")


def test_the_api_migrates_first_when_told_to_and_answers_bad_requests_with_the_reason(runner: Runner) -> None:
    runner.start("api", MIGRATION_ENABLED="true", SERVER_WORKER_CLASS="gthread")
    runner.wait_until_healthy()
    status, answer = runner.ask("/ready")
    assert (status, answer["checks"]["revision"]) == (200, "ok")
    assert runner.ask("/tasks/echo", {"text": 3})[0] == 422
    assert runner.ask("/tasks/echo", {"text": "x", "queue": "nowhere"})[0] == 422
    assert runner.ask("/tasks/none")[0] == 404
    assert runner.ask("/nowhere")[1]["error"] == "Not Found"


def test_an_api_without_migration_serves_and_is_not_ready(runner: Runner) -> None:
    runner.start("api", SERVER_WORKER_CLASS="sync")
    runner.wait_until_healthy()
    status, answer = runner.ask("/ready")
    assert (status, answer["checks"]["revision"]) == (503, "behind")


def test_the_worker_process_gets_the_signal_itself(runner: Runner) -> None:
    worker = runner.start("worker", CELERY_WORKER_CLASS="solo")
    eventually(lambda: "ready." in runner.output(), "the worker is ready")
    assert "worker" in command_line(worker)
    assert stop(worker, signal.SIGTERM) == 0
    assert "Warm shutdown" in runner.output()

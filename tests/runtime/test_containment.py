"""Every mode as a hardened container runs it: nothing writable but the run folder, an unknown user, no capability."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.healthcheck import HEALTHY, check
from tests.runtime.containment import contained, needs_namespaces
from tests.runtime.processes import Runner, eventually
from tests.runtime.services import stop

pytestmark = [pytest.mark.e2e, needs_namespaces]


@pytest.fixture
def hardened(runner: Runner, tmp_path: Path) -> Runner:
    """Modes that may write below the run folder only."""
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    runner.prefix = contained(folder)
    # As the engine sets it for a user that no password file knows.
    runner.environ |= {"HOME": "/", "PYTHONDONTWRITEBYTECODE": "1"}
    runner.environ.pop("TMPDIR", None)
    return runner


def test_every_mode_runs_with_the_run_folder_alone(hardened: Runner) -> None:
    assert hardened.run("migration") == 0, hardened.output()
    assert hardened.run("job", "sh", "-c", 'touch "$HOME/here" && test "$(id -u)" = 54321') == 0, hardened.output()
    servers = [hardened.start("api"), hardened.start("worker", CELERY_WORKER_CLASS="prefork"), hardened.start("beat")]
    hardened.wait_until_healthy()
    for mode in ("worker", "beat"):
        answers = {**hardened.environ, "MODE": mode}
        eventually(lambda answers=answers: check(answers)[0] == HEALTHY, f"{mode} is healthy", output=hardened.output)
    sent = hardened.ask("/tasks/echo", {"text": "through a read-only file system"})[1]
    assert hardened.run_of(sent["id"])["state"] == "succeeded"
    assert [stop(server) for server in servers] == [0, 0, 0], hardened.output()
    assert "Read-only file system" not in hardened.output()


def test_a_run_folder_that_cannot_be_written_is_said_at_the_start(hardened: Runner) -> None:
    assert hardened.run("worker", RUNTIME_DIR="/run-of-nobody") == 78
    assert "RUNTIME_DIR" in hardened.output()

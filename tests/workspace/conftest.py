"""The judges of this room: the Compose plugin where it is at hand."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

from tests.workspace.judges import ComposeJudge
from tui.workspace.composecheck import PROGRAM_VARIABLE

# A busy machine is no failure of what is tested.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def no_compose_after_a_save(monkeypatch: pytest.MonkeyPatch) -> None:
    """Saves do not ask Compose, which would cost a process each; the tests that want it name a program."""
    monkeypatch.setenv(PROGRAM_VARIABLE, "")


@pytest.fixture(scope="session")
def compose_binary() -> list[str]:
    """The command that runs Compose 2; skips where there is none, fails where CI promises one."""
    named = os.environ.get(PROGRAM_VARIABLE)
    tried = [[named]] if named else [["docker", "compose"], ["docker-compose"]]
    for command in tried:
        if shutil.which(command[0]) is None:
            continue
        done = subprocess.run([*command, "version", "--short"], capture_output=True, text=True, check=False)
        if done.returncode == 0 and done.stdout.strip().lstrip("v").startswith(("2.", "5.")):
            return command
    reason = (
        f"no Compose 2 answers ({' or '.join(' '.join(command) for command in tried)}); LAUNCHDECK_COMPOSE names one"
    )
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def compose(compose_binary: list[str], tmp_path: Path) -> ComposeJudge:
    """Compose as a judge of env files."""
    folder = tmp_path / "judge"
    folder.mkdir()
    return ComposeJudge(compose_binary, folder)

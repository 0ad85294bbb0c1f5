"""Programs that run before the server: in order, with their own time limit, never sourced."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runtime import exits
from runtime.entrypoint import make_plan
from runtime.errors import ConfigurationError, StartError
from runtime.hooks import Hooks
from runtime.resolution import resolve

ENVIRON = {"PATH": os.environ["PATH"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "hooks"
    made.mkdir()
    return made


def hook(folder: Path, name: str, body: str, mode: int = 0o755) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(mode)


def run(folder: Path, seconds: float = 60, **more: str) -> list[str]:
    said: list[str] = []
    Hooks(str(folder), seconds).run({**ENVIRON, **more}, said.append)
    return said


def test_they_run_in_the_order_of_their_names_with_the_environment_of_the_server(folder: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    for name in ("20-second", "10-first", "30-third"):
        hook(folder, name, f'echo "{name} $GIVEN" >> "{seen}"; export GIVEN=changed')
    hook(folder, ".hidden", "exit 1")
    hook(folder, "10-first~", "exit 1")
    assert run(folder, GIVEN="x") == ["hook 10-first", "hook 20-second", "hook 30-third"]
    assert seen.read_text() == "10-first x\n20-second x\n30-third x\n"


def test_one_that_may_not_be_executed_is_left_out_aloud(folder: Path) -> None:
    hook(folder, "10-text", "exit 1", mode=0o644)
    assert "10-text may not be executed" in run(folder)[0]


def test_the_first_failure_ends_the_start_with_its_code(folder: Path, tmp_path: Path) -> None:
    hook(folder, "10-broken", "exit 9")
    hook(folder, "20-never", f'touch "{tmp_path}/ran"')
    with pytest.raises(StartError, match="10-broken") as caught:
        run(folder)
    assert caught.value.code == 9
    assert not (tmp_path / "ran").exists()


def test_one_that_hangs_is_ended(folder: Path) -> None:
    hook(folder, "10-hangs", "exec sleep 60")
    with pytest.raises(StartError, match="RUNTIME_HOOK_TIMEOUT") as caught:
        run(folder, seconds=0.2)
    assert caught.value.code == exits.TIMED_OUT


def test_a_folder_that_is_none_stops_the_start_and_a_job_has_no_hooks(folder: Path) -> None:
    with pytest.raises(ConfigurationError, match="RUNTIME_HOOKS_DIR"):
        make_plan(resolve({"RUNTIME_HOOKS_DIR": str(folder / "nowhere")}), [])
    given = {"RUNTIME_HOOKS_DIR": str(folder)}
    assert make_plan(resolve(given), []).hooks.folder == str(folder)
    assert make_plan(resolve({**given, "MODE": "job"}), ["true"]).hooks.folder == ""

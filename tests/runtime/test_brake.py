"""The brake on starts that cannot succeed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from runtime import brake, exits
from tests.conftest import ROOT


def pauses(environ: dict[str, str], code: int, times: int) -> list[float]:
    """What that many failures in a row wait for."""
    slept: list[float] = []
    for _ in range(times):
        before = len(slept)
        brake.hold(environ, code, lambda _: None, slept.append)
        if len(slept) == before:
            slept.append(0)
    return slept


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"RUNTIME_DIR": str(tmp_path / "run"), "RUNTIME_BRAKE_SECONDS": "8"}


@pytest.mark.parametrize("code", [exits.CONFIG, exits.USAGE])
def test_each_failure_in_a_row_waits_longer_up_to_the_limit(environ: dict[str, str], code: int) -> None:
    assert pauses(environ, code, 6) == [0, 1, 3, 7, 8, 8]


@pytest.mark.parametrize("code", [exits.UNAVAILABLE, exits.TRY_AGAIN, exits.INTERNAL, 143, 1])
def test_what_another_start_may_mend_is_not_slowed_down(environ: dict[str, str], code: int) -> None:
    assert pauses(environ, code, 4) == [0, 0, 0, 0]


def test_a_start_that_succeeds_or_a_long_time_is_forgotten(environ: dict[str, str]) -> None:
    pauses(environ, exits.CONFIG, 3)
    brake.release(environ)
    assert pauses(environ, exits.CONFIG, 2) == [0, 1]
    long_ago = time.time() - brake.FORGOTTEN - 1
    os.utime(Path(environ["RUNTIME_DIR"]) / "failures", (long_ago, long_ago))
    assert pauses(environ, exits.CONFIG, 1) == [0]


def test_it_is_off_outside_of_containers_and_when_told_so(environ: dict[str, str]) -> None:
    assert pauses({**environ, "RUNTIME_BRAKE_SECONDS": "0"}, exits.CONFIG, 3) == [0, 0, 0]
    del environ["RUNTIME_BRAKE_SECONDS"]
    assert pauses(environ, exits.CONFIG, 3) == [0, 0, 0]


def test_a_folder_that_cannot_be_written_costs_the_memory_only(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    environ = {"RUNTIME_DIR": str(file / "run"), "RUNTIME_BRAKE_SECONDS": "8"}
    assert pauses(environ, exits.CONFIG, 3) == [0, 0, 0]


def test_real_starts_in_a_row_are_slowed_down(tmp_path: Path) -> None:
    """As an engine with restart: always would do it."""
    said = []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-m", "runtime"],
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "RUNTIME_DIR": str(tmp_path),
                "MODE": "worker",
                "CELERY_WORKER_AMOUNT": "x",
                "RUNTIME_BRAKE_SECONDS": "0.1",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == exits.CONFIG
        said.append("again and again; ending in 0.1 s" in done.stderr)
    assert said == [False, True, True]

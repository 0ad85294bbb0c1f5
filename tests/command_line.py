"""Running a command line in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tui.cli import run

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def launchdeck(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line in this process; gives exit code, stdout and stderr. Saves do not ask Compose."""
    monkeypatch.setenv("LAUNCHDECK_COMPOSE", "")

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = run([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call

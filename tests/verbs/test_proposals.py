"""``env paste`` and ``profile``: several values that are shown before they are set."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.command_line import Run
from tests.verbs.conftest import CANARY


@pytest.fixture
def paste(folder: Path, launchdeck: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``env paste`` with lines on stdin."""

    def call(lines: str, *options: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        return launchdeck("-C", folder, "env", "paste", *options)

    return call


def test_pasted_lines_are_shown_and_set(folder: Path, paste: Run) -> None:
    code, out, err = paste("LOG_LEVEL=ERROR\nDB_PASSWORD=other-secret-text\nDB_HOST=one\n")
    assert code == 0
    assert "+ LOG_LEVEL: DEBUG -> ERROR" in out
    assert "DB_HOST: one -> one  (is so already)" in out
    assert "other-secret-text" not in out + err
    assert CANARY not in out + err
    assert "2 values set" in err
    assert (folder / ".env").read_text() == "LOG_LEVEL=ERROR\nDB_HOST=one\nDB_PASSWORD=other-secret-text\n"


def test_a_dry_run_writes_nothing(folder: Path, paste: Run) -> None:
    before = (folder / ".env").read_bytes()
    code, out, _ = paste("LOG_LEVEL=ERROR\n", "--dry-run", "--json")
    (row,) = json.loads(out)
    assert (code, row["name"], row["before"], row["after"], row["taken"]) == (0, "LOG_LEVEL", "DEBUG", "ERROR", True)
    assert (folder / ".env").read_bytes() == before


@pytest.mark.parametrize("doubtful", ["DB_PORT=http", "DB_HOSTT=x"])
def test_a_doubtful_line_stops_all_unless_told_otherwise(folder: Path, paste: Run, doubtful: str) -> None:
    before = (folder / ".env").read_bytes()
    lines = f"LOG_LEVEL=ERROR\n{doubtful}\n"
    code, _, err = paste(lines)
    assert (code, (folder / ".env").read_bytes()) == (1, before)
    assert doubtful.partition("=")[0] in err
    assert paste(lines, "--skip")[0] == 0
    assert doubtful not in (folder / ".env").read_text()
    assert "LOG_LEVEL=ERROR" in (folder / ".env").read_text()
    assert paste(lines, "--all")[0] == 0
    assert doubtful in (folder / ".env").read_text()


def test_nothing_on_stdin_is_wrong_usage(paste: Run) -> None:
    code, out, err = paste("just words\n")
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_profile_is_compared_and_taken_over(folder: Path, launchdeck: Run) -> None:
    code, out, _ = launchdeck("-C", folder, "profile", "diff", "production")
    assert code == 1
    assert "+ LOG_LEVEL: DEBUG -> INFO" in out
    assert launchdeck("-C", folder, "profile", "apply", "production", "--dry-run")[0] == 0
    assert "LOG_LEVEL=DEBUG" in (folder / ".env").read_text()
    assert launchdeck("-C", folder, "profile", "apply", "production")[0] == 0
    assert "LOG_LEVEL=INFO" in (folder / ".env").read_text()
    assert launchdeck("-C", folder, "profile", "diff", "production")[:2] == (0, "")
    listed = json.loads(launchdeck("-C", folder, "profile", "list", "--json")[1])
    assert {row["name"]: bool(row["differs"]) for row in listed} == {"development": True, "production": False}


def test_an_unknown_profile_is_named_with_the_nearest(folder: Path, launchdeck: Run) -> None:
    code, out, err = launchdeck("-C", folder, "profile", "diff", "prodution")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "production" in err

"""The verbs ``environment`` and ``top``: what they print, where, and what they exit with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import Run
from tests.screens.memory_engine import MemoryEngine
from tests.verbs.conftest import CANARY
from tui.engine import choice


@pytest.fixture
def engine(folder: Path, monkeypatch: pytest.MonkeyPatch) -> MemoryEngine:
    """An engine whose services were started before the file was changed."""
    engine = MemoryEngine(folder)
    engine.runs |= {"LOG_LEVEL": "INFO", "DB_HOST": "one", "DB_PASSWORD": "former-secret", "GONE": "1"}
    engine.given = {"LOG_LEVEL": "DEBUG", "DB_HOST": "one", "DB_PASSWORD": CANARY, "LONG": "x" * 200}
    monkeypatch.setattr(choice, "choose_engine", lambda *_: engine)
    return engine


def test_drift_comes_first_and_is_the_exit_code(folder: Path, engine: MemoryEngine, launchdeck: Run) -> None:
    code, out, err = launchdeck("-C", folder, "environment", "api")
    assert (code, out, err) == (1, "", "launchdeck: api has no container yet; launchdeck up api makes one\n")
    list(engine.up())
    code, out, err = launchdeck("-C", folder, "environment", "api")
    assert code == 1
    assert out.split()[:2] == ["differs", "image"]
    assert "differs           LOG_LEVEL    INFO -> DEBUG" in out
    assert "differs           DB_PASSWORD  two secrets that differ" in out
    assert f"only in the file  LONG         {'x' * 97}...\n" in out
    assert "from the image    PATH" in out
    assert err == "5 would be changed by launchdeck restart api\n"
    assert CANARY not in out
    assert "former-secret" not in out


def test_only_drift_and_json_have_no_secret(folder: Path, engine: MemoryEngine, launchdeck: Run) -> None:
    list(engine.up())
    _, out, _ = launchdeck("-C", folder, "environment", "api", "--drift")
    assert "same" not in out
    code, out, _ = launchdeck("-C", folder, "environment", "api", "--drift", "--json")
    found = json.loads(out)
    assert code == 1
    assert [one["name"] for one in found["made_with"]] == ["image"]
    assert [one["name"] for one in found["variables"]] == ["DB_PASSWORD", "GONE", "LOG_LEVEL", "LONG"]
    assert found["variables"][0] | {"running": None, "file": None, "secret": True} == found["variables"][0]


def test_what_runs_as_the_files_are_exits_with_0(folder: Path, engine: MemoryEngine, launchdeck: Run) -> None:
    list(engine.up())
    engine.image = engine.newer
    engine.runs, engine.given = {"A": "", "PATH": engine.runs["PATH"]}, {"A": ""}
    code, out, err = launchdeck("-C", folder, "environment", "api")
    assert (code, err) == (0, "api runs with what it would get now\n")
    assert "same" in out
    assert out.count("empty") == 1


def test_processes_are_a_tree_for_people_and_a_list_for_programs(
    folder: Path, engine: MemoryEngine, launchdeck: Run
) -> None:
    code, _, err = launchdeck("-C", folder, "top", "api")
    assert (code, err) == (1, "launchdeck: api does not run, so it has no processes; launchdeck up api\n")
    list(engine.up())
    engine.password = CANARY
    code, out, _ = launchdeck("-C", folder, "top", "api")
    command = "gunicorn --bind 0.0.0.0:5001 --access-token •••••••• app"
    assert (code, out.splitlines()) == (
        0,
        [
            "PID  USER  CPU    MEMORY  COMMAND",
            f"811  app   0.1 %  21 MB   {command}",
            f"812  app   0.4 %  39 MB     {command} [worker]",
        ],
    )
    code, out, _ = launchdeck("-C", folder, "top", "api", "--json")
    found = json.loads(out)
    assert [(one["pid"], one["parent"], one["command"]) for one in found["processes"]][:1] == [(811, 1, command)]

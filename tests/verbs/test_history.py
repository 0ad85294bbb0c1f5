"""``env history KEY`` and ``env restore N KEY``: one variable over the former files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import Run
from tests.verbs.conftest import CANARY


@pytest.fixture
def changed(folder: Path, launchdeck: Run) -> Path:
    """The workspace after two changes."""
    launchdeck("-C", folder, "env", "set", "DB_HOST", "two")
    launchdeck("-C", folder, "env", "set", "DB_PASSWORD", "another-one-entirely")
    return folder


def test_former_values_are_listed_the_newest_first(changed: Path, launchdeck: Run) -> None:
    code, out, err = launchdeck("-C", changed, "env", "history", "DB_HOST")
    assert (code, err) == (0, "")
    (line,) = out.splitlines()
    assert line.split()[0] == "2"
    assert line.endswith("one")


def test_a_former_secret_is_masked_unless_asked(changed: Path, launchdeck: Run) -> None:
    text = launchdeck("-C", changed, "env", "history", "DB_PASSWORD")[1]
    data = launchdeck("-C", changed, "env", "history", "DB_PASSWORD", "--json")[1]
    assert CANARY not in text + data
    assert [(row["number"], row["value"], row["set"]) for row in json.loads(data)] == [(1, None, True)]
    assert CANARY in launchdeck("-C", changed, "env", "history", "DB_PASSWORD", "--show-secrets")[1]


def test_a_variable_without_a_past_is_an_answer_of_no(changed: Path, launchdeck: Run) -> None:
    code, out, err = launchdeck("-C", changed, "env", "history", "LOG_LEVEL")
    assert (code, out) == (1, "")
    assert "no other value" in err
    assert launchdeck("-C", changed, "env", "history", "LOG_LEVEL", "--ignore")[0] == 2


def test_one_value_is_brought_back_and_the_others_stay(changed: Path, launchdeck: Run) -> None:
    code, out, err = launchdeck("-C", changed, "env", "restore", "2", "DB_HOST")
    assert (code, out) == (0, "")
    assert "DB_HOST restored" in err
    text = (changed / ".env").read_text()
    assert "DB_HOST=one" in text
    assert "another-one-entirely" in text


def test_restoring_the_newest_twice_is_undo_and_redo(changed: Path, launchdeck: Run) -> None:
    after = (changed / ".env").read_bytes()
    assert launchdeck("-C", changed, "env", "restore", "1")[0] == 0
    assert (changed / ".env").read_bytes() != after
    assert launchdeck("-C", changed, "env", "restore", "1")[0] == 0
    assert (changed / ".env").read_bytes() == after


def test_what_was_never_set_cannot_be_brought_back(changed: Path, launchdeck: Run) -> None:
    before = (changed / ".env").read_bytes()
    code, _, err = launchdeck("-C", changed, "env", "restore", "1", "NOBODY")
    assert code == 1
    assert "NOBODY is set neither" in err
    assert (changed / ".env").read_bytes() == before

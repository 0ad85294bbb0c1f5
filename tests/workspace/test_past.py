"""The former values of one variable."""

from __future__ import annotations

from pathlib import Path

from tests.screens.sample import CANARY, sample_workspace
from tui.workspace.past import past_of


def test_a_value_is_listed_once_however_often_the_file_was_saved(tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    for name, text in (("DB_HOST", "two"), ("LOG_LEVEL", "ERROR"), ("DB_HOST", "three")):
        workspace.set(name, text)
        workspace.save()
    assert [one.text for one in past_of(workspace, "DB_HOST")] == ["two", "db.example.com"]
    assert [one.text for one in past_of(workspace, "SQLALCHEMY_POOL_SIZE")] == []
    times = [one.until for one in past_of(workspace, "DB_HOST")]
    assert times == sorted(times, reverse=True)


def test_a_time_without_a_line_is_said_and_a_secret_is_masked(tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    workspace.set("SQLALCHEMY_POOL_SIZE", "20")
    workspace.set("SECRET_KEY", "another")
    workspace.save()
    assert [one.shown for one in past_of(workspace, "SQLALCHEMY_POOL_SIZE")] == ["not set"]
    (former,) = past_of(workspace, "SECRET_KEY")
    assert former.text == f"{CANARY}-key"
    assert CANARY not in former.shown

"""Values that are looked at before they are set together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.sample import sample_workspace
from tui.workspace.proposal import from_lines, from_profile, set_taken
from tui.workspace.workspace import Workspace

LINES = """\
# from a colleague
DB_HOST=db2
export LOG_LEVEL='ERROR'
SQLALCHEMY_POOL_SIZE=many
DB_PASSWORD="p#w d"
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The sample."""
    return sample_workspace(tmp_path)


def test_lines_are_read_as_an_env_file_and_checked_by_type(workspace: Workspace) -> None:
    found = {one.name: one for one in from_lines(workspace, LINES)}
    assert {name: one.after for name, one in found.items()} == {
        "DB_HOST": "db2", "LOG_LEVEL": "ERROR", "SQLALCHEMY_POOL_SIZE": "many", "DB_PASSWORD": "p#w d",
    }  # fmt: skip
    assert [name for name, one in found.items() if one.wrong] == ["SQLALCHEMY_POOL_SIZE"]
    assert found["DB_HOST"].before == "db.example.com"
    assert "p#w d" not in found["DB_PASSWORD"].shown_after


def test_what_is_taken_is_one_step_of_undo(workspace: Workspace) -> None:
    found = from_lines(workspace, LINES)
    change = set_taken(workspace, "pasted lines", [found[0], found[1].turned(), *found[2:]])
    assert set(change.names) == {"DB_HOST", "SQLALCHEMY_POOL_SIZE", "DB_PASSWORD"}
    assert workspace.text("DB_PASSWORD") == "p#w d"
    workspace.undo()
    assert not workspace.changes()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("LOG_LEVEL=DEBUG", "is so already"),
        ("SECRET_KEY=••••••••", "is a mask"),
        ("DB_HOST=${OTHER:-x}", "refers to other variables"),
    ],
)
def test_what_cannot_be_meant_is_left_out_and_stays_out(workspace: Workspace, line: str, why: str) -> None:
    (one,) = from_lines(workspace, line)
    assert why in one.wrong
    assert not one.taken
    assert not one.turned().taken


def test_a_name_that_is_not_known_is_set_only_when_one_says_so(workspace: Workspace) -> None:
    (one,) = from_lines(workspace, "DB_HOSTS=x")
    assert one.wrong == "is not known here: did you mean DB_HOST?"
    assert (one.taken, one.turned().taken) == (False, True)


def test_text_that_is_no_env_file_sets_nothing(workspace: Workspace) -> None:
    assert from_lines(workspace, "") == []
    found = from_lines(workspace, "\x00\ud800 = = [\nmy name=x")
    assert [one.turned().taken for one in found] == [False] * len(found)


def test_a_profile_proposes_only_what_differs(workspace: Workspace) -> None:
    found = {one.name: one.after for one in from_profile(workspace, "production")}
    assert found["LOG_LEVEL"] == "INFO"
    assert "ENABLE_REQUEST_LOGGING" not in found, "false is the default already"
    assert "SQLALCHEMY_ECHO" not in found, "the sample does not know it"
    set_taken(workspace, "production", from_profile(workspace, "production"))
    assert from_profile(workspace, "production") == []

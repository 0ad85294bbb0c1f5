"""``env list`` with the filters of the screen, ``env search``."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command_line import Run
from tests.verbs.conftest import CANARY
from tui.state import UserState, state_path
from tui.verbs.arguments import VIEWS
from tui.workspace.selection import View


def names(out: str) -> list[str]:
    return [line.partition("=")[0] for line in out.splitlines() if not line.startswith(" ")]


def test_the_filters_are_those_of_the_screen() -> None:
    assert [view.name.lower().replace("_", "-") for view in View] == list(VIEWS)


def test_a_filter_shows_what_it_says(folder: Path, launchdeck: Run) -> None:
    launchdeck("-C", folder, "env", "set", "DB_HOST", "two")
    (folder / ".env").write_bytes((folder / ".env").read_bytes() + b"DB_PORT=http\n")
    shown = {view: names(launchdeck("-C", folder, "env", "list", "--only", view)[1]) for view in VIEWS}
    assert "DB_PORT" in shown["errors"]
    assert "LOG_LEVEL" not in shown["errors"]
    assert "DB_PORT" in shown["problems"]
    assert sorted(shown["changed"]) == ["DB_HOST", "DB_PORT"]
    assert sorted(shown["set"]) == ["DB_HOST", "DB_PASSWORD", "DB_PORT", "LOG_LEVEL"]
    assert "DB_PASSWORD" in shown["secrets"]
    assert "LOG_LEVEL" not in shown["secrets"]
    assert set(shown["not-default"]) == {"DB_HOST", "DB_PASSWORD", "DB_PORT", "LOG_LEVEL"}


def test_the_recent_ones_are_those_of_the_last_sitting(folder: Path, launchdeck: Run) -> None:
    UserState(state_path()).keep_recent(folder, ["LOG_LEVEL", "DB_HOST"])
    assert names(launchdeck("-C", folder, "env", "list", "--only", "recent")[1]) == ["LOG_LEVEL", "DB_HOST"]


def test_filters_are_taken_together_and_json_has_the_stable_shape(folder: Path, launchdeck: Run) -> None:
    code, out, _ = launchdeck("-C", folder, "env", "list", "--only", "secrets", "--only", "set", "--json")
    (row,) = json.loads(out)
    assert (code, row["name"], row["value"]) == (0, "DB_PASSWORD", None)
    assert CANARY not in out


def test_a_category_goes_by_name_or_title(folder: Path, launchdeck: Run) -> None:
    by_name = launchdeck("-C", folder, "env", "list", "--category", "database")
    assert by_name == launchdeck("-C", folder, "env", "list", "--category", "Database")
    assert "DB_HOST=one" in by_name[1].splitlines()
    assert "LOG_LEVEL=DEBUG" not in by_name[1]
    code, out, err = launchdeck("-C", folder, "env", "list", "--category", "databse")
    assert (code, out) == (2, "")
    assert "did you mean database" in err.lower()


def test_a_search_finds_by_name_help_and_with_a_slip(folder: Path, launchdeck: Run) -> None:
    assert names(launchdeck("-C", folder, "env", "search", "db", "host")[1])[0] == "DB_HOST"
    assert "DB_PASSWORD" in names(launchdeck("-C", folder, "env", "search", "db_pasword")[1])
    code, out, err = launchdeck("-C", folder, "env", "search", "zzqqxx")
    assert (code, out) == (1, "")
    assert "nothing is found" in err


def test_what_looks_at_a_workspace_takes_no_single_file(folder: Path, launchdeck: Run) -> None:
    for arguments in (["list", "--only", "errors"], ["search", "db"]):
        code, out, err = launchdeck("env", *arguments, "--file", folder / ".env")
        assert (code, out, err.count("\n")) == (2, "", 1)

"""The page of a variable says all that is known of it, and the command line says the same."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command_line import Run
from tests.screens.sample import CANARY, sample_workspace
from tests.workspace.projects import copied
from tui.workspace.page import page, place_of
from tui.workspace.past import past_of
from tui.workspace.workspace import Workspace


def told(workspace: Workspace, name: str) -> str:
    """The page as one text."""
    return "\n".join(f"{label}: {text}" for label, text in page(workspace, name, past_of(workspace, name)))


def test_type_range_value_readers_wakes_rules_and_history_stand_on_one_page(tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    workspace.set("DB_PORT", "1")
    workspace.save()
    port, storage = told(workspace, "DB_PORT"), told(workspace, "STORAGE_TYPE")
    assert place_of(workspace, "DB_PORT") == ("Database", "Connection")
    for line in ("Type: a port", "Range: 1 to 65535", "Default: 5432", "Now: 1 (set in the file)"):
        assert line in port.splitlines()
    assert "Read by: api, worker" in port
    assert "would find: " in port
    assert "  70000" in port, "what it was before"
    assert "Choices" not in storage
    assert "Known: opendal  files on this machine" in storage
    assert "Wakes: when STORAGE_TYPE is s3: S3_ENDPOINT, S3_BUCKET_NAME" in storage
    assert "Matters: when STORAGE_TYPE is s3; so it has no effect now" in told(workspace, "S3_ENDPOINT")


def test_a_finding_comes_before_the_rules_that_find_nothing(tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    rules = told(workspace, "DB_PORT").partition("Rules: ")[2].splitlines()
    assert rules[1].startswith("error: DB_PORT must be a port")
    assert all(line.startswith("fine: would find: ") for line in rules[2:])


def test_a_secret_is_masked_all_over_the_page(tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    text = told(workspace, "SECRET_KEY")
    assert CANARY not in text
    assert "Loses: stored data is sealed with it" in text


def test_the_command_line_prints_the_page(tmp_path: Path, launchdeck: Run) -> None:
    root = copied("stated", tmp_path)
    code, shown, _ = launchdeck("-C", root, "env", "get", "SHOP_KEY", "--explain")
    assert (code, "Manual      https://example.org/keys" in shown, "Changing it" in shown) == (0, True, True)
    code, shown, _ = launchdeck("-C", root, "env", "get", "SHOP_KEY", "--explain", "--json")
    record = json.loads(shown)
    assert (code, record["variable"]["x-docs"], record["active"]) == (0, "https://example.org/keys", True)

"""``check KEY``, ``check --severity``: some findings only, and their fixes also where they need a look first."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command_line import Run


def ids(out: str) -> set[tuple[str, ...]]:
    return {(found["id"], *found["variables"]) for found in json.loads(out)["findings"]}


def test_findings_are_narrowed_to_variables_ids_and_severities(folder: Path, launchdeck: Run) -> None:
    (folder / ".env").write_text("DB_PORT=http\nLOG_LEVEL=INFO # why\nA= # why\n")
    _, out, _ = launchdeck("-C", folder, "check", "--json", "DB_PORT")
    assert {found[1] for found in ids(out)} == {"DB_PORT"}
    _, out, _ = launchdeck("-C", folder, "check", "--json", "LD-ENV-COMMENT-VALUE")
    assert {found[0] for found in ids(out)} == {"LD-ENV-COMMENT-VALUE"}
    code, out, err = launchdeck("-C", folder, "check", "--json", "--severity", "hint")
    assert {found["severity"] for found in json.loads(out)["findings"]} == {"hint"}
    assert code == 0
    code, _, err = launchdeck("-C", folder, "check", "DB_PROT")
    assert (code, err.count("\n")) == (2, 1)
    assert "DB_PORT" in err


def test_a_fix_that_needs_a_look_is_applied_when_it_is_named(folder: Path, launchdeck: Run) -> None:
    (folder / ".env").write_text("MINE= # why\nDB_HOST='x'\n")
    launchdeck("-C", folder, "check", "--fix", "LD-ENV-COMMENT-VALUE")
    text = (folder / ".env").read_text()
    assert text.splitlines() != ["MINE= # why", "DB_HOST='x'"]
    assert "DB_HOST='x'" in text, "only what was named is mended"

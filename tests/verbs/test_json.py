"""What programs read: each verb says what it did as JSON, without a secret."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from tests.command_line import Run
from tui.cli import build_parser

NOT_FOR_PROGRAMS = {
    "compose render": "writes files of the source tree",
    "schema export": "is JSON already",
    "exec": "what it prints is the command's own",
    "serve": "opens the app",
    "completion": "prints a script for a shell",
    "complete": "is asked by a shell",
    "report": "is a text for an issue",
}
"""The verbs without ``--json``, each with the reason."""


def verbs(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """All verbs with their parsers."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield " ".join(path), parser
    for group in groups:
        for name, child in group.choices.items():
            yield from verbs(child, (*path, name))


def test_each_verb_speaks_to_programs_or_has_a_reason_not_to() -> None:
    without = {name for name, parser in verbs(build_parser()) if "--json" not in parser._option_string_actions}
    assert without == set(NOT_FOR_PROGRAMS)


def test_what_was_written_is_told_by_names_alone(tmp_path: Path, launchdeck: Run) -> None:
    folder = tmp_path / "new"
    made = json.loads(launchdeck("new", folder, "--json")[1])
    assert ".env.example" in made["files"]
    first = json.loads(launchdeck("-C", folder, "init", "--json")[1])
    assert first["written"]
    assert "SECRET_KEY" in first["generated"]
    assert first["missing"] == []
    for verb in (("set", "DB_HOST", "elsewhere"), ("set", "DB_PASSWORD", "hunter22hunter22"), ("unset", "DB_HOST")):
        said = json.loads(launchdeck("-C", folder, "env", *verb, "--json")[1])
        assert (said["written"], said["changed"]) == (True, [verb[1]])
    code, out, _ = launchdeck("-C", folder, "env", "diff", "2", "--json")
    assert code == 1
    assert "hunter22" not in out
    changes = {change["name"]: change for change in json.loads(out)}
    assert changes["DB_PASSWORD"] == {
        "name": "DB_PASSWORD",
        "before": None,
        "after": None,
        "was_set": True,
        "set": True,
        "secret": True,
    }
    assert changes["DB_HOST"]["before"] == "elsewhere"
    back = json.loads(launchdeck("-C", folder, "env", "restore", "1", "DB_HOST", "--json")[1])
    assert back["changed"] == ["DB_HOST"]

"""Every row of the facts' decision table: same program, options and exit code, but for the stated differences."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from runtime import entrypoint, exits
from runtime.errors import ModeError, StartError
from runtime.modes import application
from runtime.resolution import resolve
from tests.conftest import ROOT

APPS = {
    "app:app": application.APP,
    "celery_entrypoint.celery": application.CELERY_APP,
    "app.celery": application.CELERY_APP,
}
"""What stands in the place of the other image's own names."""

DOCUMENT = (ROOT / "docs" / "runtime.md").read_text("utf-8")
ROW_BY_ROW = DOCUMENT[DOCUMENT.index("Row by row") :]
"""Where the document says which rows come out differently, and which options are added."""

OWN_OPTIONS = {words.split()[0]: 2 for words in re.findall(r"`(--?[a-z-]+ (?:FILE|-))`", ROW_BY_ROW)}
"""Options that we add on purpose, and how many words each takes."""

DIFFERENT = {
    case: (outcome, code)
    for case, outcome, code in re.findall(r"^\| (\w.+) \| (`.+) \| (.+) \|$", ROW_BY_ROW, re.MULTILINE)
}
"""Rows whose outcome differs on purpose: the command that they come to, and the exit code."""


@pytest.fixture(scope="session")
def rows(shared: Path) -> list[dict[str, Any]]:
    facts = json.loads((shared / "dify" / "runtime.json").read_text("utf-8"))
    found: list[dict[str, Any]] = facts["entrypoint"]["decision_table"]
    assert len(found) > 20
    return found


def plan_of(env: dict[str, str], args: list[str]) -> entrypoint.Plan:
    return entrypoint.make_plan(resolve(env, count_cpus=lambda: 8), args)


def without_own(argv: tuple[str, ...]) -> list[str]:
    words = list(argv)
    for option, count in OWN_OPTIONS.items():
        if option in words and words[0] in {"gunicorn", "celery"}:
            position = words.index(option)
            del words[position : position + count]
    return words


def expected(argv: list[str]) -> list[str]:
    words = [APPS.get(word, word) for word in argv]
    if words[0] == "gunicorn":
        position = words.index("--timeout") + 1
        words[position] = {"200": "360"}.get(words[position], words[position])
    return words


def test_same_program_options_and_prelude_in_every_row(rows: list[dict[str, Any]]) -> None:
    compared = 0
    for row in rows:
        if row["case"] in DIFFERENT or row["argv"] is None:
            continue
        plan = plan_of(row["env"], row["args"])
        if row["env"].get("MODE") == "job":
            # The other image takes whatever comes for a flask command; ours knows its own.
            assert list(plan.command.argv)[-len(row["args"]) :] == row["args"], row["case"]
        else:
            assert without_own(plan.command.argv) == expected(row["argv"]), row["case"]
        prelude = [list(plan.migrate.argv)] if plan.migrate else []
        assert prelude == row["prelude"], row["case"]
        compared += 1
    assert compared >= 17


def test_the_document_names_the_options_that_are_added() -> None:
    assert OWN_OPTIONS.keys() == {"--config", "--access-logfile", "--error-logfile", "-s"}


def test_the_rows_that_differ_come_out_as_the_document_says(rows: list[dict[str, Any]]) -> None:
    cases = {row["case"]: row for row in rows}
    assert len(DIFFERENT) == 4
    assert DIFFERENT.keys() <= cases.keys()
    for case, (outcome, _) in DIFFERENT.items():
        row = cases[case]
        words = outcome.split("`")[1].split()
        argv = list(plan_of(row["env"], row["args"]).command.argv)
        assert argv[: len(words)] == words, case
        # It would be no difference otherwise.
        assert without_own(tuple(argv)) != expected(row["argv"]), case


def test_migration_mode_becomes_the_upgrade_itself(rows: list[dict[str, Any]]) -> None:
    upgrades = [row for row in rows if row["case"] in {"migration", "upgrade command exits non-zero"}]
    assert len(upgrades) == 2
    for row in upgrades:
        plan = plan_of(row["env"], row["args"])
        # It is the command itself and not something before it, so its exit code is the container's.
        assert list(plan.command.argv) == row["prelude"][0]
        assert plan.migrate is None


def test_job_without_command_ends_with_the_same_code(rows: list[dict[str, Any]]) -> None:
    row = next(row for row in rows if row["case"] == "job without command")
    with pytest.raises(StartError) as caught:
        plan_of(row["env"], row["args"])
    assert caught.value.code == row["exit_code"] == exits.FAILED


def test_an_upper_case_mode_is_that_mode() -> None:
    assert plan_of({"MODE": "WORKER"}, []).mode == "worker"


@pytest.mark.parametrize("flag", ["false", "True", ""])
def test_migration_mode_migrates_whatever_the_flag_says(flag: str) -> None:
    plan = plan_of({"MODE": "migration", "MIGRATION_ENABLED": flag}, [])
    assert plan.command.argv == ("flask", "upgrade-db")
    assert plan.migrate is None


@pytest.mark.parametrize("mode", ["wroker", "worker_beat", "api,worker", "flask"])
def test_an_unknown_mode_is_refused_with_the_list(mode: str) -> None:
    with pytest.raises(ModeError) as caught:
        plan_of({"MODE": mode}, [])
    assert caught.value.code == exits.USAGE
    for name in ("api", "worker", "beat", "migration", "job"):
        assert name in caught.value.hint


@pytest.mark.parametrize("mode", ["api", "worker", "beat", "job"])
@pytest.mark.parametrize(
    ("flag", "migrates"), [("true", True), ("True", True), ("1", True), ("false", False), ("", False)]
)
def test_the_flag_governs_only_what_runs_before_the_other_modes(mode: str, flag: str, migrates: bool) -> None:
    plan = plan_of({"MODE": mode, "MIGRATION_ENABLED": flag}, ["true"] if mode == "job" else [])
    assert (plan.migrate is not None) is migrates


def test_a_redundant_flask_word_is_the_program_flask() -> None:
    assert plan_of({"MODE": "job"}, ["flask", "routes"]).command.argv == ("flask", "routes")

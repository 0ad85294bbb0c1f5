"""Every row of the facts' decision table: same program, options and exit code, but for the stated differences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from runtime import entrypoint, exits
from runtime.errors import ModeError, StartError
from runtime.modes import application
from runtime.resolution import resolve

APPS = {
    "app:app": application.APP,
    "celery_entrypoint.celery": application.CELERY_APP,
    "app.celery": application.CELERY_APP,
}
"""What stands in the place of the other image's own names."""

OWN_OPTIONS = {"--config": 2, "--access-logfile": 2, "--error-logfile": 2, "-s": 2}
"""Options that we add on purpose, and how many words each takes."""

DIFFERENT = {
    "unknown or upper-case mode": "an upper-case mode is that mode, an unknown one is refused",
    "job with a redundant flask word": "the program flask itself, which then succeeds",
    "migration while migrations are off": "migrates, because it was asked for",
    "migration, flag spelled True": "migrates, because it was asked for",
}
"""Rows whose outcome differs on purpose; each has a test of its own below."""


@pytest.fixture(scope="session")
def rows(shared: Path) -> list[dict[str, Any]]:
    facts = json.loads((shared / "dify" / "runtime.json").read_text("utf-8"))
    found: list[dict[str, Any]] = facts["entrypoint"]["decision_table"]
    assert len(found) > 20
    assert {row["case"] for row in found} >= DIFFERENT.keys()
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

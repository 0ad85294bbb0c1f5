"""What runs against what would be started, and what of it may be shown."""

from __future__ import annotations

import json
from pathlib import Path

from tests.screens.sample import CANARY, sample_workspace
from tui.engine.masked import ShownService, as_json, masked
from tui.engine.started import Setting, Standing, Started, against, compared, present
from tui.workspace.workspace import Workspace

OLD, NEW = "0ld-Secret-Value-31", "N3w-Secret-Value-32"


def standings(settings: tuple[Setting, ...]) -> dict[str, str]:
    return {one.name: one.standing.value for one in settings}


def test_each_variable_of_both_sides_stands_somehow_to_the_other() -> None:
    found = compared(
        {"KEPT": "1", "CHANGED": "a", "GONE": "x", "PATH": "/bin", "VERSION": "15.1"},
        {"KEPT": "1", "CHANGED": "b", "FRESH": ""},
        {"PATH": "/bin", "VERSION": "15.2"},
    )
    assert standings(found) == {
        "CHANGED": "differs",
        "FRESH": "only in the file",
        "GONE": "only running",
        "KEPT": "same",
        "PATH": "from the image",
        "VERSION": "differs",
    }
    every = (against("user", "", "1001"), against("ports", "", ""), against("restart", "no", "no"))
    assert standings(present(every)) == {"user": "only in the file", "restart": "same"}


def shown(workspace: Workspace, made: str = "", **both: tuple[str | None, str | None]) -> ShownService:
    """The variables of a service, each with what runs and what would be started."""
    runs = {name: pair[0] for name, pair in both.items() if pair[0] is not None}
    now = {name: pair[1] for name, pair in both.items() if pair[1] is not None}
    return masked(Started("api", present([against("command", made, made)]), compared(runs, now)), workspace)


def test_no_secret_is_shown_wherever_it_stands_and_two_that_differ_are_only_said_to(tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    (workspace.root / "docker-compose.yaml").write_text(
        "services: {api: {image: x, environment: {PLAIN_NAME: '${DB_PASSWORD}', OTHER: 'tcp://${DB_HOST}'}}}\n"
    )
    found = shown(
        workspace.reopened(),
        f"serve --requirepass abc --token={OLD} --bind :80 amqp://me:short@mq redis {CANARY}-db",
        DB_PASSWORD=(OLD, NEW),  # a secret of the schema
        UNKNOWN_API_KEY=(OLD, OLD),  # by its name
        BROKER=(f"redis://:{OLD}@cache", f"redis://:{NEW}@cache"),  # by its form
        PLAIN_NAME=("hunter2", "hunter3"),  # by what lands in it
        NOTE=(f"the password is {CANARY}-db", f"the former was {OLD}"),  # by what stands in it
        LOG_LEVEL=("INFO", "DEBUG"),
        OTHER=("tcp://a", "tcp://b"),
    )
    said = repr(found) + json.dumps(as_json("local", found))
    assert not [text for text in (OLD, NEW, CANARY, "hunter", "short", "abc") if text in said]
    by_name = {one.name: one for one in found.settings}
    assert by_name["DB_PASSWORD"].standing is Standing.DIFFERS
    assert by_name["DB_PASSWORD"].runs == by_name["DB_PASSWORD"].now
    assert (by_name["LOG_LEVEL"].runs, by_name["LOG_LEVEL"].now) == ("INFO", "DEBUG")
    assert (by_name["command"].runs or "").endswith("--bind :80 amqp://me:••••••••@mq redis ••••••••")
    assert {name for name, one in by_name.items() if one.secret} == {
        *("DB_PASSWORD", "UNKNOWN_API_KEY", "BROKER", "PLAIN_NAME"),
    }
    assert (by_name["PLAIN_NAME"].variable, by_name["OTHER"].variable) == ("DB_PASSWORD", "DB_HOST")


def test_json_has_no_value_of_a_secret_and_says_what_differs(tmp_path: Path) -> None:
    found = as_json("local", shown(sample_workspace(tmp_path), SECRET_KEY=("a", "b"), LOG_LEVEL=(None, "INFO")))
    assert found["drift"] is True
    assert found["variables"] == [
        {
            "name": "LOG_LEVEL",
            "state": "only in the file",
            "running": None,
            "file": "INFO",
            "secret": False,
            "variable": "LOG_LEVEL",
        },
        {
            "name": "SECRET_KEY",
            "state": "differs",
            "running": None,
            "file": None,
            "secret": True,
            "variable": "SECRET_KEY",
        },
    ]

"""Everything that the app can do can be done without it: each command names its command line, or why it needs none."""

from __future__ import annotations

import shlex

import pytest

from tests.screens.test_commands import HOSTS
from tui.app import LaunchdeckApp
from tui.cli import build_parser
from tui.commands import REGISTRY, Command, commands_of
from tui.verbs.arguments import Lazy

COMMANDS = list(REGISTRY.values())


@pytest.mark.parametrize("command", COMMANDS, ids=list(REGISTRY))
def test_a_command_has_a_twin_or_a_reason_for_having_none(command: type[Command[object]]) -> None:
    assert bool(command.twin) != bool(command.visual), "name the command line in twin=, or say in visual= why none"


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.twin], ids=lambda command: command.id)
def test_a_twin_is_a_command_line_that_leads_to_a_verb(command: type[Command[object]]) -> None:
    parsed = build_parser().parse_args(shlex.split(command.twin))
    assert isinstance(parsed.run, Lazy)
    assert parsed.run.module != "app", "the app is no twin of itself"
    assert callable(parsed.run.load())


def test_every_place_of_the_palette_has_twins() -> None:
    """A place whose commands are all called visual would be a place that scripts cannot reach."""
    for host in (LaunchdeckApp, *HOSTS):
        assert any(command.twin for command in commands_of(*host.places)), host.__name__

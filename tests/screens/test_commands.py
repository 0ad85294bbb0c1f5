"""Every command: its sentence, its keys, its place in the palette and in the list of keys."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.command import CommandPalette
from textual.widgets import OptionList

from tests.screens.walking import sample_walk
from tui.app import MODE_SCREENS, LaunchdeckApp
from tui.commands import REGISTRY, CommandHost, commands_of
from tui.screens.environment.screen import EnvironmentScreen
from tui.screens.frame import ModeScreen
from tui.screens.history.screen import HistoryScreen
from tui.screens.keys import KeysScreen
from tui.screens.map.screen import MapScreen
from tui.screens.upgrade.screen import UpgradeScreen
from tui.screens.wizard.screen import WizardScreen
from tui.widgets.category_tree import CategoryTree
from tui.widgets.line_list import LineList

HOSTS: tuple[type[CommandHost], ...] = (
    *(*MODE_SCREENS, WizardScreen, HistoryScreen, UpgradeScreen),
    *(MapScreen, EnvironmentScreen),
)
SAFE_IN_A_FIELD = re.compile(r"ctrl\+[abefgnprstux]|f\d+|shift\+f\d+|escape|enter|up|down|left|right|delete")
"""Keys that a field may pass on: no plain letters, and none that a terminal takes for another (ctrl+i, m, h, j)."""


@pytest.mark.parametrize("command", REGISTRY.values(), ids=list(REGISTRY))
def test_a_command_says_in_one_sentence_what_it_does(command: type) -> None:
    assert re.fullmatch(r"[A-Z].{8,110}\.", command.sentence), command.sentence
    assert command.title
    assert len(command.word) <= 15


def test_every_command_has_its_host() -> None:
    offered = {place for host in (LaunchdeckApp, *HOSTS) for place in host.places}
    assert {command.place for command in REGISTRY.values()} == offered


def test_titles_and_sentences_are_not_shared_on_one_screen() -> None:
    for host in HOSTS:
        commands = commands_of(*host.places, *LaunchdeckApp.places)
        for names in ([c.title for c in commands], [c.sentence for c in commands]):
            assert len(names) == len(set(names)), host.__name__


def test_no_key_means_two_things_on_one_screen() -> None:
    # One of two takes turns with the other: there is a step back, or a way out; a next step, or the last; something
    # to answer, or nothing left to; the table has the focus, or the report of a job.
    taking_turns = {
        frozenset({"wizard.next", "wizard.write", "wizard.open-folder"}),
        frozenset({"wizard.next", "wizard.open-folder"}),
        frozenset({"wizard.back", "wizard.skip"}),
        frozenset({"upgrade.answer", "upgrade.apply"}),
        frozenset({"services.open-log", "services.go-to-variable"}),
    }
    for host in HOSTS:
        owners: dict[str, set[str]] = defaultdict(set)
        for command in commands_of(*host.places, *LaunchdeckApp.places):
            for key in filter(None, command.keys.split(",")):
                owners[key].add(command.id)
        clashes = [ids for ids in owners.values() if len(ids) > 1 and frozenset(ids) not in taking_turns]
        assert clashes == [], host.__name__


@pytest.mark.parametrize("kind", [LineList, CategoryTree])
def test_a_list_leaves_the_keys_of_the_screens_alone(kind: type[LineList]) -> None:
    moving = {
        "down",
        "j",
        "up",
        "k",
        "pagedown",
        "ctrl+d",
        "pageup",
        "ctrl+b",
        "home",
        "g",
        "end",
        "G",
        "enter",
        "space",
    }
    for binding in kind.BINDINGS:
        assert isinstance(binding, Binding)
        assert set(binding.key.split(",")) <= moving
        assert binding.tooltip


def test_no_key_is_one_that_a_terminal_cannot_tell_apart() -> None:
    for command in REGISTRY.values():
        assert not set(command.keys.split(",")) & {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+left_square_bracket"}


async def test_the_palette_offers_every_command_that_is_possible_now(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        expected = {c.title for host in (walk.screen, walk.app) for c in host.offered()}
        await walk.press("ctrl+p")
        assert isinstance(walk.screen, CommandPalette)
        options = walk.screen.query_one(OptionList)
        await walk.until(lambda: options.option_count >= len(expected))
        said = "\n".join(str(options.get_option_at_index(i).prompt) for i in range(options.option_count))
        assert {title for title in expected if title not in said} == set()
        assert "Reveal" not in expected, "the variable with the cursor is no secret"


async def test_the_palette_finds_a_command_and_runs_it(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("ctrl+p")
        await walk.type("light")
        await walk.until_seen("Switch theme")
        await walk.press("enter")
        await walk.until(lambda: not walk.app.current_theme.dark)


async def test_the_palette_finds_a_variable_and_goes_there_from_another_mode(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("3", "ctrl+p")
        await walk.type("s3 buck")
        await walk.until_seen("S3_BUCKET_NAME")
        await walk.press("enter")
        await walk.until(lambda: getattr(walk.screen, "mode", "") == "configure")
        assert walk.configure.variables.current == "S3_BUCKET_NAME"


async def test_the_list_of_keys_is_made_from_what_works_here(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        for key in "1234":
            await walk.press(key)
            mode = walk.screen
            assert isinstance(mode, ModeScreen)
            expected = [c.sentence for host in (mode, walk.app) for c in host.offered() if c.keys]
            await walk.press("question_mark")
            assert isinstance(walk.screen, KeysScreen)
            said = [line.sentence for line in walk.screen.lines]
            assert [sentence for sentence in expected if sentence not in said] == []
            assert "Go to the next row." in said or "Go down a line." in said
            await walk.press("escape")
            assert walk.screen is mode


async def test_the_bar_shows_no_letter_while_a_field_takes_letters(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        assert "s Save" in walk.lines[-1]
        await walk.go_to("DB_HOST")
        await walk.press("enter")
        bar = walk.lines[-1]
        assert "enter Store  esc Cancel" in bar
        assert "ctrl+s Save" in bar
        assert "ctrl+f Search" in bar
        assert "q Quit" not in bar
        await walk.press("f1")
        assert isinstance(walk.screen, KeysScreen)
        keys = [line.keys for line in walk.screen.lines]
        assert [key for key in keys if len(key) == 1 and key.isalpha()] == []


def test_a_command_of_the_wizard_uses_keys_that_are_no_text() -> None:
    for command in commands_of("wizard"):
        for key in command.keys.split(","):
            assert SAFE_IN_A_FIELD.fullmatch(key), f"{command.id}: {key}"

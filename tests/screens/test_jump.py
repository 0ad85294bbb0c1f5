"""The jump: a letter on each place that can have the focus, named in words, on screens and in dialogs."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from tests.screens.walking import SMALL, Walk, sample_walk
from tui.screens.jump import JumpScreen
from tui.screens.keys import KeysScreen


def said(opened: Walk) -> str:
    return opened.prose("#jump-line")


async def test_the_letter_goes_to_the_place_and_the_line_names_it_for_who_cannot_see(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as opened:
        await opened.press("ctrl+o")
        assert said(opened) == "Go to a Categories b Variables c Value esc Stay"
        line = opened.screen.query_one("#jump-line").content_region
        assert opened.app.cursor_position == line.offset
        tree = opened.app.screen_stack[-2].query_one("#tree").region
        assert opened.lines[tree.y][tree.x + 1] == "a"
        await opened.press("x")
        assert isinstance(opened.screen, JumpScreen), "another key does nothing"
        await opened.press("c")
        assert isinstance(opened.screen.focused, Input)
        await opened.press("ctrl+o", "escape")
        assert isinstance(opened.screen.focused, Input), "escape stays, also while a field takes letters"
        await opened.press("ctrl+o", "ctrl+o", "ctrl+o")
        await opened.pilot.click(offset=(tree.x + 3, tree.y + 5))
        assert opened.configure.categories.has_focus


async def test_every_screen_and_the_dialogs_name_their_places(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, size=SMALL) as opened:
        for keys, words in (
            ("2", "a Problems b What saving changes"),
            ("4", "a Log"),
            ("H", "a Former contents b What changed"),
            ("escape 1 question_mark", "a Keys"),
        ):
            await opened.press(*keys.split(), "ctrl+o")
            assert said(opened) == f"Go to {words} esc Stay"
            await opened.press("escape")
        assert isinstance(opened.screen, KeysScreen)
        await opened.press("ctrl+o", "a")
        assert isinstance(opened.screen, KeysScreen)


async def test_a_terminal_of_another_size_has_the_places_elsewhere(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as opened:
        await opened.press("ctrl+o")
        await opened.pilot.resize_terminal(*SMALL)
        await opened.until(lambda: not isinstance(opened.screen, JumpScreen))

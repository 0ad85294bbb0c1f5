"""The app around the screens: modes, leaving, sizes, secrets, how many widgets there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.screen import Screen

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import CANARY
from tests.screens.walking import Walk, sample_walk, walk
from tui.screens.confirm import ConfirmScreen
from tui.screens.frame import MINIMUM, ModeScreen
from tui.workspace.workspace import Workspace

MAX_WIDGETS = 120
"""What a key press costs grows with the widgets that are mounted (TUI.md 4.2)."""


def mode(opened: Walk) -> str:
    assert isinstance(opened.screen, ModeScreen)
    return opened.screen.mode


# Leaving


async def test_quitting_without_edits_asks_nothing(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as opened:
        await opened.press("q")
        assert opened.app.return_code == 0


async def test_quitting_with_unsaved_edits_asks_and_can_lead_to_the_review(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as opened:
        opened.configure.store("DB_HOST", "db2")
        await opened.press("q")
        assert isinstance(opened.screen, ConfirmScreen)
        assert "Quit with 1 unsaved edit?" in opened.seen
        await opened.press("escape")
        assert opened.app.is_running
        assert mode(opened) == "configure"
        await opened.press("q", "enter")
        await opened.until(lambda: isinstance(opened.screen, ModeScreen) and opened.screen.mode == "review")
        assert opened.workspace.changes()


async def test_what_is_still_being_typed_counts_as_an_edit_when_one_leaves(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as opened:
        await opened.go_to("DB_HOST")
        await opened.press("enter", "x", "ctrl+q")
        assert "Quit with 1 unsaved edit?" in opened.seen
        await opened.press("down", "enter")
        assert opened.app.return_code == 0


# Modes


async def test_numbers_switch_the_modes_and_each_keeps_its_place(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as opened:
        await opened.go_to("DB_HOST")
        for key, name in (("2", "review"), ("3", "services"), ("4", "logs"), ("1", "configure")):
            await opened.press(key)
            assert mode(opened) == name
        assert opened.configure.variables.current == "DB_HOST"


async def test_an_edit_shows_in_every_mode_and_can_be_undone_in_another(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as opened:
        opened.configure.store("DB_HOST", "db2")
        await opened.press("3")
        assert "1 unsaved" in opened.lines[0]
        await opened.press("2", "u")
        assert "unsaved" not in opened.lines[0]
        await opened.press("1")
        assert opened.workspace.text("DB_HOST") == "db.example.com"


# Sizes


async def test_every_mode_fits_the_smallest_terminal(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, size=MINIMUM) as opened:
        for key, word in (
            ("1", "CONSOLE_API_URL"),
            ("2", "DB_PORT"),
            ("3", "postgres"),
            ("4", "Nothing has been logged"),
        ):
            await opened.press(key)
            await opened.until_seen(word)
            lines = opened.lines
            assert "Configure" in lines[0]
            assert "Quit" in lines[-1], "the footer is whole"
            assert max(len(line) for line in lines) <= MINIMUM[0]


async def test_a_terminal_that_is_too_small_says_which_size_is_needed_and_grows_back(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, size=(59, 24)) as opened:
        assert "Launchdeck needs 60x20, here are 59x24." in opened.seen
        assert "CONSOLE_API_URL" not in opened.seen
        await opened.pilot.resize_terminal(80, 24)
        await opened.until_seen("CONSOLE_API_URL")
        await opened.pilot.resize_terminal(80, 19)
        await opened.until_seen("here are 80x19.")


# Secrets


async def test_no_secret_is_on_any_screen_notice_picture_or_clipboard(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as opened:
        opened.configure.store("DB_PASSWORD", f"{CANARY}-new")
        pictures = []
        for name in ("SECRET_KEY", "DB_PASSWORD"):
            await opened.go_to(name)
            await opened.press("y")
            pictures.append(opened.svg)
        for key in ("2", "3", "4", "question_mark"):
            await opened.press(key)
            pictures.append(opened.svg)
        await opened.press("escape", "q")
        pictures.append(opened.svg)
        assert not [picture for picture in pictures if CANARY in picture]
        assert CANARY not in opened.app.clipboard


# Widgets


def mounted(screen: Screen[object]) -> int:
    return len(list(screen.walk_children()))


async def test_no_screen_mounts_more_widgets_because_the_schema_is_large(tmp_path: Path, root: Path) -> None:
    docker = tmp_path / "docker"
    docker.mkdir()
    (docker / ".env.example").write_bytes((root / "docker" / ".env.example").read_bytes())
    (docker / ".env").write_text("DEBUG=true\n", "utf-8")
    workspace = Workspace.open(docker, {})
    assert len(workspace.catalog) > 600
    async with walk(workspace, MemoryEngine(docker)) as opened:
        for key in "1234":
            await opened.press(key)
            assert mounted(opened.screen) <= MAX_WIDGETS
        await opened.press("1")
        await opened.press("left", "down", "down", "down", "down")
        assert opened.configure.variables.row_count() > 10


@pytest.mark.parametrize("theme", ["nord", "ansi-dark", "ansi-light", "launchdeck-contrast"])
async def test_every_screen_can_be_drawn_in_any_theme(tmp_path: Path, theme: str) -> None:
    async with sample_walk(tmp_path) as walk:
        for key in "1234":
            await walk.press(key)
        walk.app.theme = theme
        await walk.pilot.pause()
        await walk.press("1")
        assert "LOG_LEVEL" in walk.seen or "CONSOLE_API_URL" in walk.seen


async def test_ctrl_c_says_so_once_and_leaves_the_second_time(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("ctrl+c")
        assert "Press ctrl+c again to leave." in walk.notice
        assert walk.app.return_code is None
        await walk.press("ctrl+c")
        assert walk.app.return_code == 0


async def test_ctrl_c_asks_about_unsaved_edits(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        walk.configure.store("DB_HOST", "db2")
        await walk.press("ctrl+c")
        assert "Quit with 1 unsaved edit?" in walk.seen
        await walk.press("escape")
        assert walk.app.return_code is None


async def test_a_terminal_that_is_too_small_is_told_what_it_needs(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, size=(50, 18)) as walk:
        assert "Launchdeck needs 60x20, here are 50x18." in walk.seen
        assert "launchdeck --plain" in walk.seen

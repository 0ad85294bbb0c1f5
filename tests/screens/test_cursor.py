"""The terminal's own cursor stands on what the person is at, on every screen and in every dialog."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from tests.screens.walking import USUAL, Walk, sample_walk


def at_cursor(opened: Walk) -> str:
    """What stands behind the cursor."""
    x, y = opened.app.cursor_position
    return opened.lines[y][x : x + 30]


async def test_it_follows_lists_trees_tables_fields_and_dialogs(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, size=USUAL) as opened:
        list(opened.engine.up())
        for keys, expected in (
            ("down", "▌   APP_WEB_URL"),
            ("h down down", "▌ ▸ Database"),
            ("l i down", "▌ Type"),
            ("escape f down", " Unsaved"),
            ("escape d down", " production    2 differ"),
            ("enter down", "▌ ✓ SERVER_WORKER_AMOUNT"),
            ("escape question_mark down", "▌  up k"),
            ("escape 2", "▌ ✗ error   DB_PORT"),
            ("3", "▌ ● postgres"),
            ("down down", "▌ ✓ migration"),
            ("m down", "● api"),
            ("space down", "▌    ● worker"),
            ("escape 4", "beat"),
            ("1", "▌   DB_TYPE"),
            ("i", "▌ The database engine."),
        ):
            await opened.press(*keys.split())
            await opened.until(lambda expected=expected: expected.strip() in at_cursor(opened), expected, pause=0.08)
            assert at_cursor(opened).startswith(expected)


async def test_it_stays_in_the_field_that_is_typed_in_and_follows_the_palette(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, size=USUAL) as opened:
        await opened.go_to("DB_HOST")
        await opened.press("enter")
        field = opened.screen.focused
        assert isinstance(field, Input)
        assert opened.app.cursor_position == field.cursor_screen_offset
        await opened.press("escape", "ctrl+p")
        await opened.type("pane")
        await opened.until_seen("Grow pane")
        line = opened.app.cursor_position.y
        assert "pane" in opened.lines[line]
        await opened.press("down")
        assert opened.app.cursor_position.y > line


async def test_on_a_card_without_a_focus_it_stands_on_the_title(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, size=USUAL) as opened:
        opened.app.action_command("app.tour")
        await opened.until(lambda: at_cursor(opened).startswith("Four screens  1 of 5"), pause=0.08)

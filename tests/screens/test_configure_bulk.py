"""Filters, pasted lines, profiles and former values on the Configure screen."""

from __future__ import annotations

from pathlib import Path

from textual import events

from tests.screens.sample import CANARY
from tests.screens.walking import Walk, sample_walk
from tui.screens.configure.dialogs import PastScreen, ProposalScreen
from tui.screens.frame import MINIMUM
from tui.workspace.selection import View


async def paste(walk: Walk, text: str) -> None:
    """What a terminal sends for a paste."""
    walk.app.post_message(events.Paste(text))
    await walk.pilot.pause()
    await walk.pilot.pause()


async def test_a_filter_shows_its_variables_and_escape_leads_back(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("DB_HOST")
        await walk.press("f")
        assert "Secrets        2" in walk.seen
        await walk.press(*["down"] * list(View).index(View.SECRETS), "enter")
        assert walk.configure.scope.view is View.SECRETS
        assert walk.configure.variables.current == "SECRET_KEY"
        await walk.press("escape")
        assert walk.configure.scope.category == "database"


async def test_pasted_lines_are_looked_at_and_set_as_one_step(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, size=MINIMUM) as walk:
        await paste(walk, "DB_HOST=db2\nSQLALCHEMY_POOL_SIZE=x\nDB_PASSWORD=canary-new")
        assert isinstance(walk.screen, ProposalScreen)
        assert "3 of 3 will be set, 1 of them wrong" in walk.seen
        assert CANARY not in walk.svg
        assert "canary-new" not in walk.svg
        await walk.press("down", "space")
        assert "2 of 3 will be set" in walk.seen
        await walk.press("enter")
        assert walk.workspace.text("DB_HOST") == "db2"
        assert walk.workspace.text("SQLALCHEMY_POOL_SIZE") is None
        await walk.press("u")
        assert not walk.workspace.changes()


async def test_the_paste_dialog_waits_for_lines_and_escape_sets_nothing(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("p")
        assert "Paste the lines now." in walk.seen
        await paste(walk, "DB_HOST=db2")
        assert "1 of 1 will be set" in walk.seen
        await walk.press("escape")
        assert not walk.workspace.changes()


async def test_a_paste_into_a_field_stays_in_the_field(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("DB_HOST")
        await walk.press("enter", "ctrl+u")
        await paste(walk, "a=b")
        assert walk.screen is walk.configure
        await walk.press("enter")
        assert walk.workspace.text("DB_HOST") == "a=b"


async def test_a_profile_says_what_it_would_change_and_is_taken_as_one_step(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("d", "down", "enter")
        assert isinstance(walk.screen, ProposalScreen)
        assert "What the production profile would change" in walk.seen
        assert "DEBUG → INFO" in walk.seen
        await walk.press("enter")
        assert walk.workspace.text("LOG_LEVEL") == "INFO"
        await walk.press("u")
        assert not walk.workspace.changes()


async def test_a_former_value_is_taken_back(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        walk.workspace.set("DB_HOST", "db2")
        walk.workspace.save()
        await walk.go_to("DB_HOST")
        await walk.press("t")
        assert isinstance(walk.screen, PastScreen)
        await walk.until_seen("db.example.com")
        await walk.press("enter")
        assert walk.workspace.text("DB_HOST") == "db.example.com"


async def test_pasted_text_never_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await paste(walk, "DB_HOST=a\x1b[31mb\nDB_\x1b[2JX=[red]y[/red]")
        assert isinstance(walk.screen, ProposalScreen)
        assert "\x1b" not in walk.svg
        assert "DB_HOST" in walk.seen
        assert "[31m" not in walk.seen

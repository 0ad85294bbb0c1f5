"""What was typed and not saved waits for the next run, whatever ended this one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.sample import CANARY
from tests.screens.walking import sample_walk, walk
from tui.screens.confirm import ConfirmScreen
from tui.workspace.draft import DraftFile
from tui.workspace.workspace import Workspace


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for a second edit."""
    monkeypatch.setattr("tui.screens.draft.DELAY_SECONDS", 0.01)


async def test_an_edit_is_kept_until_it_is_saved(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as opened:
        kept = DraftFile(opened.workspace.env_path).path
        opened.configure.store("DB_HOST", "db2")
        await opened.until(kept.exists)
        await opened.press("2", "s")
        await opened.until(lambda: not kept.exists())


async def test_taking_an_edit_back_or_throwing_it_away_removes_the_draft(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as opened:
        kept = DraftFile(opened.workspace.env_path).path
        opened.configure.store("DB_HOST", "db2")
        await opened.until(kept.exists)
        await opened.press("u")
        await opened.until(lambda: not kept.exists())
        await opened.press("U")
        await opened.until(kept.exists)
        await opened.press("q", "down", "enter")
        assert opened.app.return_code == 0
        assert not kept.exists()


async def test_the_next_run_offers_what_the_last_one_left_and_shows_no_value(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as opened:
        kept = DraftFile(opened.workspace.env_path).path
        opened.configure.store("DB_HOST", "db2")
        opened.configure.store("DB_PASSWORD", CANARY)
        await opened.until(lambda: kept.exists() and "db2" in kept.read_text() and CANARY in kept.read_text())
        root = opened.workspace.root
        opened.app.exit(1)
    async with walk(Workspace.open(root, {})) as opened:
        await opened.until(lambda: isinstance(opened.screen, ConfirmScreen))
        assert "Go on with 2 edits that were not saved?" in opened.seen
        assert "DB_HOST, DB_PASSWORD" in opened.seen
        assert CANARY not in opened.svg
        await opened.press("up", "enter")  # decide next time
        opened.configure.store("DB_USERNAME", "me")
        await opened.until(lambda: '"me"' in kept.read_text())
        opened.app.exit(1)
    async with walk(Workspace.open(root, {})) as opened:
        await opened.until(lambda: isinstance(opened.screen, ConfirmScreen))
        assert "Go on with 3 edits that were not saved?" in opened.seen
        await opened.press("enter")
        assert opened.workspace.text("DB_HOST") == "db2"
        assert opened.workspace.text("DB_PASSWORD") == CANARY
        assert opened.workspace.text("DB_USERNAME") == "me"
        await opened.press("u")
        assert not opened.workspace.changes()

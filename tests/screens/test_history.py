"""The History screen: former contents, what they differ in, and the way back."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import CANARY, ENV, sample_workspace
from tests.screens.walking import sample_walk
from tui.app import LaunchdeckApp
from tui.screens.confirm import ConfirmScreen
from tui.screens.history.screen import HistoryScreen
from tui.workspace import storage

DEADLINE = 30.0
"""Seconds after which a wait gives up: generous, since the machine may be busy."""


@pytest.fixture(autouse=True)
def no_compose(monkeypatch: pytest.MonkeyPatch) -> None:
    """Saves do not ask Compose."""
    monkeypatch.setenv("LAUNCHDECK_COMPOSE", "")


@asynccontextmanager
async def opened(folder: Path, *, saves: int = 2) -> AsyncIterator[tuple[LaunchdeckApp, Pilot[int]]]:
    """The app with a History screen on a file that was saved some times."""
    workspace = sample_workspace(folder)
    for number in range(saves):
        workspace.set("DB_HOST", f"db{number}")
        workspace.set("DB_PASSWORD", f"{CANARY}-{number}")
        workspace.save()
    app = LaunchdeckApp(workspace, MemoryEngine(folder))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press("H")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        yield app, pilot


async def until(pilot: Pilot[int], condition: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        await asyncio.sleep(0.01)
    await pilot.pause()


def screen_of(app: LaunchdeckApp) -> HistoryScreen:
    """The screen, when it is the one that is shown."""
    assert isinstance(app.screen, HistoryScreen)
    return app.screen


def seen(app: LaunchdeckApp) -> str:
    """The picture that the app exports of itself, blanks as such."""
    return app.export_screenshot().replace("&#160;", " ")


async def test_each_former_content_shows_what_changed_since_without_secrets(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        await until(pilot, lambda: "DB_HOST=db1" in seen(app))
        assert screen_of(app).versions.row_count() == 2
        assert "DB_HOST=db0" in seen(app)
        await pilot.press("down")
        await until(pilot, lambda: "DB_HOST=db.example.com" in seen(app))
        assert "DB_HOST=db0" not in seen(app)
        assert CANARY not in seen(app)


async def test_a_content_is_restored_after_a_question_and_the_present_one_is_kept(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        assert app.workspace.text("DB_HOST") == "db1"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: not isinstance(app.screen, HistoryScreen | ConfirmScreen))
        assert app.workspace.env_path.read_text("utf-8") == ENV
        assert app.workspace.text("DB_HOST") == "db.example.com"
        assert len(app.workspace.history.entries()) == 3


async def test_a_restore_that_is_refused_says_so_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "LOCK_SECONDS", 0)
    async with opened(tmp_path) as (app, pilot):
        before = app.workspace.env_path.read_bytes()
        with storage.locked(app.workspace.env_path):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
            await pilot.press("down", "enter")
            await until(pilot, lambda: app.screen.query("Toast"))
        assert "is being written" in seen(app)
        assert app.workspace.env_path.read_bytes() == before
        assert not screen_of(app).restoring
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, HistoryScreen))


async def test_a_file_without_history_says_how_one_begins(tmp_path: Path) -> None:
    async with opened(tmp_path, saves=0) as (app, pilot):
        await until(pilot, lambda: "each save adds one" in seen(app))
        await pilot.press("enter")
        assert isinstance(app.screen, HistoryScreen)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
async def test_a_file_that_git_would_take_is_kept_out_with_one_key(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    async with opened(tmp_path) as (app, pilot):
        await until(pilot, lambda: "git does not ignore .env" in seen(app))
        await pilot.press("i")
        await until(pilot, lambda: screen_of(app).git is not None and not screen_of(app).git.missing)  # type: ignore[union-attr]
        assert (app.workspace.root / ".gitignore").read_bytes() == b"/.env\n"


async def test_before_the_first_save_nothing_is_compared(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("H")
        await walk.until_seen("Nothing yet")
        assert "The same as the file" not in walk.seen

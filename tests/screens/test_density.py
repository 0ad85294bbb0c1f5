"""The compact density: more rows fit on every screen, nothing is lost, and it can be switched while the app runs."""

from __future__ import annotations

from pathlib import Path

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import sample_workspace
from tests.screens.walking import SMALL, USUAL, Walk, sample_walk
from tui.app import LaunchdeckApp
from tui.config import Config
from tui.screens.frame import MINIMUM

ROWS = (("1", "#list"), ("2", "#problems"), ("2", "#difference"), ("3", "#preview-lines"), ("H", "#former"))
"""A screen and the list on it that wants place."""


async def rows_of(opened: Walk) -> dict[str, int]:
    """How many rows of each list are in sight."""
    found = {}
    for key, selector in ROWS:
        await opened.press(key)
        if key == "3":
            await opened.until_seen("postgres")
        await opened.pilot.pause()
        found[selector] = opened.screen.query_one(selector).content_size.height
    await opened.press("escape")
    return found


async def test_more_rows_fit_and_the_key_switches_back(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, size=SMALL) as opened:
        normal = await rows_of(opened)
        await opened.press("Z")
        compact = await rows_of(opened)
        assert {name: compact[name] - rows for name, rows in normal.items() if compact[name] <= rows} == {}
        assert compact["#list"] >= normal["#list"] * 1.25
        assert "? Keys" in opened.lines[-1]
        await opened.press("Z")
        assert await rows_of(opened) == normal


async def test_the_config_chooses_it_and_dialogs_stay_whole(tmp_path: Path) -> None:
    app = LaunchdeckApp(sample_workspace(tmp_path), MemoryEngine(tmp_path), Config(density="compact"))
    async with app.run_test(size=USUAL) as pilot:
        opened = Walk(app, pilot)
        assert app.compact
        for size in (USUAL, SMALL, MINIMUM):
            await pilot.resize_terminal(*size)
            for keys, bottom in (("question_mark", "esc Close"), ("d", "esc Cancel"), ("f", "esc Cancel")):
                await opened.press(keys)
                await opened.until_seen(bottom)
                await opened.press("escape")

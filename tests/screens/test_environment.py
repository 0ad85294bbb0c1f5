"""What a service was started with, against what it would get now; and its processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import CANARY
from tests.screens.test_services import services_walk
from tests.screens.walking import Walk
from tui.screens.configure.screen import ConfigureScreen
from tui.screens.environment.screen import EnvironmentScreen


def drifted(folder: Path) -> MemoryEngine:
    """An engine whose services run with older settings than the files have."""
    engine = MemoryEngine(folder)
    engine.runs |= {"LOG_LEVEL": "INFO", "DB_HOST": "db.example.com", "DB_PASSWORD": "former-secret", "GONE": "1"}
    engine.given = {"LOG_LEVEL": "DEBUG", "DB_HOST": "db.example.com", "DB_PASSWORD": f"{CANARY}-db", "FRESH": "é"}
    return engine


async def open_environment(opened: Walk) -> EnvironmentScreen:
    await opened.press("d")
    await opened.until(lambda: isinstance(opened.screen, EnvironmentScreen) and opened.screen.shown, "the answer")
    assert isinstance(opened.screen, EnvironmentScreen)
    return opened.screen


async def test_what_differs_stands_on_top_and_leads_to_its_variable(tmp_path: Path) -> None:
    engine = drifted(tmp_path)
    list(engine.up())
    async with services_walk(tmp_path, engine) as opened:
        screen = await open_environment(opened)
        assert "Environment of postgres  5 differ from the saved files" in opened.seen
        assert CANARY not in opened.seen
        assert "former-secret" not in opened.seen
        assert opened.prose("#setting-text") == "image ▲ differs runs with shop-api:1.4 would get shop-api:1.5"
        await opened.press("down")
        assert opened.prose("#setting-text").startswith("DB_PASSWORD ▲ differs A secret: the one that runs")
        assert "environment.copy-setting" not in {command.id for command in screen.offered()}
        assert "✓ same" in opened.seen
        await opened.press("f")
        assert "✓ same" not in opened.seen
        await opened.press("slash")
        await opened.type("debug")
        assert opened.prose("#settings") == "The next start changes 1 ▌ ▲ differs LOG_LEVEL INFO → DEBUG"
        await opened.press("enter", "enter")
        await opened.until(lambda: isinstance(opened.screen, ConfigureScreen), "the variable")
        assert opened.configure.variables.current == "LOG_LEVEL"


async def test_a_restart_takes_it_over_and_what_never_ran_says_how_to_start_it(tmp_path: Path) -> None:
    engine = drifted(tmp_path)
    list(engine.up(["api"]))
    async with services_walk(tmp_path, engine, size=(80, 24)) as opened:
        await opened.press("d")
        await opened.until_seen("Postgres has no container yet.")
        await opened.press("escape", "down", "down", "down")
        await open_environment(opened)
        await opened.press("slash", "escape")
        assert isinstance(opened.screen, EnvironmentScreen), "escape closes the search first"
        await opened.press("r")
        await opened.until_seen("✓ Restart api done")
        assert engine.calls[-1] == "restart api"
        engine.runs, engine.image = dict(engine.given), engine.newer
        engine.runs["PATH"] = "/usr/local/bin:/usr/bin"
        screen = await open_environment(opened)
        await opened.press("f")
        assert "✓ It runs with what it would get now." in opened.seen
        assert "environment.restart-with-it" not in {command.id for command in screen.offered()}


async def test_the_processes_of_a_service_are_listed_until_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.services.processes.POLL_SECONDS", 0.2)
    engine = MemoryEngine(tmp_path)
    engine.password = f"{CANARY}-db"
    list(engine.up())
    async with services_walk(tmp_path, engine, size=(80, 24)) as opened:
        await opened.press("t")
        await opened.until_seen("Processes of postgres")
        await opened.until_seen("811")
        assert "812" in opened.seen
        assert CANARY not in opened.seen
        said = opened.prose("#process-text")
        assert said == "gunicorn --bind 0.0.0.0:5001 --access-token •••••••• app in shop-postgres-1"
        await opened.press("down")
        assert "[worker]" in opened.prose("#process-text")
        list(engine.stop(["postgres"]))
        await opened.until_seen("Postgres does not run, so it has no processes")
        await opened.press("escape")
        await opened.until(lambda: "services.processes" not in {one.id for one in opened.services.offered()}, "stopped")

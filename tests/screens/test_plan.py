"""The apply plan: told after saving and on the Services screen, asked before it is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import sample_workspace
from tests.screens.test_services import services_walk, states
from tests.screens.walking import walk
from tui.engine.protocol import EngineError, Offer, Planned, State
from tui.screens.plan import PlanLine, PlanScreen, plan_content
from tui.screens.services.screen import ServicesScreen


@pytest.fixture
def engine(tmp_path: Path) -> MemoryEngine:
    """All services run, one of them with older settings."""
    engine = MemoryEngine(tmp_path)
    list(engine.up())
    engine.mark("api", stale=True)
    engine.calls.clear()
    return engine


async def test_the_services_screen_says_what_is_to_be_applied_and_applies_it_after_asking(
    tmp_path: Path, engine: MemoryEngine
) -> None:
    async with services_walk(tmp_path, engine) as opened:
        await opened.until_seen("To apply  recreate api")
        assert "api: port 5001 does not answer meanwhile" in opened.prose(".plan-line")
        await opened.press("a")
        assert "recreate api: its settings changed; port 5001 does not answer meanwhile" in opened.prose(".dialog-text")
        await opened.press("escape")
        assert engine.calls == []
        await opened.press("a", "enter")
        await opened.until_seen("✓ Apply done")
        await opened.until(lambda: not opened.services.plan_line.plan)
        assert engine.calls == ["up api"]
        assert not any(service.stale for service in engine.status())
        assert "services.apply" not in {command.id for command in opened.services.offered()}


async def test_an_engine_that_recreates_nothing_restarts_what_is_stale(tmp_path: Path, engine: MemoryEngine) -> None:
    engine.offers -= {Offer.RECREATE}
    list(engine.stop(["worker"]))
    engine.calls.clear()
    async with services_walk(tmp_path, engine) as opened:
        await opened.until_seen("To apply  recreate api; start worker")
        await opened.press("a", "enter")
        await opened.until_seen("✓ Apply done")
        assert engine.calls == ["restart api", "up worker"]
        assert states(engine)["worker"] is State.RUNNING


async def test_saving_tells_the_plan_and_applying_it_goes_to_the_services(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path)
    list(engine.up())
    async with walk(sample_workspace(tmp_path), engine) as opened:
        opened.configure.store("DB_HOST", "db2")
        await opened.press("2")
        assert not opened.review.query_one(PlanLine).plan
        engine.mark("api", stale=True)
        await opened.press("s")
        await opened.until_seen("To apply  recreate api")
        opened.workspace.set("LOG_LEVEL", "INFO")
        await opened.press("a")
        assert isinstance(opened.screen, PlanScreen)
        assert "Not saved yet, so not applied: LOG_LEVEL" in opened.seen
        await opened.press("enter")
        await opened.until(lambda: isinstance(opened.screen, ServicesScreen))
        await opened.until_seen("✓ Apply done")
        await opened.press("2")
        await opened.until(lambda: not opened.review.query_one(PlanLine).plan)
        assert "To apply" not in opened.seen


async def test_while_all_is_down_there_is_nothing_to_apply_but_a_launch(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path)
    async with services_walk(tmp_path, engine) as opened:
        asked = opened.services.plan_line
        asked.read()
        await opened.until(lambda: all(worker.is_finished for worker in opened.app.workers if worker.group == "plan"))
        assert engine.plan()
        assert asked.plan == []
        assert "To apply" not in opened.seen


async def test_a_plan_that_cannot_be_made_is_told_quietly(tmp_path: Path) -> None:
    class Blind(MemoryEngine):
        def plan(self) -> list[Planned]:
            raise EngineError("the files cannot be read")

    async with services_walk(tmp_path, Blind(tmp_path)) as opened:
        await opened.until_seen("What is to be applied is not known: the files cannot be read")
        assert not opened.screen.query("Toast")


def test_many_services_are_counted() -> None:
    plan = [Planned(f"s{number}", "start", "it does not run", "it waits" if number else "") for number in range(6)]
    said = plan_content(plan).plain
    assert "start s0, s1, s2, s3 and 2 more" in said
    assert "s1: it waits; and 4 more" in said

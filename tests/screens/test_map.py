"""The map of the services: drawn, followed by keys and clicks, a list where the drawing has no place."""

from __future__ import annotations

from pathlib import Path

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import sample_workspace
from tests.screens.walking import Walk, sample_walk, walk
from tui.engine.protocol import State
from tui.screens.map.screen import MapScreen


async def open_map(walk: Walk) -> MapScreen:
    """Go to the map, and wait until it is drawn."""
    await walk.press("3", "m")
    assert isinstance(walk.screen, MapScreen)
    screen = walk.screen
    await walk.until(lambda: screen.graph is not None and screen.map.looks, "the map")
    return screen


async def test_the_map_is_drawn_and_followed_along_its_lines(tmp_path: Path) -> None:
    async with walk(sample_workspace(tmp_path), MemoryEngine(tmp_path)) as opened:
        screen = await open_map(opened)
        assert not screen.listed
        assert "▸ ○ migration" in opened.seen
        assert "h healthy" in opened.seen
        assert screen.current == "postgres"
        await opened.press("right", "right")
        assert screen.current in {"api", "worker", "beat"}
        assert "waits for migration completed" in opened.seen
        await opened.press("left")
        assert "waited for by api, worker, beat" in opened.seen
        opened.engine.mark("migration", state=State.FAILED)
        await opened.until_seen("✗ migration")
        assert "failed" in opened.seen, "a state is told by glyph and word"
        await opened.press("enter")
        await opened.until(lambda: opened.screen is not screen)
        assert opened.services.table.current is not None
        assert opened.services.table.current.name == "migration"


async def test_a_click_chooses_and_a_second_one_goes_there(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as opened:
        screen = await open_map(opened)
        assert screen.map.drawing is not None
        box = screen.map.drawing.boxes["worker"]
        place = (box.x + 2, box.y)
        await opened.pilot.click("#map", offset=(place[0] + 1, place[1]))
        assert screen.current == "worker"
        await opened.pilot.click("#map", offset=(place[0] + 1, place[1]))
        await opened.until(lambda: opened.screen is not screen)
        assert opened.services.table.current is not None
        assert opened.services.table.current.name == "worker"


async def test_it_is_a_list_where_the_drawing_has_no_place(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, size=(60, 20)) as opened:
        screen = await open_map(opened)
        await opened.pilot.resize_terminal(60, 20)
        if not screen.listed:
            await opened.press("space")
        assert screen.listed
        assert "after migration completed" in opened.seen
        await opened.press("down", "down", "down")
        assert screen.current == "api"
        await opened.press("left")
        assert screen.current == "migration"
        await opened.press("space")
        assert not screen.listed
        assert screen.current == "migration"
        await opened.press("escape")
        await opened.until(lambda: opened.screen is not screen)


async def test_an_engine_that_does_not_answer_is_said_once(tmp_path: Path) -> None:
    class Silent(MemoryEngine):
        def needs(self) -> dict:  # type: ignore[type-arg]
            from tui.engine.protocol import EngineError

            raise EngineError("Docker does not answer", "start it")

    async with walk(sample_workspace(tmp_path), Silent(tmp_path)) as opened:
        await opened.press("3", "m")
        await opened.until_seen("the engine does not answer")
        await opened.press("escape")

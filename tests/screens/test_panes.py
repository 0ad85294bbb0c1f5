"""Panes whose size the person chooses, on every screen that has some, by keys and by mouse."""

from __future__ import annotations

from pathlib import Path

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import sample_workspace
from tests.screens.walking import SMALL, USUAL, Walk, sample_walk
from tui.app import LaunchdeckApp
from tui.screens.panes import COLUMNS, LINES
from tui.state import UserState
from tui.widgets.line_list import LineList


def width(opened: Walk, selector: str) -> int:
    return opened.screen.query_one(selector).outer_size.width


def height(opened: Walk, selector: str) -> int:
    return opened.screen.query_one(selector).outer_size.height


async def settled(opened: Walk) -> None:
    await opened.pilot.pause()
    await opened.pilot.pause()


async def dragged(opened: Walk, start: tuple[int, int], end: tuple[int, int]) -> None:
    await opened.pilot.mouse_down(offset=start)
    await opened.pilot.hover(offset=end)
    await opened.pilot.mouse_up(offset=end)
    await settled(opened)


async def test_keys_grow_and_shrink_the_pane_with_the_focus_within_limits(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, size=USUAL) as opened:
        tree, pane, middle = (width(opened, name) for name in ("#tree", "#pane", "#middle"))
        await opened.press("plus")
        assert (width(opened, "#middle"), width(opened, "#pane")) == (middle + COLUMNS, pane - COLUMNS)
        await opened.press(*["plus"] * 12)
        least = width(opened, "#pane")
        assert least > 20
        await opened.press("minus")
        assert width(opened, "#pane") == least + COLUMNS, "a key at the limit is not owed back"
        await opened.press("left", *["plus"] * 12)
        assert tree < width(opened, "#tree") < USUAL[0] // 2
        assert width(opened, "#middle") > 20
        await opened.press("equals_sign")
        assert (width(opened, "#tree"), width(opened, "#pane")) == (tree, pane)


async def test_the_mouse_drags_the_border_and_selects_no_text_by_that(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, size=USUAL) as opened:
        tree, edge = width(opened, "#tree"), opened.screen.query_one("#pane").region.x
        await dragged(opened, (edge, 10), (edge - 7, 12))
        assert opened.screen.query_one("#pane").region.x == edge - 7
        await dragged(opened, (tree, 8), (tree + 5, 9))
        assert width(opened, "#tree") == tree + 5
        assert opened.screen.query_one("#pane").region.x == edge - 7
        assert opened.screen.get_selected_text() is None
        await opened.pilot.hover(offset=(tree + 9, 9))
        assert width(opened, "#tree") == tree + 5, "it is let go"


async def test_a_small_terminal_has_heights_of_its_own_and_the_widths_come_back(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, size=USUAL) as opened:
        await opened.press("minus")
        wide = width(opened, "#pane")
        await opened.pilot.resize_terminal(*SMALL)
        await settled(opened)
        assert width(opened, "#pane") == width(opened, "#middle")
        list_height = height(opened, "#middle")
        await opened.press("plus")
        assert height(opened, "#middle") == list_height + LINES
        edge = opened.screen.query_one("#pane").region.y
        await dragged(opened, (40, edge), (40, edge - 3))
        assert height(opened, "#middle") == list_height + LINES - 3
        await opened.pilot.resize_terminal(*USUAL)
        await settled(opened)
        assert width(opened, "#pane") == wide
        await opened.pilot.resize_terminal(60, 20)
        await settled(opened)
        assert height(opened, "#middle") >= 5


async def test_every_screen_with_panes_has_the_keys(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, size=USUAL) as opened:
        for key, pane in (("2", "#problems-pane"), ("3", "#services"), ("4", "#log-services"), ("H", "#versions")):
            await opened.press(key)
            if key == "3":
                await opened.until_seen("postgres")
            part = opened.screen.query_one(pane)
            next(iter(part.query(LineList) or [part])).focus()
            await settled(opened)
            usual = part.outer_size
            await opened.press("plus")
            await settled(opened)
            assert part.outer_size.width + part.outer_size.height > usual.width + usual.height, pane
            await opened.press("equals_sign")
            await settled(opened)
            assert part.outer_size == usual, pane


async def test_sizes_are_remembered_for_the_next_time(tmp_path: Path) -> None:
    state = UserState(tmp_path / "state.json")
    state.see_tour()
    workspace = sample_workspace(tmp_path)
    for expected in (0, COLUMNS):
        app = LaunchdeckApp(workspace, MemoryEngine(workspace.root), None, UserState(state.path))
        async with app.run_test(size=USUAL) as pilot:
            opened = Walk(app, pilot)
            await settled(opened)
            assert width(opened, "#pane") == 36 + expected
            await opened.press("minus")
    assert UserState(state.path).pane_sizes == {"pane width": 36 + 2 * COLUMNS}

"""The first sitting: the tour, once; later ones begin where the last one ended. An engine that fails says why."""

from __future__ import annotations

from pathlib import Path

from schemas.rules.base import Severity
from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import sample_workspace
from tests.screens.walking import SMALL, Walk, walk
from tui.app import LaunchdeckApp
from tui.engine.protocol import EngineError, ServiceStatus
from tui.screens.frame import ModeScreen
from tui.screens.tour import CARDS, POINTED, TourScreen
from tui.state import UserState
from tui.workspace.selection import View


async def test_the_tour_is_shown_once_points_at_the_panes_and_the_place_is_remembered(tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    state = UserState(tmp_path / "state.json")
    app = LaunchdeckApp(workspace, MemoryEngine(workspace.root), None, state)
    async with app.run_test(size=SMALL) as pilot:
        person = Walk(app, pilot)
        await person.until(lambda: isinstance(app.screen, TourScreen), "the tour")
        below = app.screen_stack[-2]
        for number, card in enumerate(CARDS, 1):
            assert f"{card.title}  {number} of {len(CARDS)}" in person.seen
            assert {type(part).__name__ for part in below.query(f".{POINTED}")}
            await person.press("enter")
        assert isinstance(app.screen, ModeScreen)
        assert not below.query(f".{POINTED}")
        assert UserState(state.path).tour_seen
        await person.go_to("S3_ENDPOINT")
        await person.press("3")
    again = LaunchdeckApp(sample_workspace(tmp_path), MemoryEngine(workspace.root), None, UserState(state.path))
    async with again.run_test(size=SMALL) as pilot:
        person = Walk(again, pilot)
        await person.until(lambda: getattr(again.screen, "mode", "") == "services", "the last place")
        await person.press("1")
        assert person.configure.variables.current == "S3_ENDPOINT"
        again.action_command("app.tour")
        await person.until(lambda: isinstance(again.screen, TourScreen), "the tour again")
        await person.press("right", "left", "escape")
        assert isinstance(again.screen, ModeScreen)


async def test_filters_and_choices_of_every_screen_come_back_and_an_empty_view_does_not(tmp_path: Path) -> None:
    state = UserState(tmp_path / "state.json")
    state.see_tour()

    def sitting() -> LaunchdeckApp:
        workspace = sample_workspace(tmp_path)
        return LaunchdeckApp(workspace, MemoryEngine(workspace.root), None, UserState(state.path))

    app = sitting()
    async with app.run_test(size=SMALL) as pilot:
        person = Walk(app, pilot)
        await person.press("2")
        person.review.show_only(Severity.ERROR)
        await person.press("3", "f")
        await person.until_seen("postgres")
        await person.press("down", "4")
        person.logs.show_service("worker")
        await person.press("w", "t", "1")
        person.configure.show_view(View.SECRETS)
        name = person.configure.variables.current
        await person.press("q")
    again = sitting()
    async with again.run_test(size=SMALL) as pilot:
        person = Walk(again, pilot)
        await person.until(lambda: person.configure.scope.view is View.SECRETS, "the filter")
        assert person.configure.variables.current == name
        await person.press("2")
        assert person.review.only is Severity.ERROR
        await person.press("3")
        await person.until_seen("unhealthy first")
        await person.until(lambda: person.services.table.current is not None)
        assert person.services.table.current is not None
        assert person.services.table.current.name == "valkey"
        await person.press("4")
        assert (person.logs.service, person.logs.view.wrap, person.logs.view.times) == ("worker", True, True)
        await person.press("1")
        person.configure.show_view(View.CHANGED)
        await person.press("ctrl+c", "ctrl+c")
    assert UserState(state.path).place(person.workspace.root)["view"] == "Unsaved"
    last = sitting()
    async with last.run_test(size=SMALL) as pilot:
        person = Walk(last, pilot)
        await pilot.pause()
        await pilot.pause()
        assert person.configure.scope.view is None, "nothing is unsaved any more"
        assert person.configure.variables.row_count()


async def test_an_engine_that_does_not_answer_is_told_with_the_way_out_until_it_does(tmp_path: Path) -> None:
    class Lost(MemoryEngine):
        lost = True

        def status(self) -> list[ServiceStatus]:
            if self.lost:
                raise EngineError("Docker refuses: permission denied", "add yourself to the group docker")
            return super().status()

    engine = Lost(tmp_path)
    async with walk(sample_workspace(tmp_path), engine, SMALL) as person:
        await person.press("3")
        await person.until_seen("Docker refuses: permission denied")
        assert "Add yourself to the group docker" in person.seen
        assert "asked again every second" in person.seen
        engine.lost = False
        await person.until_seen("postgres")
        assert "permission denied" not in person.prose("#services")
        engine.lost = True
        await person.until_seen("does not answer since then")
        assert "postgres" in person.seen, "what was known stays in sight"

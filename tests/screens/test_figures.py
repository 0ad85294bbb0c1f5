"""Figures of a service: bounded, newest last, readable as words too."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.screens.memory_engine import MemoryEngine
from tests.screens.test_services import services_walk
from tui.engine.protocol import Health, ServiceEvent, ServiceStatus, State, What
from tui.screens.services.figures import SAMPLES, Courses, Figures, bars, changes_content
from tui.theme import choose_glyphs


def test_bars_fill_their_place_from_the_right_and_leave_out_what_is_not_known() -> None:
    choose_glyphs("unicode")
    assert bars([0.0, None, 4.0, 8.0], 6) == "  ▁ ▅█"
    assert bars([0.0] * 3, 2) == "▁▁"
    assert bars([1.0], 0) == ""
    choose_glyphs("ascii")
    assert bars([1.0, 8.0], 2) == ".#"
    choose_glyphs("auto")


def test_a_course_is_bounded_and_one_of_a_service_that_went_is_forgotten() -> None:
    courses = Courses()
    for number in range(SAMPLES + 5):
        courses.add([ServiceStatus("api", State.RUNNING, cpu=float(number))])
    assert list(courses.of("api").cpu) == [float(number) for number in range(5, SAMPLES + 5)]
    courses.add([])
    assert not courses.of("api").cpu


def test_the_newest_changes_have_their_place_in_one_line() -> None:
    choose_glyphs("unicode")
    courses = Courses()
    for minute, what in enumerate((What.HEALTHY, What.UNHEALTHY, What.HEALTHY)):
        courses.hear([ServiceEvent(datetime(2026, 3, 2, 9, minute, tzinfo=UTC), "api", what)])
    timeline = courses.of("api").timeline
    all_of_it = changes_content(timeline, 80).plain
    assert all_of_it.count("●") == 2
    assert all_of_it.count("✗") == 1
    narrow = changes_content(timeline, 41).plain
    assert all_of_it.endswith(narrow.strip())
    assert [word for word in narrow.split() if word.endswith("healthy")] == ["unhealthy", "healthy"]
    assert changes_content(timeline, 5).plain.split()[1] == "healthy", "the newest is told in any case"
    choose_glyphs("auto")


async def test_the_service_with_the_cursor_shows_its_course(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path)
    list(engine.up())
    async with services_walk(tmp_path, engine) as opened:
        assert len(opened.screen.query(Figures)) == 1
        engine.mark("postgres", health=Health.UNHEALTHY, restarts=2)
        await opened.until(lambda: "✗ 2 restarts" in opened.prose("#figures"))
        said = opened.prose("#figures")
        assert "0.4 %" in said
        assert "48.2 MB" in said
        await opened.press("down")
        assert "● 0 restarts" in opened.prose("#figures")


async def test_events_are_shown_on_request_and_belong_to_the_course_of_their_service(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path)
    list(engine.up())
    async with services_walk(tmp_path, engine) as opened:
        engine.happen(ServiceEvent(datetime.now(UTC), "postgres", What.UNHEALTHY, cause="no answer [red]"))
        await opened.press("E")
        await opened.until(lambda: "postgres       ✗ unhealthy  no answer [red]" in opened.seen)
        engine.mark("postgres", health=Health.UNHEALTHY)
        await opened.until(lambda: "✗ unhealthy" in opened.prose("#service-text").partition("healthy ")[2])
        await opened.press("E")
        assert not opened.services.query_one("#events").display

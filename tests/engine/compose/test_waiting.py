"""The watch against what engines show, one look after the other."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.engine.compose.samples import CHECKED, container, needs, project
from tui.engine.compose.containers import Container
from tui.engine.compose.model import Model
from tui.engine.compose.waiting import SETTLE_SECONDS, Watch
from tui.engine.protocol import Step

MODEL = project(
    db={"healthcheck": CHECKED},
    init={"depends_on": needs(db="healthy")},
    api={"depends_on": needs(init="done"), "healthcheck": CHECKED},
    plain={},
)


class Story:
    """A watch that is fed looks a second apart."""

    def __init__(self, model: Model, services: Iterable[str], before: Iterable[Container] = ()) -> None:
        self.now = 0.0
        self.watch = Watch(model, services, self.now, before=before)

    def look(self, *containers: Container, after: float = 1.0) -> dict[str, tuple[Step, str]]:
        self.now += after
        return {one.service: (one.step, one.message) for one in self.watch.look(containers, self.now)}


def test_health_decides_for_a_service_that_has_a_check() -> None:
    story = Story(MODEL, ["db"])
    assert story.look() == {}
    assert story.look(container("db", state="created")) == {}
    assert story.look(container("db", health="starting"))["db"][0] is Step.CHECKING
    assert story.look(container("db", health="healthy")) == {"db": (Step.READY, "healthy")}
    assert story.watch.waiting == ()


def test_an_unhealthy_service_fails_with_the_word_of_its_probe() -> None:
    story = Story(MODEL, ["db", "init", "api"])
    told = story.look(container("db", health="unhealthy", probe="refused"))
    assert told["db"] == (Step.FAILED, "unhealthy: refused")
    assert told["init"] == (Step.FAILED, "waits for db, which failed")
    assert story.watch.first_broken() == "db"


@pytest.mark.parametrize(("code", "step"), [(0, Step.DONE), (1, Step.FAILED), (143, Step.FAILED)])
def test_a_one_shot_is_judged_by_its_exit_code(code: int, step: Step) -> None:
    story = Story(MODEL, ["init"])
    assert story.look(container("init"))["init"] == (Step.STARTING, "runs to its end")
    assert story.look(container("init", state="exited", exit_code=code))["init"][0] is step


def test_a_service_without_a_check_has_to_run_for_a_while() -> None:
    story = Story(MODEL, ["plain"])
    assert story.look(container("plain"))["plain"][0] is Step.STARTING
    assert story.look(container("plain")) == {}
    assert story.look(container("plain"), after=SETTLE_SECONDS)["plain"][0] is Step.READY


def test_a_crash_loop_without_a_check_is_no_success() -> None:
    story = Story(MODEL, ["plain"])
    story.look(container("plain"))
    told = story.look(container("plain", state="restarting", exit_code=1, restarts=1))
    assert told["plain"] == (Step.STARTING, "crashed once and is started again")
    assert story.look(container("plain", restarts=1), after=SETTLE_SECONDS - 1)["plain"][0] is Step.STARTING
    told = story.look(container("plain", state="restarting", exit_code=1, restarts=2))
    assert told["plain"][0] is Step.FAILED
    assert "again and again, last with exit code 1" in told["plain"][1]


def test_one_crash_at_the_start_is_forgiven() -> None:
    story = Story(MODEL, ["db", "plain"])
    story.look(container("db", state="restarting", restarts=1), container("plain", state="restarting", restarts=1))
    story.look(container("db", health="starting", restarts=1), container("plain", restarts=1))
    told = story.look(container("db", health="healthy", restarts=1), container("plain", restarts=1), after=10)
    assert (told["db"][0], told["plain"][0]) == (Step.READY, Step.READY)


def test_what_was_there_before_is_not_judged_until_compose_is_through() -> None:
    old = container("db", id="old", state="exited", exit_code=1)
    story = Story(MODEL, ["db", "plain"], before=[old, container("plain")])
    assert story.look(old, container("plain")) == {}
    new = container("db", id="new", health="healthy")
    story.look(new, container("plain"))
    story.watch.applied()
    assert story.look(new, container("plain")) == {"plain": (Step.READY, "runs on (it has no health check)")}


def test_a_container_that_is_started_again_counts_as_new() -> None:
    old = container("db", state="exited", exit_code=137, restarts=7)
    story = Story(MODEL, ["db"], before=[old])
    again = container("db", health="starting", restarts=0, started="2026-11-25T20:00:00.000000000Z")
    assert story.look(again)["db"][0] is Step.CHECKING
    looping = container("db", state="restarting", exit_code=1, restarts=2, started="2026-11-25T20:00:09.000000000Z")
    assert "again and again" in story.look(looping)["db"][1]


def test_what_compose_leaves_undone_fails_with_its_word_and_the_rest_is_watched_on() -> None:
    story = Story(MODEL, ["db", "api", "plain"])
    running = container("db", health="starting")
    story.look(running)
    told = {one.service: one.message for one in story.watch.give_up([running], "no such image")}
    assert told == {"api": "no such image", "plain": "no such image"}
    assert story.look(container("db", health="healthy")) == {"db": (Step.READY, "healthy")}


def test_a_dependency_that_only_has_to_start_blocks_nobody() -> None:
    model = project(a={"healthcheck": CHECKED}, b={"depends_on": needs(a="started")})
    story = Story(model, ["a", "b"])
    told = story.look(container("a", health="unhealthy"), container("b", state="created"))
    assert told["a"][0] is Step.FAILED
    assert "b" not in told


def test_waiting_says_for_what() -> None:
    story = Story(MODEL, ["db", "init", "api"])
    told = story.look(container("db", health="starting"))
    assert told["init"] == (Step.WAITING, "waits for db to be healthy")
    assert told["api"] == (Step.WAITING, "waits for init to be done")


def test_all_containers_of_a_service_have_to_be_well() -> None:
    story = Story(MODEL, ["db"])
    told = story.look(container("db", 1, health="healthy"), container("db", 2, health="starting"))
    assert told["db"][0] is Step.CHECKING
    assert story.look(container("db", 1, health="healthy"), container("db", 2, health="healthy"))["db"][0] is Step.READY


def test_a_check_that_never_ends_is_given_up() -> None:
    story = Story(MODEL, ["db"])
    story.look(container("db", health="starting", probe="still loading"))
    told = story.look(container("db", health="starting", probe="still loading"), after=3600)
    assert told["db"][0] is Step.FAILED
    assert "still loading" in told["db"][1]


def test_a_server_that_ends_without_an_error_has_failed_all_the_same() -> None:
    story = Story(MODEL, ["db"])
    assert "should go on running" in story.look(container("db", state="exited"))["db"][1]


def test_a_service_of_which_the_files_ask_for_no_container_is_done_when_compose_is_through() -> None:
    story = Story(project(web={"scale": 0}), ["web"])
    assert story.look() == {}
    story.watch.applied()
    assert story.look()["web"][0] is Step.DONE

"""What the next launch would do, from the files of now and the containers of now."""

from __future__ import annotations

from tests.engine.compose.samples import CHECKED, container, needs, project
from tui.engine.compose.containers import Container
from tui.engine.compose.plan import Hashes, is_stale, make_plan, parse_hashes

MODEL = project(
    db={"healthcheck": CHECKED},
    init={"depends_on": needs(db="healthy")},
    worker={"depends_on": needs(init="done"), "environment": {"MODE": "worker"}, "stop_grace_period": "45s"},
    api={"depends_on": needs(init="done")},
    nginx={
        "image": "nginx:latest",
        "depends_on": needs(api="started"),
        "ports": [{"target": 80, "published": "8080"}],
    },
)
HASHES = Hashes("2.40.3", dict.fromkeys(MODEL.services, "hash"))


def plan(*containers: Container, images: dict[str, str] | None = None) -> dict[str, tuple[str, str, str]]:
    return {p.service: (p.action, p.reason, p.loses) for p in make_plan(MODEL, containers, HASHES, images)}


ALL = {name: container(name, image="") for name in MODEL.services} | {"init": container("init", state="exited")}


def test_the_output_of_compose_is_read() -> None:
    assert parse_hashes("api abc\nworker def\n\n") == {"api": "abc", "worker": "def"}


def test_nothing_changes_when_all_runs_with_these_settings() -> None:
    assert plan(*ALL.values()) == {}


def test_a_fresh_project_is_created_in_the_order_of_starting() -> None:
    made = make_plan(MODEL, [], HASHES)
    assert [one.service for one in made] == ["db", "init", "worker", "api", "nginx"]
    assert {one.action for one in made} == {"create"}


def test_changed_settings_say_what_is_lost_meanwhile() -> None:
    changed = {name: container(name, config_hash="old") for name in ("db", "worker", "nginx")}
    found = plan(*{**ALL, **changed}.values())
    assert found["worker"] == (
        "recreate",
        "its settings changed",
        "running tasks get 45 s to end, what is longer runs again",
    )
    assert found["nginx"][2] == "port 8080 does not answer meanwhile"
    assert found["db"][2] == "worker, api cannot reach it meanwhile", "through the one-shot between them"
    assert set(found) == {"db", "worker", "nginx"}


def test_a_proxy_is_reloaded_when_its_upstream_moves() -> None:
    found = plan(*{**ALL, "api": container("api", config_hash="old")}.values())
    assert found["nginx"][:2] == ("reload", "api gets a new address")


def test_a_failed_one_shot_and_a_stopped_service_are_started() -> None:
    found = plan(
        *{
            **ALL,
            "init": container("init", state="exited", exit_code=1),
            "api": container("api", state="exited"),
        }.values()
    )
    assert {name: action for name, (action, *_) in found.items()} == {"init": "start", "api": "start"}


def test_what_was_stopped_by_hand_is_told_apart_from_what_broke() -> None:
    stopped = container("api", state="exited", exit_code=143, restart_policy="always")
    broken = container("worker", state="exited", exit_code=1)
    killed = container("db", state="exited", exit_code=137, restart_policy="no")
    all_three = {**ALL, "api": stopped, "worker": broken, "db": killed}
    made = {p.service: p for p in make_plan(MODEL, all_three.values(), HASHES)}
    assert (made["api"].by_hand, made["api"].reason) == (True, "it was stopped by hand; up starts it again")
    assert (made["worker"].by_hand, made["worker"].reason) == (False, "it does not run")
    assert not made["db"].by_hand, "nobody may have stopped it: the engine would have left it dead either way"


def test_a_finished_one_shot_is_only_run_again_with_other_settings() -> None:
    again = {**ALL, "init": container("init", state="exited", config_hash="old")}
    assert plan(*again.values())["init"][0] == "recreate"


def test_another_number_of_containers_than_the_files_say_is_told() -> None:
    found = plan(*ALL.values(), container("worker", 2))
    assert found["worker"][:2] == ("scale", "the files say 1 container, there are 2")


def test_another_image_under_the_same_name_is_told() -> None:
    found = plan(*ALL.values(), images={"nginx:latest": "sha256:2"})
    assert found["nginx"][:2] == ("recreate", "nginx:latest is another image now")
    assert plan(*ALL.values(), images={"nginx:latest": "sha256:1"}) == {}


def test_a_service_that_the_files_forgot_stays_and_is_named() -> None:
    assert plan(*ALL.values(), container("old"))["old"][0] == "orphan"


def test_hashes_of_another_compose_say_nothing() -> None:
    assert is_stale(container("api", config_hash="old"), HASHES)
    assert not is_stale(container("api", config_hash="old", compose_version="2.26.1"), HASHES)
    assert not is_stale(container("unknown", config_hash="old"), HASHES)

"""The project as Compose resolves it."""

from __future__ import annotations

import json

import pytest

from tests.engine.compose.samples import CONFIG, needs, project
from tui.engine.compose.model import Dependency, Mount, Port, closed, parse_model, seconds

MODEL = parse_model(json.dumps(CONFIG))


def test_what_compose_prints_becomes_plain_data() -> None:
    app, db, redis, init = (MODEL.services[name] for name in ("app", "db", "redis", "init"))
    assert (MODEL.project, MODEL.subnets, MODEL.volumes) == ("rec", ("10.231.7.0/24",), ("rec_db",))
    assert app.depends_on == (
        Dependency("init", "service_completed_successfully"),
        Dependency("redis", "service_started", required=False),
    )
    assert app.mounts == (Mount("bind", "/srv/rec/data", "/data", read_only=True),)
    assert (app.builds, app.restart, app.replicas, app.has_health_check) == (True, "always", 0, False)
    assert (db.grace, db.has_health_check, db.health_patience) == (90.0, True, 5.0 + 30 * (1 + 3))
    assert redis.ports == (Port("127.0.0.1", 16379, 6379), Port("", 0, 9000))
    assert (redis.memory, redis.replicas, redis.log_is_bounded) == (64 * 2**20, 2, True)
    assert (init.memory, init.user, init.log_is_bounded, init.replicas) == (32 * 2**20, "1000:1000", False, 1)


def test_an_environment_is_what_the_container_gets() -> None:
    assert MODEL.services["app"].environment == {"WORD": "pa$$word"}


def test_secrets_of_the_environment_are_in_no_representation() -> None:
    assert "POSTGRES_PASSWORD" not in repr(MODEL)


@pytest.mark.parametrize(
    ("text", "number"), [("1m30s", 90), ("500ms", 0.5), ("2h0m0s", 7200), ("1.5s", 1.5), (None, 7), ("", 7)]
)
def test_durations_are_gos(text: str | None, number: float) -> None:
    assert seconds(text, 7) == number


def test_each_service_comes_after_what_it_depends_on() -> None:
    assert MODEL.order() == ("db", "init", "redis", "app")
    assert MODEL.one_shots() == {"init"}
    assert MODEL.needs(["init"]) == {"init", "db"}
    assert closed(MODEL, ["init"]) == ("db", "init")
    assert closed(MODEL, []) == MODEL.order()


def test_waves_hold_what_can_be_done_at_once() -> None:
    assert MODEL.waves(set(MODEL.services)) == [["db", "redis"], ["init"], ["app"]]
    assert MODEL.waves({"app", "db"}, reverse=True) == [["app"], ["db"]]


def test_a_circle_ends_and_an_unknown_dependency_is_left_out() -> None:
    model = project(a={"depends_on": needs(b="started")}, b={"depends_on": needs(a="started", gone="started")})
    assert set(model.order()) == {"a", "b"}
    assert model.needs(["a"]) == {"a", "b"}

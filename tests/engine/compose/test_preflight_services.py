"""The checks of what services are given, how they are stopped, how their health is asked for, and frozen keys."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.engine.compose.samples import container, project
from tests.engine.compose.test_preflight import Machine, bind
from tui.engine.compose.preflight import frozen, manners, together


@pytest.fixture
def here(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def app(**environment: str) -> dict[str, Any]:
    return {"image": "langgenius/dify-api:1.11.4", "environment": environment}


def test_services_of_one_image_get_the_same_values(here: Machine) -> None:
    here.model = project(
        api=app(MODE="api", SECRET_KEY="a", SMTP_SERVER="m"), worker=app(MODE="worker", SECRET_KEY="a")
    )
    ((status, message),) = here.check(together.values)
    assert (status, message) == ("warn", "api, worker all need SMTP_SERVER, and do not get the same")
    here.model = project(api=app(MODE="api", SECRET_KEY="a"), worker=app(MODE="worker", SECRET_KEY="a"))
    assert [status for status, _ in here.check(together.values)] == ["ok"]
    here.model = project(api=app(MODE="api"), db={"image": "postgres:15"})
    assert here.check(together.values) == []


@pytest.mark.parametrize(
    ("images", "expected"),
    [
        (["x/dify-api:1.11.4", "x/dify-web:1.11.4", "dify-sandbox:0.2.12"], ["ok"]),
        (["x/dify-api:1.11.4", "x/dify-web:1.10.0", "dify-plugin-daemon:0.4.0-local"], ["warn", "warn"]),
        (["x/dify-api:1.11.4", "x/dify-api:1.10.0"], ["fail"]),
        (["x/dify-api:2.0.0", "x/dify-web:2.0.0", "dify-sandbox:9"], ["ok"]),
        (["localhost:5000/mine:1", "nginx"], []),
    ],
)
def test_images_of_one_product_belong_together(here: Machine, images: list[str], expected: list[str]) -> None:
    here.model = project(**{f"s{number}": {"image": image} for number, image in enumerate(images)})
    assert [status for status, _ in here.check(together.images)] == expected


def test_work_has_the_time_to_end(here: Machine) -> None:
    here.model = project(worker={"environment": {"MODE": "worker"}, "stop_grace_period": "40s"})
    assert [status for status, _ in here.check(manners.grace)] == ["ok"]
    here.model = project(worker={"environment": {"MODE": "worker", "RUNTIME_GRACE_SECONDS": "100"}})
    assert here.check(manners.grace) == [
        ("warn", "worker is killed 10 s after it was asked to stop, its work may take 105 s")
    ]
    here.model = project(queue={"environment": {"CELERY_TASK_TIME_LIMIT": "600"}, "stop_grace_period": "1m"})
    assert "may take 600 s" in here.check(manners.grace)[0][1]
    here.model = project(db={"image": "postgres:15"})
    assert here.check(manners.grace) == []


@pytest.mark.parametrize(
    ("command", "hidden"),
    [
        (["sh", "-c", "migrate && gunicorn app"], True),
        (["/bin/bash", "-c", "migrate && exec gunicorn app"], False),
        (["sh", "-c", "gunicorn app"], False),
        (["gunicorn", "app"], False),
    ],
)
def test_a_shell_that_keeps_signals_to_itself_is_told(here: Machine, command: list[str], hidden: bool) -> None:
    here.model = project(web={"command": command})
    assert bool(here.check(manners.grace)) is hidden


@pytest.mark.parametrize(
    ("test", "said"),
    [
        (["CMD-SHELL", "curl -f http://localhost || exit 0"], "cannot fail"),
        (["CMD", "true"], "cannot fail"),
        (["CMD", "redis-cli", "ping"], "is content with any answer"),
        (["CMD-SHELL", "celery -A app inspect ping"], "loads the whole application every 5 s"),
        (["CMD-SHELL", "redis-cli ping | grep -q PONG"], ""),
        (["CMD-SHELL", "curl -f http://localhost || exit 1"], ""),
    ],
)
def test_a_health_check_can_fail_and_is_light(here: Machine, test: list[str], said: str) -> None:
    here.model = project(web={"healthcheck": {"test": test, "interval": "5s"}})
    ((status, message),) = here.check(manners.health)
    assert status == ("warn" if said else "ok")
    assert said in message


def test_the_bundled_workspace_is_without_fault(here: Machine) -> None:
    document = yaml.safe_load((Path(__file__).parents[3] / "docker" / "docker-compose.yaml").read_text())
    kept = ("image", "environment", "healthcheck", "command", "entrypoint")
    services = {name: {key: body[key] for key in kept if key in body} for name, body in document["services"].items()}
    here.model = project(**services)
    assert [found for found in here.check(manners.health) if found[0] != "ok"] == []
    assert [found for found in here.check(together.values) if found[0] != "ok"] == []


def test_a_key_that_data_is_sealed_with_may_not_change(here: Machine) -> None:
    here.values = {"SECRET_KEY": "first"}
    assert here.check(frozen.check) == []
    frozen.remember(here.folder, here.values, keys=False)
    note = here.folder / frozen.PLACE
    assert "first" not in note.read_text()
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
    here.values = {"SECRET_KEY": "other"}
    assert here.check(frozen.check) == []  # no data is left
    here.volumes = [{"Name": "p_db"}]
    assert here.check(frozen.check)[0][0] == "fail"
    here.volumes, here.containers = [], [container("api")]
    assert here.check(frozen.check)[0][0] == "fail"
    here.values = {"SECRET_KEY": "first"}
    assert [status for status, _ in here.check(frozen.check)] == ["ok"]
    note.write_text("[]")
    assert here.check(frozen.check) == []


def test_private_keys_that_went_are_told(here: Machine) -> None:
    storage = here.folder / "storage"
    (storage / "privkeys" / "tenant").mkdir(parents=True)
    here.model = project(api={"volumes": [bind(storage, "/app/api/storage")]})
    here.values = {"SECRET_KEY": "k"}
    frozen.remember(here.folder, here.values, keys=True)
    assert [status for status, _ in here.check(frozen.check)] == ["ok"]
    (storage / "privkeys" / "tenant").rmdir()
    ((status, message),) = here.check(frozen.check)
    assert status == "fail"
    assert "held the private keys" in message

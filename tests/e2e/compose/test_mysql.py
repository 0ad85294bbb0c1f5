"""The password of the bundled MySQL service is rotated: MariaDB stands in for it where no image can be pulled."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.compose.deployment import Deployment, last_steps
from tests.e2e.compose.test_rotation import Injected, password, write
from tui.cli import run
from tui.engine.compose.rotation import Journal
from tui.engine.compose.rotation.servers import MySql
from tui.engine.protocol import EngineError, Health, Step

pytestmark = [pytest.mark.e2e, pytest.mark.docker, pytest.mark.usefixtures("docker_engine")]


@pytest.fixture
def mysql(docker_environment: dict[str, str], docker_engine: None, tmp_path: Path) -> Iterator[Deployment]:
    """The bundled workspace with MySQL as its database; of its services only that one is started."""
    folder = tmp_path / "mysql"
    mark = secrets.token_hex(4)
    chosen = {"DB_TYPE": "mysql", "COMPOSE_PROJECT_NAME": f"ld-e2e-{mark}"}
    chosen |= {"MYSQL_INNODB_BUFFER_POOL_SIZE": "64M", "MYSQL_INNODB_LOG_FILE_SIZE": "8M"}
    arguments = [part for name, text in chosen.items() for part in ("--set", f"{name}={text}")]
    assert run(["new", str(folder)]) == 0
    assert run(["-C", str(folder), "init", "--image", "bundled", *arguments]) == 0
    deployment = Deployment(folder, docker_environment)
    _need(deployment)
    try:
        yield deployment
    finally:
        deployment.remove()


def _need(deployment: Deployment) -> None:
    from docker.errors import ImageNotFound

    try:
        deployment.engine.client().images.get("mysql:8.0")
    except ImageNotFound:
        reason = "the image mysql:8.0 is not here (.ci/prepare-mariadb, then .ci/prepare-docker make it)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


def lets_in(mysql: Deployment, text: str) -> bool:
    return MySql("db_mysql", "root").logs_in(mysql.engine.project.compose(), text)


def assert_one_password(mysql: Deployment, text: str) -> None:
    """File, data and health check have it."""
    assert password(mysql) == text
    assert lets_in(mysql, text)
    assert Journal.read(mysql.folder) is None
    assert mysql.service("db_mysql").health is Health.HEALTHY
    assert "db_mysql" not in {one.service for one in mysql.engine.plan()}


def test_the_password_of_mysql_is_rotated_and_taken_back_where_that_fails(
    mysql: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = list(mysql.engine.up(["db_mysql"]))
    assert last_steps(told) == {"db_mysql": Step.READY}, told
    old = password(mysql)
    assert lets_in(mysql, old)
    assert not lets_in(mysql, "NotTheOneInTheData")

    assert run(["-C", str(mysql.folder), "secrets", "rotate", "DB_PASSWORD"]) == 0
    new = password(mysql)
    assert new != old
    assert not lets_in(mysql, old)
    assert_one_password(mysql, new)

    with monkeypatch.context() as patch:
        Injected(patch, EngineError("injected")).at("before the readers", mysql)
        with pytest.raises(EngineError, match="was not rotated: injected; all is as it was before"):
            list(mysql.engine.rotate("DB_PASSWORD", "YetAnotherPassword", write(mysql)))
    assert not lets_in(mysql, "YetAnotherPassword")
    assert_one_password(mysql, new)

"""Images that come from a registry: how far they are, one that is missing, a cancelled download, a newer one."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.compose.deployment import Deployment, eventually, last_steps
from tests.e2e.compose.registry import Registry, serving
from tui.cli import run
from tui.engine.protocol import Progress, State, Step

pytestmark = [pytest.mark.e2e, pytest.mark.docker, pytest.mark.usefixtures("docker_engine")]

COMPOSE = """\
name: ${{COMPOSE_PROJECT_NAME}}
services:
  app:
    image: {app}
    init: true
    command: [sh, -c, "cat /says; exec sleep 600"]
    healthcheck: {{interval: 1s, timeout: 5s, retries: 30, test: [CMD, test, -s, /says]}}
  gone:
    image: {gone}
    profiles: [gone]
"""


@pytest.fixture
def registry(docker_engine: None, tmp_path: Path) -> Iterator[Registry]:
    """A registry of this test's own."""
    folder = tmp_path / "registry"
    folder.mkdir()
    with serving(folder) as found:
        yield found


@pytest.fixture
def pulled(docker_environment: dict[str, str], registry: Registry, tmp_path: Path) -> Iterator[Deployment]:
    """A project whose images are in the registry only."""
    folder = tmp_path / "pulled"
    folder.mkdir()
    (folder / "compose.yaml").write_text(
        COMPOSE.format(app=registry.name("e2e/app:1"), gone=registry.name("e2e/gone:1"))
    )
    (folder / ".env").write_text(f"COMPOSE_PROJECT_NAME=ld-e2e-{secrets.token_hex(4)}\n")
    deployment = Deployment(folder, docker_environment)
    try:
        yield deployment
    finally:
        deployment.remove()


def test_an_image_is_pulled_cancelled_missed_and_replaced(
    pulled: Deployment, registry: Registry, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.publish("e2e/app:1", "first")
    _a_cancelled_download_leaves_nothing_and_is_gone_on_with(pulled, registry)
    _a_missing_image_is_named_and_what_runs_goes_on(pulled)
    _a_newer_image_is_fetched_planned_and_taken(pulled, registry, capsys)


def _a_cancelled_download_leaves_nothing_and_is_gone_on_with(pulled: Deployment, registry: Registry) -> None:
    registry.gate.half_shut()
    engine = pulled.engine
    told: list[Progress] = []

    def launch() -> None:
        told.extend(engine.up())

    launching = threading.Thread(target=launch)
    seen: list[Progress] = []
    stream = pulled.engine.up()
    for one in stream:
        seen.append(one)
        if one.step is Step.PREPARING and one.message.endswith("%"):
            break
    stream.close()  # type: ignore[attr-defined]  # what Ctrl-C does
    assert {one.service for one in seen if one.step is not Step.COMMAND} == {"app"}
    assert pulled.ps() == {}
    launching.start()  # and once more, from another thread as the app does
    eventually(lambda: bool(engine.project.compose().running), "Compose pulls")
    engine.cancel()
    launching.join()
    assert told[-1].step is Step.FAILED, told
    assert "cancelled" in told[-1].message
    assert pulled.ps() == {}
    registry.gate.open()
    told = list(pulled.engine.up())
    fetching = [one.message for one in told if (one.service, one.step) == ("app", Step.PREPARING)]
    assert [message for message in fetching if message.startswith("fetching")], told
    assert last_steps(told) == {"app": Step.READY}


def _a_missing_image_is_named_and_what_runs_goes_on(pulled: Deployment) -> None:
    pulled.set("COMPOSE_PROFILES", "gone")
    before = pulled.ids()
    for told in (list(pulled.engine.pull()), list(pulled.engine.up())):
        failed = [one for one in told if one.step is Step.FAILED]
        assert [one.service for one in failed] == ["gone"], told
        assert failed[0].message.startswith("no image: ")
    assert pulled.ids() == before
    pulled.set("COMPOSE_PROFILES", "")


def _a_newer_image_is_fetched_planned_and_taken(
    pulled: Deployment, registry: Registry, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.publish("e2e/app:1", "second")
    before = pulled.ids()
    assert pulled.engine.plan() == []
    capsys.readouterr()
    assert run(["-C", str(pulled.folder), "pull"]) == 0
    assert "its image is the newest" in capsys.readouterr().err
    assert pulled.service("app").state is State.RUNNING
    assert pulled.ids() == before
    planned = pulled.engine.plan()
    assert [(one.service, one.action) for one in planned] == [("app", "recreate")]
    assert planned[0].reason == f"{registry.name('e2e/app:1')} is another image now"
    assert last_steps(pulled.engine.up()) == {"app": Step.READY}
    assert pulled.ids() != before
    assert pulled.compose("logs", "--no-log-prefix", "app").split() == ["second"]

"""The bundled workspace on a real Docker engine: the image is built, everything is launched, used, changed, ended."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import ssl
import urllib.request
from collections.abc import Iterator

import pytest

from tests.certificates import self_signed
from tests.conftest import ROOT
from tests.e2e.compose.deployment import Deployment, eventually, free_port, last_steps
from tests.wheels import build_wheel, runtime_wheels
from tui.cli import run
from tui.engine.protocol import Health, State, Step, What
from tui.workspace.workspace import Workspace

pytestmark = [pytest.mark.e2e, pytest.mark.docker, pytest.mark.usefixtures("docker_engine")]

RUNTIME = {"api", "worker", "worker_beat", "migration"}
LONG_RUNNING = {"api", "worker", "worker_beat", "db_postgres", "redis", "nginx"}

OVERRIDE = """\
# An image of the test's own, so that none of this machine is replaced.
x-runtime: &runtime
  image: {image}
# Looked at often, and with a patience that a busy machine does not exhaust.
x-often: &often {{interval: 4s, timeout: 60s, retries: 60}}
services:
  api: {{<<: *runtime, healthcheck: *often}}
  worker: {{<<: *runtime, healthcheck: *often}}
  worker_beat: {{<<: *runtime, healthcheck: *often}}
  migration: *runtime
  nginx: {{healthcheck: *often}}
"""


@pytest.fixture
def bundled(
    docker_environment: dict[str, str], docker_engine: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    """A configured copy of the bundled workspace with all wheels; nothing of it is left afterwards."""
    folder = tmp_path_factory.mktemp("bundled") / "deployment"
    mark = secrets.token_hex(4)
    image = f"launchdeck-e2e-runtime:{mark}"
    chosen = {
        "EXPOSE_NGINX_PORT": free_port(),
        "EXPOSE_NGINX_SSL_PORT": free_port(),
        "SERVER_WORKER_AMOUNT": 1,
        "CELERY_WORKER_AMOUNT": 1,
        "NGINX_HTTPS_ENABLED": "true",
        "MIGRATION_ENABLED": "false",  # the service of that name migrates; the others start sooner
        "COMPOSE_PROJECT_NAME": f"ld-e2e-{mark}",
    }
    arguments = [part for name, text in chosen.items() for part in ("--set", f"{name}={text}")]
    assert run(["new", str(folder)]) == 0
    assert run(["-C", str(folder), "init", "--image", "bundled", *arguments]) == 0
    self_signed(folder / "nginx" / "ssl" / "dify.crt", folder / "nginx" / "ssl" / "dify.key")
    (folder / "docker-compose.e2e.yaml").write_text(OVERRIDE.format(image=image))
    shutil.copytree(runtime_wheels(ROOT), folder / "wheelhouse")
    shutil.copy2(build_wheel(ROOT, tmp_path_factory.mktemp("source")), folder / "wheelhouse")
    deployment = Deployment(folder, docker_environment)
    deployment.set("COMPOSE_FILE", f"{value_of(deployment, 'COMPOSE_FILE')}:docker-compose.e2e.yaml")
    try:
        yield deployment
    finally:
        deployment.remove()
        _remove_image(image, docker_environment)


def _remove_image(image: str, environment: dict[str, str]) -> None:
    from docker.errors import ImageNotFound

    from tui.engine.compose.client import connect

    with pytest.MonkeyPatch.context() as patch:
        for name, text in environment.items():
            patch.setenv(name, text)
        client = connect()
        try:
            client.images.remove(image, force=True)
        except ImageNotFound:
            return
        finally:
            client.close()


def value_of(deployment: Deployment, name: str) -> str:
    return str(Workspace.open(deployment.folder, {}).document.values({})[name])


def address(deployment: Deployment) -> str:
    return f"https://localhost:{value_of(deployment, 'EXPOSE_NGINX_SSL_PORT')}"


def fetch(deployment: Deployment, path: str, body: dict[str, str] | None = None) -> dict[str, str]:
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(address(deployment) + path, data, {"Content-Type": "application/json"})
    trust = ssl.create_default_context(cafile=str(deployment.folder / "nginx" / "ssl" / "dify.crt"))
    with urllib.request.urlopen(request, timeout=30, context=trust) as response:
        found: dict[str, str] = json.load(response)
    return found


def assert_compose_agrees(deployment: Deployment) -> None:
    """What docker compose ps says is healthy is what we say is."""
    listed = {name for name, found in deployment.ps().items() if {one["Health"] for one in found} == {"healthy"}}
    assert {one.name for one in deployment.engine.status() if one.health is Health.HEALTHY} == listed == LONG_RUNNING


def assert_a_task_gets_through(deployment: Deployment) -> None:
    """From nginx to the API, through the broker to a worker and back."""
    eventually(lambda: fetch(deployment, "/ready")["status"] == "ready", "the API is ready")
    task = fetch(deployment, "/tasks/echo", {"text": "hello"})["id"]
    eventually(lambda: fetch(deployment, f"/tasks/{task}")["state"] == "succeeded", "the worker executes the task")


def test_from_an_image_that_is_built_to_an_end_without_a_rest(
    bundled: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    # One test, because each worker of xdist would launch a stack of its own.
    _build_and_launch(bundled, capsys)
    _no_secret_is_in_what_the_engine_shows(bundled)
    _a_changed_variable_recreates_what_the_plan_says(bundled)
    _scale_the_worker_and_kill_it(bundled, capsys)
    _rotate_the_password_of_the_database(bundled)
    _run_a_job(bundled, capsys)
    _stop_start_and_down(bundled)


def _build_and_launch(bundled: Deployment, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(bundled.folder), "up"]) == 0, capsys.readouterr().err
    said = [line.split(maxsplit=2) for line in capsys.readouterr().err.splitlines()]
    assert [step for name, step, *_ in said if name == "api"][:2] == ["waiting", "preparing"]
    built = [line[2] for line in said if line[:2] == ["api", "preparing"]]
    assert [line for line in built if re.fullmatch(r"building build \d/\d+ RUN", line)], said
    assert "built" in built
    assert ["web", "done"] in [line[:2] for line in said]  # the bundled image has no use for it
    services = {one.name: one for one in bundled.engine.status()}
    assert {name for name, one in services.items() if one.state is State.RUNNING} == LONG_RUNNING
    assert {one.health for one in services.values() if one.state is State.RUNNING} == {Health.HEALTHY}
    assert {services[name].state for name in ("migration", "init_permissions")} == {State.DONE}
    assert_compose_agrees(bundled)
    assert bundled.engine.plan() == []
    assert_a_task_gets_through(bundled)


def _no_secret_is_in_what_the_engine_shows(launched: Deployment) -> None:
    lines = (launched.folder / ".env").read_text().splitlines()
    hidden = [line.partition("=")[2].strip("'\"") for line in lines if "PASSWORD=" in line or "SECRET_KEY=" in line]
    client = launched.engine.client()
    shown = []
    for one in launched.engine.containers():
        document = client.api.inspect_container(one.id)
        config = document["Config"]
        shown.append(json.dumps([document["Path"], document["Args"], config["Cmd"], config.get("Healthcheck")]))
        shown.append(json.dumps(client.api.top(one.id)) if one.state == "running" else "")
        shown.append(json.dumps(client.api.history(one.image)))
    assert len([text for text in hidden if len(text) > 8]) >= 3
    assert not [secret for secret in hidden if len(secret) > 8 and any(secret in text for text in shown)]


def _a_changed_variable_recreates_what_the_plan_says(launched: Deployment) -> None:
    before = launched.ids()
    launched.set("LOG_LEVEL", "WARNING")
    planned = {one.service: one.action for one in launched.engine.plan()}
    assert planned == {**dict.fromkeys(RUNTIME, "recreate"), "nginx": "reload"}
    assert {one.name for one in launched.engine.status() if one.stale} == RUNTIME - {"migration"}
    told = list(launched.engine.up())
    assert not [one for one in told if one.step is Step.FAILED], told
    after = launched.ids()
    assert {name for name in before if before[name] != after[name]} == RUNTIME
    assert_compose_agrees(launched)
    assert_a_task_gets_through(launched)


def _scale_the_worker_and_kill_it(launched: Deployment, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(launched.folder), "scale", "worker=2"]) == 0
    assert len(launched.ps()["worker"]) == 2
    assert launched.service("worker").health is Health.HEALTHY
    launched.compose("kill", "worker")
    ended = [one for one in launched.engine.events(["worker"]) if one.what is What.ENDED]
    assert [one for one in ended if "SIGKILL" in one.cause], ended
    killed = launched.service("worker")
    assert (killed.state, "SIGKILL" in killed.detail) == (State.STOPPED, True)
    capsys.readouterr()
    run(["-C", str(launched.folder), "status"])
    assert "SIGKILL" in capsys.readouterr().out
    assert [line for line in launched.engine.logs(["worker"], tail=5) if line.text]
    assert {one.service: one.action for one in launched.engine.plan()}["worker"] in {"start", "scale"}
    assert last_steps(launched.engine.up())["worker"] is Step.READY
    assert len(launched.ps()["worker"]) == 1
    assert_a_task_gets_through(launched)


def _rotate_the_password_of_the_database(launched: Deployment) -> None:
    assert run(["-C", str(launched.folder), "secrets", "rotate", "DB_PASSWORD"]) == 0
    assert launched.engine.plan() == []
    assert_compose_agrees(launched)
    assert_a_task_gets_through(launched)


def _run_a_job(launched: Deployment, capsys: pytest.CaptureFixture[str]) -> None:
    script = "import os, sys; print(os.environ['DB_HOST'], os.environ['MODE']); sys.exit(7)"
    capsys.readouterr()
    assert run(["-C", str(launched.folder), "run", "--", "python", "-c", script]) == 7
    assert "db_postgres job" in capsys.readouterr().out
    assert_compose_agrees(launched)


def _stop_start_and_down(launched: Deployment) -> None:
    assert last_steps(launched.engine.stop()) == dict.fromkeys(LONG_RUNNING, Step.STOPPED)
    assert {one["State"] for found in launched.ps().values() for one in found} == {"exited"}
    assert last_steps(launched.engine.start(["nginx"]))["nginx"] is Step.READY
    told = list(launched.engine.down(volumes=True))
    assert "mounted folders stay" in told[-1].message
    assert launched.ps() == {}
    assert (launched.folder / "volumes" / "db" / "data" / "pgdata" / "PG_VERSION").exists()

"""The Compose engine against a real Docker engine, with a small project."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psutil
import pytest

from tests.certificates import self_signed
from tests.e2e.compose.deployment import PASSWORD, Deployment, eventually, free_port, last_steps
from tests.e2e.compose.proxy import Proxy
from tests.e2e.compose.tls import behind_tls, certificates
from tests.screens.walking import walk
from tui.cli import run
from tui.engine.protocol import EngineError, Health, State, Step
from tui.workspace.workspace import Workspace

pytestmark = [pytest.mark.e2e, pytest.mark.docker, pytest.mark.usefixtures("docker_engine")]

DEFAULT = {"db", "redis", "init", "app", "plain"}


@pytest.fixture(autouse=True)
def launched(request: pytest.FixtureRequest, docker_engine: None) -> None:
    """The shared project is up, whatever the test before did."""
    if "small" in request.fixturenames:
        small: Deployment = request.getfixturevalue("small")
        if small.engine.plan():
            told = list(small.engine.up())
            assert not [one for one in told if one.step is Step.FAILED], told


def test_a_launch_ends_with_everything_healthy_and_compose_agrees(small: Deployment) -> None:
    services = {one.name: one for one in small.engine.status()}
    assert set(services) == DEFAULT
    assert {name for name, one in services.items() if one.state is State.RUNNING} == DEFAULT - {"init"}
    assert (services["init"].state, services["init"].one_shot) == (State.DONE, True)
    assert {services[name].health for name in ("db", "redis", "app")} == {Health.HEALTHY}
    assert services["plain"].health is Health.NONE
    assert services["redis"].ports[0].startswith("127.0.0.1:")
    assert services["app"].started_at is not None
    listed = small.ps()
    assert {name for name, (one, *_) in listed.items() if one["State"] == "running"} == DEFAULT - {"init"}
    assert {name for name, (one, *_) in listed.items() if one["Health"] == "healthy"} == {"db", "redis", "app"}
    assert small.engine.plan() == []


def test_a_second_launch_changes_nothing_and_runs_no_one_shot_again(small: Deployment) -> None:
    before = small.ps()
    told = list(small.engine.up())
    assert last_steps(told) == {**dict.fromkeys(DEFAULT, Step.READY), "init": Step.DONE}
    after = small.ps()
    assert [one["ID"] for found in before.values() for one in found] == [
        one["ID"] for found in after.values() for one in found
    ]
    assert small.compose("logs", "--no-log-prefix", "init").count("initialised") == 1


def test_cpu_and_memory_appear(small: Deployment) -> None:
    engine = small.engine

    def seen() -> bool:
        app = next(one for one in engine.status() if one.name == "app")
        return app.cpu is not None and bool(app.memory)

    eventually(seen, "figures of the app")


def test_logs_are_merged_by_time_and_followed(small: Deployment) -> None:
    engine = small.engine
    old = list(engine.logs(["app", "plain"], tail=20))
    times = [line.at for line in old if line.at]
    assert times == sorted(times)
    assert {line.service for line in old} == {"app", "plain"}
    assert all(line.text.split()[0] == line.service for line in old)
    since = max(next(line.at for line in old if line.service == name and line.at) for name in ("app", "plain"))
    between = [line for line in old if line.at and since <= line.at < times[-1]]
    assert list(engine.logs(["app", "plain"], tail=None, since=since, until=times[-1])) == between

    numbers: dict[str, list[int]] = {"app": [], "plain": []}
    stream = engine.logs(["app", "plain"], tail=3, follow=True)
    restarted = False
    for line in stream:
        numbers[line.service].append(int(line.text.split()[-1]))
        if len(numbers["plain"]) == 8 and not restarted:
            restarted = True
            small.compose("restart", "--timeout", "0", "plain")
        if restarted and len(numbers["plain"]) > 12 and len(numbers["app"]) > 12:
            break
    stream.close()  # type: ignore[attr-defined]  # as a screen that is left does
    app = numbers["app"]
    assert app == list(range(app[0], app[0] + len(app)))  # none twice, none lost
    again = numbers["plain"].index(1)  # it counts from one after its restart
    first, second = numbers["plain"][:again], numbers["plain"][again:]
    assert first == list(range(first[0], first[0] + len(first)))
    assert second == list(range(1, len(second) + 1))


def test_a_changed_variable_recreates_only_what_the_plan_names(small: Deployment) -> None:
    before = small.ids()
    small.set("WORD", f"word{time.monotonic_ns()}")
    planned = small.engine.plan()
    assert [(one.service, one.action) for one in planned] == [("app", "recreate")]
    assert {one.name for one in small.engine.status() if one.stale} == {"app"}
    assert [one.name for one in small.engine.environment("app").drift] == ["WORD"]
    told = list(small.engine.up())
    assert told[-1].step is not Step.FAILED
    ready = [one for one in told if (one.service, one.step) == ("app", Step.READY)]
    assert [one.message for one in ready] == ["healthy"]
    after = small.ids()
    assert {name for name in before if before[name] != after[name]} == {"app"}
    assert small.compose("logs", "--no-log-prefix", "init").count("initialised") == 1
    assert not any(one.stale for one in small.engine.status())
    assert small.engine.plan() == []
    assert {name: small.engine.environment(name).drift for name in DEFAULT} == dict.fromkeys(DEFAULT, ())


def test_a_service_is_scaled_and_the_plan_knows(small: Deployment) -> None:
    assert list(small.engine.scale("plain", 3))[-1].step is Step.READY
    assert len(small.ps()["plain"]) == 3
    assert [(one.service, one.action) for one in small.engine.plan()] == [("plain", "scale")]
    list(small.engine.up())
    assert len(small.ps()["plain"]) == 1


def test_a_killed_service_is_explained_and_comes_back_with_the_next_launch(small: Deployment) -> None:
    small.compose("kill", "redis")
    killed = small.service("redis")
    assert killed.state is State.STOPPED
    assert "SIGKILL" in killed.detail
    before = small.ids()
    assert [(one.service, one.action) for one in small.engine.plan()] == [("redis", "start")]
    assert last_steps(small.engine.up())["redis"] is Step.READY
    assert small.ids() == before


def test_stop_start_and_restart(small: Deployment) -> None:
    told = list(small.engine.stop(["app", "db"]))
    assert [(one.service, one.step) for one in told] == [
        ("app", Step.STOPPING),
        ("app", Step.STOPPED),
        ("db", Step.STOPPING),
        ("db", Step.STOPPED),
    ]
    assert {name: one[0]["State"] for name, one in small.ps().items()}["app"] == "exited"
    assert last_steps(small.engine.start(["app"]))["app"] is Step.READY
    assert small.service("db").health is Health.HEALTHY
    started = small.service("plain").started_at
    assert last_steps(small.engine.restart(["plain"])) == {"plain": Step.READY}
    assert small.service("plain").started_at != started


def test_recreate_makes_a_container_anew(small: Deployment) -> None:
    before = small.ids()
    assert last_steps(small.engine.recreate(["plain"])) == {"plain": Step.READY}
    after = small.ids()
    assert {name for name in before if before[name] != after[name]} == {"plain"}


def test_a_job_gives_its_output_and_exit_code_and_leaves_nothing(small: Deployment) -> None:
    job = small.engine.run(["init", "sh", "-c", "echo one; echo two >&2; exit 7"])
    assert {line.text for line in job} == {"one", "two"}
    assert run(["-C", str(small.folder), "run", "--", "init", "sh", "-c", "exit 7"]) == 7
    long = small.engine.run(["plain", "sh", "-c", "echo begun; sleep 600"])
    assert next(long).text == "begun"
    long.close()
    assert {one["Name"] for found in small.ps().values() for one in found if "job" in one["Name"]} == set()


def test_a_shell_is_opened_in_a_running_service(small: Deployment) -> None:
    assert any("sleep 0.5" in one.command and one.memory for one in small.engine.processes("app"))
    command = small.engine.shell("app")
    done = subprocess.run(command, input="echo in $WORD\n", capture_output=True, text=True, check=False)
    assert done.stdout.startswith("in "), done.stderr
    assert run(["-C", str(small.folder), "exec", "app", "sh", "-c", "exit 5"]) == 5


def test_a_lost_engine_is_told_and_found_again(small: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    with Proxy(os.environ["DOCKER_HOST"].removeprefix("unix://")) as proxy:
        monkeypatch.setenv("DOCKER_HOST", proxy.address)
        engine = small.engine
        assert {one.name for one in engine.status()} == DEFAULT
        stream = engine.logs(["app"], tail=1, follow=True)
        next(stream)
        proxy.cut()
        with pytest.raises(EngineError, match="Docker"):
            engine.status()
        with pytest.raises(EngineError, match="Docker"):
            list(stream)
        assert [c.id for c in engine.preflight() if c.status == "fail"] == ["LD-ENGINE"]
        proxy.open()
        assert {one.name for one in engine.status()} == DEFAULT


async def test_an_open_app_says_that_the_engine_is_lost_and_shows_what_happened_once_it_is_back(
    small: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy(os.environ["DOCKER_HOST"].removeprefix("unix://")) as proxy:
        monkeypatch.setenv("DOCKER_HOST", proxy.address)
        async with walk(Workspace.open(small.folder, {}), small.engine) as opened:
            await opened.press("3")
            await opened.until_seen("4 of 5 running")
            proxy.cut()
            await opened.until_seen("Docker is not running")
            small.compose("kill", "plain")
            proxy.open()
            await opened.until_seen("3 of 5 running")
            small.compose("start", "plain")
            await opened.until_seen("4 of 5 running")


def test_a_far_engine_is_reached_through_ssh(
    small: Deployment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake = tmp_path / "ssh"  # what sshd would start on the other machine, on this one
    fake.write_text(
        f'#!/bin/sh\nwhile [ $# -gt 3 ]; do shift; done\nDOCKER_HOST={os.environ["DOCKER_HOST"]} exec "$@"\n'
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("DOCKER_HOST", "ssh://me@far.example:2222")
    engine = small.engine
    assert {one.name for one in engine.status()} == DEFAULT
    stream = engine.logs(["app"], tail=1, follow=True)
    assert next(stream).text.startswith("app says")
    stream.close()  # type: ignore[attr-defined]  # as a screen that is left does
    assert "LD-DISK" in {check.id for check in engine.preflight() if check.status == "skip"}
    assert last_steps(engine.recreate(["plain"])) == {"plain": Step.READY}


@pytest.mark.parametrize("named_by", ["variables", "context"])
def test_an_engine_behind_tls_lets_in_who_has_the_certificate(
    small: Deployment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named_by: str
) -> None:
    certificates(tmp_path)
    with behind_tls(os.environ["DOCKER_HOST"].removeprefix("unix://"), tmp_path) as port:
        address = f"tcp://127.0.0.1:{port}"
        if named_by == "context":
            _use_context(monkeypatch, tmp_path, address)
        else:
            monkeypatch.setenv("DOCKER_HOST", address)
            monkeypatch.setenv("DOCKER_TLS_VERIFY", "1")
            monkeypatch.setenv("DOCKER_CERT_PATH", str(tmp_path))
        engine = small.engine
        assert {one.name for one in engine.status()} == DEFAULT
        stream = engine.logs(["app"], tail=1, follow=True)
        assert next(stream).text.startswith("app says")
        stream.close()  # type: ignore[attr-defined]  # as a screen that is left does
        assert last_steps(engine.recreate(["plain"])) == {"plain": Step.READY}
        if named_by == "variables":
            self_signed(tmp_path / "ca.pem", tmp_path / "other.pem")  # of somebody else's engine
            with pytest.raises(EngineError, match="do not trust each other"):
                small.engine.status()
            assert [c.id for c in small.engine.preflight() if c.status == "fail"] == ["LD-ENGINE"]


def _use_context(monkeypatch: pytest.MonkeyPatch, folder: Path, address: str) -> None:
    """Make a context with docker's own command, and no variable names an engine any more."""
    monkeypatch.delenv("DOCKER_HOST")
    monkeypatch.setenv("DOCKER_CONFIG", str(folder / "config"))
    keys = ",".join(f"{name}={folder / name}.pem" for name in ("ca", "cert", "key"))
    command = ["docker", "context", "create", "far", "--docker", f"host={address},{keys}"]
    subprocess.run(command, check=True, capture_output=True)
    monkeypatch.setenv("DOCKER_CONTEXT", "far")


def test_no_secret_is_in_argv_logs_or_json(small: Deployment, capsys: pytest.CaptureFixture[str]) -> None:
    seen: set[str] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.update(" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"]))

    looking = threading.Thread(target=look)
    looking.start()
    list(small.engine.recreate(["app"]))
    done.set()
    looking.join()
    assert any("force-recreate" in text for text in seen)
    for verb in (
        ["status", "--json"],
        ["plan", "--json"],
        ["doctor", "--json"],
        ["up", "--json"],
        ["logs"],
        ["environment", "db"],
    ):
        run(["-C", str(small.folder), *verb])
    printed = capsys.readouterr()
    assert not [text for text in [*seen, printed.out, printed.err] if PASSWORD in text]


def test_the_first_broken_dependency_is_named_with_its_log_and_cause(own: Deployment) -> None:
    own.set("COMPOSE_PROFILES", "denied")
    told = list(own.engine.up(["after_login"]))
    failed = {one.service: one for one in told if one.step is Step.FAILED}
    assert "password authentication failed" in "\n".join(failed["login"].log)
    assert failed["login"].variable == "DB_PASSWORD"
    assert "the password that it was created with" in failed["login"].message
    assert failed["after_login"].message.startswith("waits for login, which failed")
    assert told[-1].message == "login is the first that failed"


def test_a_crash_loop_and_an_unhealthy_service_fail_the_launch(own: Deployment) -> None:
    own.set("COMPOSE_PROFILES", "broken")
    told = list(own.engine.up(["crasher", "after", "plain"]))
    failed = {one.service: one for one in told if one.step is Step.FAILED}
    assert failed["crasher"].message.startswith("crash loop: ends again and again")
    assert "Permission denied" in failed["crasher"].log[-1]
    assert "nobody home" in failed["unwell"].message
    assert failed["after"].message == "waits for unwell, which failed"
    assert last_steps(told)["plain"] is Step.READY
    states = {one.name: one for one in own.engine.status()}
    assert states["crasher"].state is State.FAILED
    assert states["unwell"].health is Health.UNHEALTHY
    assert run(["-C", str(own.folder), "status"]) == 1


@pytest.fixture
def heard() -> Iterator[None]:
    """Children hear SIGINT: what runs in the background of a script ignores it, and so would all that it starts."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, former)


@pytest.mark.usefixtures("heard")
def test_a_launch_that_is_interrupted_says_what_is_left_running_and_is_gone_on_with(own: Deployment) -> None:
    before = (own.folder / ".env").read_bytes()
    well = (own.folder / "compose.yaml").read_text()
    # The database is not healthy for a long time, so that the launch cannot be through before it is interrupted.
    (own.folder / "compose.yaml").write_text(
        well.replace("pg_isready, -h, 127.0.0.1]}", "'false'], start_period: 600s}")
    )
    command = [Path(sys.executable).with_name("launchdeck"), "-C", own.folder, "up"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as launch:
        assert launch.stderr is not None
        for line in launch.stderr:
            if line.split()[:2] == ["redis", "ready"]:
                launch.send_signal(signal.SIGINT)  # what Ctrl-C does
                break
        said = launch.stderr.read().splitlines()
    assert launch.returncode == 130
    assert said[-1] == "launchdeck: interrupted"
    left = next(line for line in said if line.startswith("left running: ")).removeprefix("left running: ")
    running = {name for name, (one, *_) in own.ps().items() if one["State"] == "running"}
    assert "redis" in running
    assert set(left.split(", ")) == running
    assert (own.folder / ".env").read_bytes() == before
    (own.folder / "compose.yaml").write_text(well)
    assert last_steps(own.engine.up())["app"] is Step.READY
    assert list(own.engine.down(volumes=True))[-1].step is Step.REMOVED
    assert own.ps() == {}
    assert own.compose("volumes", "--format", "json").strip() in {"", "[]"}
    assert {one.state for one in own.engine.status()} == {State.STOPPED}


def test_a_launch_that_only_waits_is_cancelled_from_another_thread(own: Deployment) -> None:
    text = (own.folder / "compose.yaml").read_text()
    (own.folder / "compose.yaml").write_text(text.replace("pg_isready, -h, 127.0.0.1]}", "'false']}"))
    engine = own.engine
    timer = threading.Timer(3, engine.cancel)
    told = []
    for one in engine.up(["app"]):
        told.append(one)
        if one.step is Step.CHECKING and timer.ident is None:
            timer.start()
    assert "cancelled: what was started stays" in {one.message for one in told}
    assert own.service("db").state is State.RUNNING
    assert own.service("app").state is State.STOPPED
    job = own.engine
    threading.Timer(4, job.cancel).start()
    assert list(job.run(["plain", "sleep", "600"])) == []
    assert not [one for found in own.ps().values() for one in found if "job" in one["Name"]]


def test_a_taken_port_is_refused_with_its_owner_before_anything_starts(
    own: Deployment, small: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", int(free_port())))
        server.listen()
        own.set("EXPOSE_REDIS_PORT", str(server.getsockname()[1]))
        assert run(["-C", str(own.folder), "up"]) == 1
    said = capsys.readouterr().err
    assert f"(pid {os.getpid()})" in said
    assert "EXPOSE_REDIS_PORT" in said
    assert own.ps() == {}
    taken = small.service("redis").ports[0].rpartition(":")[2]
    own.set("EXPOSE_REDIS_PORT", taken)
    message = next(c.message for c in own.engine.preflight() if c.status == "fail")
    assert str(small.folder) in message


def test_an_image_that_cannot_be_fetched_stops_the_launch_before_anything_starts(own: Deployment) -> None:
    text = (own.folder / "compose.yaml").read_text()
    (own.folder / "compose.yaml").write_text(text.replace("redis:6-alpine", "127.0.0.1:9/redis:nosuch"))
    told = [one for one in own.engine.up() if one.step is Step.FAILED]
    assert [one.service for one in told] == ["redis"]
    assert "no image: " in told[0].message
    assert own.ps() == {}


def test_status_as_json_has_all_keys_and_the_engines_time(
    small: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(small.folder), "status", "--json", "--stats"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["engine"] == "compose"
    keys = {"name", "state", "health", "started_at", "restarts", "ports", "image", "cpu", "memory", "stale"}
    assert all(keys <= service.keys() for service in document["services"])
    app = next(one for one in document["services"] if one["name"] == "app")
    assert datetime.fromisoformat(app["started_at"]).tzinfo is not None
    assert app["memory"] > 0
    assert app["cpu"] is not None

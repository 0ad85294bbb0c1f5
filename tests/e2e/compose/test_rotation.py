"""A password that lives in data is changed everywhere or nowhere: on a real PostgreSQL and a real Redis."""

from __future__ import annotations

import os
import secrets
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from schemas.errors import LaunchdeckError
from tests.e2e.compose.deployment import Deployment, compose_project
from tui.cli import run
from tui.engine.compose import ComposeEngine
from tui.engine.compose.rotation import Journal, rotation
from tui.engine.compose.rotation.servers import Postgres, Redis
from tui.engine.protocol import EngineError, Health, Step
from tui.workspace.workspace import Workspace

pytestmark = [pytest.mark.e2e, pytest.mark.docker, pytest.mark.usefixtures("docker_engine")]


@pytest.fixture(autouse=True)
def launched(request: pytest.FixtureRequest, docker_engine: None) -> None:
    """The shared project is up."""
    if "small" not in request.fixturenames:
        return
    small: Deployment = request.getfixturevalue("small")
    if small.engine.plan():
        told = list(small.engine.up())
        assert not [one for one in told if one.step is Step.FAILED], told


def password(small: Deployment, key: str = "DB_PASSWORD") -> str:
    return str(Workspace.open(small.folder, {}).document.values({})[key])


def lets_in(small: Deployment, text: str) -> bool:
    return Postgres("db", "postgres", "postgres").logs_in(small.engine.project.compose(), text)


def assert_one_pair(small: Deployment, text: str) -> None:
    """File, data and readers have that password, and nothing is left over."""
    assert password(small) == text
    assert lets_in(small, text)
    assert Journal.read(small.folder) is None
    assert small.compose("exec", "-T", "app", "sh", "-c", "echo $DB_PASSWORD").strip() == text
    assert small.engine.plan() == []
    assert small.service("db").health is Health.HEALTHY


def test_a_rotation_reaches_data_file_and_readers_and_shows_the_secret_nowhere(
    small: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    old, before = password(small), small.ids()
    seen: set[str] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.update(" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"]))

    looking = threading.Thread(target=look)
    looking.start()
    code = run(["-C", str(small.folder), "secrets", "rotate", "DB_PASSWORD"])
    done.set()
    looking.join()
    assert code == 0
    new = password(small)
    assert new != old
    assert_one_pair(small, new)
    assert not lets_in(small, old)
    after = small.ids()
    assert {name for name in before if before[name] != after[name]} == {"db", "app"}
    printed = capsys.readouterr()
    logs = small.compose("logs")
    assert any("psql" in text for text in seen)
    assert not [text for text in [*seen, printed.out, printed.err, logs] for secret in (old, new) if secret in text]
    assert (small.folder / ".env").stat().st_mode & 0o077 == 0


def write(small: Deployment) -> Any:
    def store(text: str) -> None:
        workspace = Workspace.open(small.folder, {})
        workspace.set("DB_PASSWORD", text)
        workspace.save()

    return store


class Injected:
    """Makes one step of a rotation go wrong, the first time only."""

    def __init__(self, patch: pytest.MonkeyPatch, error: BaseException) -> None:
        self._patch = patch
        self._error = error

    def at(self, step: str, small: Deployment) -> Any:
        """Fail at a step; returns what writes the file."""
        store = write(small)
        match step:
            case "before the change":
                self._fail(Postgres, "change", before=True)
            case "after the change":
                self._fail(Postgres, "change")
            case "before the file":
                return self._once(store, before=True)
            case "after the file":
                return self._once(store)
            case "before the readers":
                self._fail(ComposeEngine, "apply_plan", before=True)
            case "after the readers":
                self._fail(ComposeEngine, "apply_plan")
        return store

    def _fail(self, owner: type, name: str, *, before: bool = False) -> None:
        self._patch.setattr(owner, name, self._once(getattr(owner, name), before=before))

    def _once(self, act: Any, *, before: bool = False) -> Any:
        left = [self._error]

        def acting(*arguments: Any) -> Any:
            if before and left:
                raise left.pop()
            result = act(*arguments)
            result = list(result) if name_of(act) == "apply_plan" else result
            if left:
                raise left.pop()
            return result

        return acting


def name_of(act: Any) -> str:
    return str(getattr(act, "__name__", ""))


STEPS = (
    "before the change",
    "after the change",
    "before the file",
    "after the file",
    "before the readers",
    "after the readers",
)


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_at_any_step_is_taken_back(small: Deployment, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    old = password(small)
    store = Injected(monkeypatch, EngineError("injected")).at(step, small)
    with pytest.raises(EngineError, match="was not rotated: injected; all is as it was before"):
        list(small.engine.rotate("DB_PASSWORD", f"Another{STEPS.index(step)}Password", store))
    assert_one_pair(small, old)


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_is_finished_or_taken_back_by_the_next_call(
    small: Deployment, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    old, new = password(small), f"Killed{STEPS.index(step)}Password"
    with monkeypatch.context() as patch:
        store = Injected(patch, KeyboardInterrupt()).at(step, small)
        with pytest.raises(KeyboardInterrupt):
            list(small.engine.rotate("DB_PASSWORD", new, store))
    journal = small.folder / ".launchdeck" / "rotation.json"
    assert journal.stat().st_mode & 0o077 == 0
    assert new not in repr(Journal.read(small.folder))
    open_check = next(c for c in small.engine.preflight() if c.id == "LD-VOLUME-SECRET")
    assert (open_check.status, "was interrupted" in open_check.message) == ("fail", True)
    assert run(["-C", str(small.folder), "secrets", "rotate", "DB_PASSWORD"]) == 0
    assert_one_pair(small, old if step == "before the change" else new)


def test_a_password_that_the_data_does_not_have_is_refused_at_launch_and_for_a_rotation(small: Deployment) -> None:
    old = password(small)
    write(small)("NotTheOneInTheData")
    failed = [c for c in small.engine.preflight() if c.status == "fail"]
    assert [c.id for c in failed] == ["LD-VOLUME-SECRET"]
    assert "db does not let DB_PASSWORD in" in failed[0].message
    with pytest.raises(LaunchdeckError, match="a launch would be refused"):
        list(small.engine.rotate("DB_PASSWORD", "YetAnotherOne", write(small)))
    write(small)(old)
    assert_one_pair(small, old)


@pytest.mark.parametrize("intent", ["apply", "restart", "recreate"])
def test_no_service_is_made_anew_with_a_password_that_the_data_does_not_have(small: Deployment, intent: str) -> None:
    old, before = password(small), small.ids()
    write(small)("NotTheOneInTheData")
    intents = {
        "apply": small.engine.apply,
        "restart": lambda: small.engine.restart(["app"]),
        "recreate": lambda: small.engine.recreate(["app"]),
    }
    told = list(intents[intent]())
    assert [(one.service, one.step) for one in told] == [("preflight", Step.FAILED)]
    assert "db does not let DB_PASSWORD in" in told[0].message
    assert small.ids() == before
    write(small)(old)
    assert_one_pair(small, old)


@pytest.mark.parametrize(
    ("key", "new", "message"),
    [
        ("WORD", "LongEnoughToBeOne", "no service of this project keeps WORD"),
        ("DB_PASSWORD", "it's no good one", "needs 8 or more of letters"),
        ("DB_PASSWORD", "short", "needs 8 or more of letters"),
    ],
)
def test_what_cannot_be_rotated_is_refused_with_the_reason(small: Deployment, key: str, new: str, message: str) -> None:
    with pytest.raises(EngineError, match=message):
        list(small.engine.rotate(key, new, write(small)))
    assert_one_pair(small, password(small))


def test_a_stopped_database_is_to_be_started_first(small: Deployment) -> None:
    list(small.engine.stop(["db"]))
    with pytest.raises(EngineError, match="db does not run"):
        list(small.engine.rotate("DB_PASSWORD", "LongEnoughToBeOne", write(small)))


def test_the_password_of_redis_is_rotated_too(small: Deployment, tmp_path: Path) -> None:
    chosen = tmp_path / "new"
    chosen.write_text("TheNewOneOfRedis\n")
    old = password(small, "REDIS_PASSWORD")
    arguments = ["secrets", "rotate", "REDIS_PASSWORD", "--value-file", str(chosen)]
    assert run(["-C", str(small.folder), *arguments]) == 0
    assert password(small, "REDIS_PASSWORD") == "TheNewOneOfRedis"
    redis, compose = Redis("redis"), small.engine.project.compose()
    assert redis.logs_in(compose, "TheNewOneOfRedis")
    assert not redis.logs_in(compose, old)
    assert small.service("redis").health is Health.HEALTHY


def test_every_keeper_of_the_project_is_found(small: Deployment) -> None:
    found = {kept.server.service: sorted(kept.keys) for kept in rotation.kept_passwords(small.engine.project)}
    assert found == {"db": ["DB_PASSWORD"], "redis": ["REDIS_PASSWORD"]}


class SmallDisk:
    """A file system of its own, which takes no memory but for what is in it, and can be made full at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def mount(self, options: str) -> bool:
        """Whether this user may."""
        return not subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", self.folder], check=False).returncode

    def fill(self) -> None:
        """From now on not a byte more goes in."""
        now = os.statvfs(self.folder)
        assert self.mount(f"remount,size={(now.f_blocks - now.f_bfree) * now.f_frsize}")

    def empty(self) -> None:
        """There is room again."""
        assert self.mount("remount,size=64g")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A file system for one project."""
    found = SmallDisk(tmp_path / "disk")
    found.folder.mkdir()
    if not found.mount("size=64g"):
        reason = "this user may not mount a file system"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    yield found
    subprocess.run(["umount", found.folder], check=True)


@pytest.fixture
def tight(docker_environment: dict[str, str], disk: SmallDisk) -> Iterator[Deployment]:
    """The small project on it."""
    compose_project(disk.folder, f"ld-e2e-{secrets.token_hex(4)}")
    deployment = Deployment(disk.folder, docker_environment)
    try:
        yield deployment
    finally:
        deployment.remove()


def test_on_a_full_disk_nothing_is_rotated_and_nothing_lost(
    tight: Deployment, disk: SmallDisk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not [one for one in tight.engine.up(["db"]) if one.step is Step.FAILED]
    old, before = password(tight), (tight.folder / ".env").read_bytes()

    disk.fill()
    for verb in (["secrets", "rotate", "DB_PASSWORD"], ["up", "db"]):  # looked at before anything is touched
        assert run(["-C", str(tight.folder), *verb]) == 1
        assert "0.0 GB free" in capsys.readouterr().err
    disk.empty()

    def store(text: str) -> None:
        disk.fill()
        write(tight)(text)

    with pytest.raises(EngineError, match="no space left on device; all is as it was before"):
        list(tight.engine.rotate("DB_PASSWORD", "NoRoomForThisOne", store))
    assert (tight.folder / ".env").read_bytes() == before
    assert lets_in(tight, old)
    assert Journal.read(tight.folder) is None

    disk.empty()
    assert run(["-C", str(tight.folder), "secrets", "rotate", "DB_PASSWORD"]) == 0
    assert password(tight) != old
    assert lets_in(tight, password(tight))

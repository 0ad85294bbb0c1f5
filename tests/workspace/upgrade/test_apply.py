"""Writing an upgrade: all files or none, histories, rights, nothing written twice."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.workspace.upgrade.conftest import Bench
from tui.workspace import storage
from tui.workspace.envfile import EnvFile, EnvFileChanged, EnvFileError
from tui.workspace.upgrade.apply import UpgradeBlockedError
from tui.workspace.upgrade.plan import Plan
from tui.workspace.upgrade.planner import plan_upgrade

OLD = "A=1\nHOST=db\n"
SPLIT = {".env.example": "A=2\n", "envs/a/db.env.example": "HOST=db\n", "envs/web.env.example": "W=1\n"}


def snapshot(root: Path) -> dict[str, bytes]:
    """All files but those of our own state."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".launchdeck" not in path.parts
    }


@pytest.fixture
def plan(bench: Bench) -> Plan:
    """A plan with three files."""
    return bench.plan(OLD, OLD, SPLIT, layout="template")


def test_planning_writes_nothing(bench: Bench, plan: Plan) -> None:
    assert [path.name for path in bench.root.rglob("*")] == [".env"]
    assert plan.changes


def test_the_main_file_is_written_last(bench: Bench, plan: Plan) -> None:
    applied = bench.apply(plan)
    assert [path.relative_to(bench.root).as_posix() for path in applied.written] == [
        "envs/a/db.env",
        "envs/web.env",
        ".env",
    ]
    assert stat.S_IMODE((bench.root / "envs/a/db.env").stat().st_mode) == 0o600
    assert EnvFile.load(bench.env).history.read(1).to_bytes().decode() == OLD


@pytest.mark.parametrize("failing", ["envs/a/db.env", "envs/web.env", ".env"])
def test_a_file_that_cannot_be_written_leaves_all_as_they_were(
    bench: Bench, plan: Plan, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    before = snapshot(bench.root)
    replace = storage.replace

    def fail(path: Path, data: bytes, **options: object) -> None:
        if path == bench.root / failing and data != before.get(failing):
            raise EnvFileError("the disk is full")
        replace(path, data, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(storage, "replace", fail)
    with pytest.raises(EnvFileError, match="the disk is full"):
        bench.apply(plan)
    assert snapshot(bench.root) == before
    assert not (bench.root / "envs").exists()
    assert not (bench.root / ".launchdeck" / "upgrade").exists()


def test_a_file_that_cannot_be_removed_brings_all_back(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = bench.plan(
        {".env": "A=1\n", "envs/x.env": "HOST=mine\n", "envs/y.env": "W=5\n"}, SPLIT, OLD, layout="template"
    )
    before = snapshot(bench.root)
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == "y.env":
            raise PermissionError(13, "no")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(EnvFileError, match=r"Cannot remove .*y\.env: permission denied"):
        bench.apply(plan)
    assert snapshot(bench.root) == before


def test_a_killed_run_loses_no_value_and_the_next_one_finishes_it(
    bench: Bench, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    save = EnvFile.save

    def die(file: EnvFile) -> object:
        if file.path == bench.env:
            raise Killed
        return save(file)

    with monkeypatch.context() as patched:
        patched.setattr(EnvFile, "save", die)
        with pytest.raises(Killed):
            bench.apply(plan)
    assert bench.text() == OLD
    bench.upgrade(snapshot_texts(bench), OLD, SPLIT, layout="template")
    assert {name: data for name, data in snapshot(bench.root).items() if name != ".env"} == {
        "envs/a/db.env": b"HOST=db\n",
        "envs/web.env": b"W=1\n",
    }
    assert bench.text() == "A=2\n"


def snapshot_texts(bench: Bench) -> dict[str, str]:
    return {name: data.decode() for name, data in snapshot(bench.root).items()}


def test_a_file_that_changed_since_the_plan_stops_it(bench: Bench, plan: Plan) -> None:
    bench.user("A=somebody else\n")
    with pytest.raises(EnvFileChanged, match="make the plan anew"):
        bench.apply(plan)
    assert snapshot(bench.root) == {".env": b"A=somebody else\n"}


def test_a_blocked_plan_is_not_written(bench: Bench) -> None:
    new = {".env.example": "A=1\nKEY=\n", "compose.yaml": "services: {a: {image: 'x:${KEY:?}'}}\n"}
    plan = bench.plan("A=1\n", "A=1\n", new)
    with pytest.raises(UpgradeBlockedError, match="KEY: no value"):
        bench.apply(plan)
    assert snapshot(bench.root) == {".env": b"A=1\n"}


def test_an_identical_result_is_not_rewritten(bench: Bench) -> None:
    bench.upgrade("A=1\n", "A=1\n", "A=2\n")
    before = bench.env.stat()
    applied = bench.apply(plan_upgrade(bench.env, bench.folder / "new"))
    assert applied.written == ()
    assert len(EnvFile.load(bench.env).history.entries()) == 1
    assert (bench.env.stat().st_ino, bench.env.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_symbolic_link_stays_one(bench: Bench) -> None:
    target = bench.folder / "elsewhere" / "real.env"
    target.parent.mkdir()
    target.write_text("A=1\n")
    bench.env.symlink_to(target)
    bench.user("A=1\n")
    bench.apply(bench.plan("A=1\n", "A=1\n", "A=2\n"))
    assert bench.env.is_symlink()
    assert target.read_text().endswith("A=2\n")

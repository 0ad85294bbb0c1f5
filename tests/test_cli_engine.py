"""The verbs for engines, against an engine that is made up: what they print, where, and what they exit with."""

from __future__ import annotations

import json
import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tui.cli import run
from tui.engine import choice
from tui.engine.protocol import (
    Check,
    Condition,
    EngineError,
    Health,
    LogLine,
    Need,
    Planned,
    Progress,
    ServiceStatus,
    State,
    Step,
    WithoutOffers,
)

Call = Callable[..., tuple[int, str, str]]


class Fake(WithoutOffers):
    """Answers as an engine with two services would."""

    name = "compose"

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.planned: list[Planned] = []
        self.looks = 0
        self.failing = False

    def status(self) -> list[ServiceStatus]:
        self.looks += 1
        known = self.looks > 1
        since = datetime.now(UTC) - timedelta(hours=2, minutes=3)
        api = ServiceStatus("api", State.RUNNING, Health.HEALTHY, since, 1, ("0.0.0.0:80",), "dify-api:1", stale=True)
        figures = ServiceStatus(**{**{f: getattr(api, f) for f in api.__slots__}, "cpu": 12.5, "memory": 80 * 2**20})
        worker = ServiceStatus("worker", State.FAILED, detail="crash loop") if self.failing else None
        return [one for one in (figures if known else api, worker) if one]

    def plan(self) -> list[Planned]:
        return self.planned

    def needs(self) -> dict[str, tuple[Need, ...]]:
        return {"db": (), "api": (Need("db", Condition.HEALTHY),)}

    def preflight(self, *, remote: bool = False) -> list[Check]:  # noqa: ARG002 - the protocol's
        return [Check("LD-PORT", "fail" if self.failing else "ok", "0.0.0.0:80 is looked at", "Stop it")]

    def up(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        self.asked.append(("up", *services))
        yield Progress("api", Step.READY, "healthy")
        if self.failing:
            yield Progress("worker", Step.FAILED, "the database refuses", ("line one", "line two"), "DB_PASSWORD")

    def scale(self, service: str, count: int) -> Iterator[Progress]:
        self.asked.append(("scale", service, count))
        yield Progress(service, Step.READY)

    def pull(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        self.asked.append(("pull", *services))
        yield Progress("api", Step.DONE)

    def recreate(self, services: Sequence[str]) -> Iterator[Progress]:
        self.asked.append(("recreate", *services))
        yield Progress("api", Step.READY)

    def shell(self, service: str, command: Sequence[str] = ()) -> list[str]:
        self.asked.append(("shell", service, *command))
        return [sys.executable, "-c", "import sys; sys.exit(3)"]

    def rotate(self, key: str, new: str, write: Callable[[str], None]) -> Iterator[Progress]:
        if self.failing:
            raise EngineError("db refuses")
        write(new)
        yield Progress("db", Step.READY, f"{key} is changed")

    def run(self, job: Sequence[str]) -> Iterator[LogLine]:
        self.asked.append(("run", *job))
        yield LogLine("job", "done")
        return 4

    def logs(
        self,
        services: Sequence[str] = (),
        *,
        tail: int | None = 200,
        follow: bool = False,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[LogLine]:
        self.asked.append(("logs", *services, tail, follow, since, until))
        yield LogLine("api", "It is Ready", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
        yield LogLine("worker", "something else")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Fake:
    fake = Fake()
    monkeypatch.setattr(choice, "choose_engine", lambda *_: fake)
    return fake


@pytest.fixture
def launchdeck(engine: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs a verb on a workspace; gives exit code, stdout and stderr."""
    (tmp_path / "compose.yaml").write_text("services: {db: {environment: {P: '${DB_PASSWORD}'}}}\n")
    (tmp_path / ".env").write_text("DB_PASSWORD=the-former-one\n")

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = run(["-C", str(tmp_path), *arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_status_is_aligned_and_says_what_is_wrong(launchdeck: Call, engine: Fake) -> None:
    code, out, _ = launchdeck("status")
    assert code == 0
    assert out.splitlines()[:2] == [
        "SERVICE  STATE    HEALTH   UPTIME  RESTARTS  PORTS",
        "api      running  healthy  2h 03m  1         0.0.0.0:80",
    ]
    assert "older settings" in out
    engine.failing = True
    code, out, _ = launchdeck("status")
    assert code == 1
    assert "  crash loop" in out.splitlines()


def test_status_waits_for_figures_only_when_they_are_wanted(launchdeck: Call, engine: Fake) -> None:
    shown = json.loads(launchdeck("status", "--json")[1])["services"][0]
    assert (shown["cpu"], shown["memory"], shown["stale"]) == (None, None, True)
    engine.looks = 0
    shown = json.loads(launchdeck("status", "--json", "--stats")[1])["services"][0]
    assert (shown["cpu"], shown["memory"]) == (12.5, 80 * 2**20)
    assert "12.5 %  80 MB" in launchdeck("status", "--stats")[1]


def test_plan_says_what_would_happen(launchdeck: Call, engine: Fake) -> None:
    assert launchdeck("plan") == (0, "", "nothing would change\n")
    engine.planned = [Planned("api", "recreate", "its settings changed", "port 80 does not answer meanwhile")]
    line = "recreate  api: its settings changed; port 80 does not answer meanwhile\n"
    assert launchdeck("plan") == (0, line, "")
    document = json.loads(launchdeck("plan", "--json")[1])
    assert document["changes"][0].keys() == {"service", "action", "reason", "loses", "by_hand"}


def test_a_failed_launch_shows_log_and_variable(launchdeck: Call, engine: Fake) -> None:
    engine.failing = True
    code, out, err = launchdeck("up", "api")
    assert (code, out) == (1, "")
    assert engine.asked == [("up", "api")]
    assert "| line two" in err
    assert "launchdeck env set DB_PASSWORD" in err
    records = [json.loads(line) for line in launchdeck("up", "--json")[1].splitlines()]
    assert records[1]["variable"] == "DB_PASSWORD"


def test_the_verbs_for_containers_reach_the_engine(launchdeck: Call, engine: Fake) -> None:
    assert launchdeck("scale", "worker=2", "api=0")[0] == 0
    assert launchdeck("pull", "api")[0] == 0
    assert launchdeck("recreate", "api")[0] == 0
    assert launchdeck("exec", "api", "ls", "-l")[0] == 3
    assert launchdeck("run", "--", "reset-password", "--help")[0] == 4
    assert engine.asked == [
        ("scale", "worker", 2),
        ("scale", "api", 0),
        ("pull", "api"),
        ("recreate", "api"),
        ("shell", "api", "ls", "-l"),
        ("run", "reset-password", "--help"),
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["scale", "worker"], "worker is not SERVICE=N; such as: launchdeck scale worker=2"),
        (["scale", "worker=-1"], "worker=-1 is not SERVICE=N"),
        (["scale"], "SERVICE=N"),
        (["recreate"], "SERVICE"),
        (["exec"], "SERVICE"),
        (["secrets", "rotate", "NOSUCH"], "NOSUCH is not a variable of this workspace"),
    ],
)
def test_wrong_usage_is_one_line(launchdeck: Call, engine: Fake, arguments: list[str], message: str) -> None:
    code, out, err = launchdeck(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err
    assert engine.asked == []


def test_doctor_exits_with_what_it_found(launchdeck: Call, engine: Fake) -> None:
    assert launchdeck("doctor") == (0, "ok    0.0.0.0:80 is looked at\n", "")
    engine.failing = True
    code, out, _ = launchdeck("doctor")
    assert (code, out.splitlines()[1].strip()) == (1, "Stop it")
    check = json.loads(launchdeck("doctor", "--json")[1])["checks"][0]
    assert check.keys() == {"id", "status", "message", "mend"}


def test_a_rotation_writes_the_file_and_shows_nothing(launchdeck: Call, engine: Fake, tmp_path: Path) -> None:
    code, out, err = launchdeck("secrets", "rotate", "DB_PASSWORD")
    assert (code, out) == (0, "")
    text = (tmp_path / ".env").read_text()
    new = text.strip().partition("=")[2]
    assert len(new) >= 32
    assert new not in err
    assert "the-former-one" not in text + err
    engine.failing = True
    assert launchdeck("secrets", "rotate", "DB_PASSWORD") == (1, "", "launchdeck: db refuses\n")
    assert (tmp_path / ".env").read_text() == text


def test_setting_a_password_that_lives_in_data_points_to_the_rotation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "bundled"
    assert run(["new", str(folder)]) == 0
    assert run(["-C", str(folder), "env", "set", "DB_PASSWORD", "another-one"]) == 0
    assert "launchdeck secrets rotate DB_PASSWORD changes both" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("verb", "what"),
    [
        (["scale", "--engine", "local", "api=2"], "copies of a service"),
        (["pull", "--engine", "local"], "images to fetch"),
        (["recreate", "--engine", "local", "api"], "containers to make anew"),
        (["exec", "--engine", "local", "api"], "containers to enter"),
        (["secrets", "rotate", "--engine", "local", "DB_PASSWORD"], "way to change a password inside a service"),
    ],
)
def test_the_local_engine_says_what_it_has_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: list[str], what: str
) -> None:
    (tmp_path / ".env").write_text("DB_PASSWORD=x\n")
    assert run(["-C", str(tmp_path), *verb]) == 1
    wanted = f"launchdeck: the local engine has no {what}; --engine compose has, where Docker runs\n"
    assert capsys.readouterr().err == wanted


def test_logs_are_filtered_timed_and_written_for_the_owner_only(launchdeck: Call, tmp_path: Path) -> None:
    assert launchdeck("logs")[1].splitlines() == ["api        | It is Ready", "worker     | something else"]
    assert launchdeck("logs", "--grep", "ready")[1] == "api        | It is Ready\n"
    assert re.fullmatch(r"\d\d:\d\d:05 It is Ready\n", launchdeck("logs", "api", "--grep", "ready", "--times")[1])
    path = tmp_path / "all.log"
    assert launchdeck("logs", "--output", str(path)) == (0, "", f"2 lines in {path}\n")
    assert path.read_text().count("\n") == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert launchdeck("logs", "--output", str(path))[0] == 1
    assert launchdeck("logs", "--output", str(path), "--follow")[0] == 2
    assert launchdeck("logs", "--until", "5m", "--follow")[0] == 2


def test_the_map_is_drawn_listed_and_given_to_programs(launchdeck: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAUNCHDECK_ASCII", "1")
    code, out, err = launchdeck("graph")
    assert (code, out.splitlines()[:2]) == (0, ["db  +-> api", "  h-+   healthy"])
    assert "h healthy" in err
    assert launchdeck("graph", "--list")[1] == "db\n  api  healthy  after db healthy\n"
    data = json.loads(launchdeck("graph", "--json")[1])
    assert data["services"][1] == {
        "name": "api",
        "layer": 1,
        "state": "running",
        "health": "healthy",
        "needs": [{"service": "db", "condition": "healthy"}],
    }


def test_lines_are_objects_for_programs(launchdeck: Call) -> None:
    line = {"service": "api", "time": "2026-01-02T03:04:05+00:00", "text": "It is Ready"}
    assert json.loads(launchdeck("logs", "--json", "--grep", "ready")[1]) == line
    code, out, _ = launchdeck("run", "--json", "--", "good")
    assert (code, json.loads(out)) == (4, {"service": "job", "time": None, "text": "done"})


def test_the_logs_of_a_stretch_of_time_are_all_of_it(launchdeck: Call, engine: Fake) -> None:
    launchdeck("logs", "api")
    launchdeck("logs", "--since", "2026-01-02T03:00Z", "--until", "2026-01-02T04:00Z")
    launchdeck("logs", "--since", "2026-01-02T03:00Z", "--tail", "7")
    three = datetime(2026, 1, 2, 3, tzinfo=UTC)
    assert engine.asked == [
        ("logs", "api", 200, False, None, None),
        ("logs", None, False, three, three + timedelta(hours=1)),
        ("logs", 7, False, three, None),
    ]
    for wrong, said in (
        (("--since", "soon"), "launchdeck: soon is no moment; such as 15m, 2h, 14:30, or 2026-01-31T12:00\n"),
        (("--since", "5m", "--until", "1h"), "launchdeck: 1h is not after 5m; name the earlier moment as since\n"),
        (("--since", "2999-01-01"), "launchdeck: 2999-01-01 is still to come; such as"),
    ):
        code, _, err = launchdeck("logs", *wrong)
        assert (code, err[: len(said)]) == (2, said)

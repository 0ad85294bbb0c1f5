"""``launchdeck events``."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.errors import UsageError
from tests.screens.memory_engine import MemoryEngine
from tui.cli import run
from tui.engine import choice
from tui.engine.moments import moment_of
from tui.engine.protocol import ServiceEvent, What

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MemoryEngine:
    made = MemoryEngine(tmp_path)
    monkeypatch.setattr(choice, "choose_engine", lambda *_: made)
    (tmp_path / "docker-compose.yaml").write_text("services: {api: {image: x}}\n")
    made.happen(ServiceEvent(NOW, "api", What.ENDED, "p-api-1", "ended with exit code 3"))
    made.happen(ServiceEvent(NOW.replace(hour=13), "worker", What.STARTED))
    return made


def test_events_are_lines_for_people_and_objects_for_programs(
    engine: MemoryEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(tmp_path), "events", "api"]) == 0
    time = NOW.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    assert capsys.readouterr().out == f"{time}  api            ended         ended with exit code 3\n"
    assert run(["-C", str(tmp_path), "events", "--json", "--since", "2026-11-25T12:30+00:00"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {
        "time": "2026-11-25T13:00:00+00:00",
        "service": "worker",
        "container": "",
        "what": "started",
        "cause": "",
    }


def test_a_moment_is_an_age_or_a_date() -> None:
    assert moment_of("10m", NOW) == datetime(2026, 11, 25, 11, 50, tzinfo=UTC)
    assert moment_of("2d", NOW) == datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert moment_of("2026-11-25T10:00:00Z", NOW).hour == 10
    here = NOW.astimezone()
    assert moment_of(f"{here:%H:%M}", NOW) == NOW
    assert moment_of(f"{here:%H:%M}:01", NOW) == NOW.replace(day=24, second=1), "the last time that it was so"
    for text in ("yesterday", "25:00", "m", "-5m", "9" * 30 + "d"):
        with pytest.raises(UsageError, match="is no moment"):
            moment_of(text, NOW)

"""What the supervisor's journal tells."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tui.engine.local.events import event_of, events_of
from tui.engine.protocol import What

JOURNAL = """2026-11-25 22:00:00,001 INFO RPC interface 'supervisor' initialized
2026-11-25 22:00:01,250 INFO spawned: 'api' with pid 41
2026-11-25 22:00:02,251 INFO success: api entered RUNNING state, process has stayed up for > than 1 seconds (startsecs)
2026-11-25 22:00:03,000 WARN exited: api (exit status 3; not expected)
2026-11-25 22:00:04,000 WARN exited: beat (terminated by SIGKILL; not expected)
2026-11-25 22:00:05,000 INFO gave up: api entered FATAL state, too many start retries too quickly
2026-11-25 22:00:06,000 WARN killing 'worker' (44) with SIGKILL
2026-11-25 22:00:07,000 INFO stopped: worker (terminated by SIGKILL)
"""
"""Lines that supervisor 4.3 wrote."""


def test_the_journal_is_read_as_events(tmp_path: Path) -> None:
    journal = tmp_path / "supervisord.log"
    older, newer = JOURNAL[: JOURNAL.index("2026-11-25 22:00:03")], JOURNAL[JOURNAL.index("2026-11-25 22:00:03") :]
    (tmp_path / "supervisord.log.1").write_text(older)
    journal.write_text(newer)
    found = list(events_of(journal, {"api", "beat", "worker"}, since=None, follow=False))
    assert [(one.service, one.what, one.cause) for one in found] == [
        ("api", What.STARTED, "pid 41"),
        ("api", What.ENDED, "exit code 3"),
        ("beat", What.ENDED, "terminated by SIGKILL"),
        ("api", What.FAILED, "too many start retries too quickly"),
        ("worker", What.SIGNALLED, "SIGKILL"),
        ("worker", What.STOPPED, "terminated by SIGKILL"),
    ]
    since = found[3].at + timedelta(milliseconds=1)
    later = list(events_of(journal, {"worker", "api"}, since=since, follow=False))
    assert [one.service for one in later] == ["worker", "worker"]
    assert list(events_of(tmp_path / "gone", {"api"}, since=None, follow=False)) == []


def test_what_comes_is_followed(tmp_path: Path) -> None:
    journal = tmp_path / "supervisord.log"
    first, second = JOURNAL.splitlines(keepends=True)[1], JOURNAL.splitlines(keepends=True)[3]
    journal.write_text(first)
    stream = events_of(journal, {"api"}, since=None, follow=True)
    assert next(stream).what is What.STARTED
    with journal.open("a") as file:
        file.write(second)
    assert next(stream).what is What.ENDED


def test_times_are_those_of_this_machine() -> None:
    event = event_of(JOURNAL.splitlines()[1])
    assert event is not None
    assert event.at.astimezone().strftime("%H:%M:%S.%f") == "22:00:01.250000"

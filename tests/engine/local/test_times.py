"""When a line of a log was written, read off the line itself."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tui.engine.local.logs import Source, lines_of
from tui.engine.local.times import time_of, timed, zone_of

AT = datetime(2026, 11, 26, 2, 24, 28, tzinfo=UTC)
EAST = timezone(timedelta(hours=3))


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-26 02:24:28 UTC [10264] LOG:  starting PostgreSQL",
        "2026-11-26T02:24:28Z begin",
        "2026-11-26 05:24:28 INFO [MainThread] in the zone of LOG_TZ",
        "[2026-11-26 05:24:28,000: INFO/MainProcess] mingle",
        "[2026-11-26 02:24:28 +0000] [7] [INFO] Booting worker",
        '{"ts": "2026-11-26T02:24:28+00:00", "message": "hello"}',
        '127.0.0.1 - - [26/Nov/2026:02:24:28 +0000] "GET / HTTP/1.1" 200 -',
    ],
)
def test_the_time_is_read_off_the_line(line: str) -> None:
    assert time_of(line, EAST) == AT


def test_valkey_writes_the_time_of_this_machine() -> None:
    here = AT.astimezone()
    assert time_of(f"10277:M {here:%d %b %Y %H:%M:%S}.000 * Ready", None) == AT


@pytest.mark.parametrize("line", ["", "Traceback", "2026-13-45 99:00:00 nonsense", "at 2026-11-26 02:24:28 it broke"])
def test_what_is_no_time_is_none(line: str) -> None:
    assert time_of(line, UTC) is None


def test_a_line_without_a_time_belongs_to_the_one_before_and_narration_to_what_follows() -> None:
    texts = ["launchdeck-runtime: mode api", "2026-11-26 02:24:28 one", "Traceback", "launchdeck-runtime: ended"]
    assert [line.at for line in timed("api", texts, UTC)] == [AT] * 4
    assert [line.at for line in timed("api", ["nothing", "known"], UTC)] == [None, None]
    assert zone_of("Europe/Berlin").utcoffset(datetime(2026, 7, 1)) == timedelta(hours=2)
    assert zone_of("No/Where") is UTC


def test_a_stretch_of_time_reaches_into_rotated_files_and_services_are_merged_by_time(tmp_path: Path) -> None:
    def write(name: str, *seconds: int) -> Source:
        path = tmp_path / name
        path.write_text("".join(f"2026-11-26 02:24:{second:02} {name} {second}\n" for second in seconds))
        return Source(path)

    old = write("a.log.2", 1, 2).path
    write("a.log.1", 10, 11)
    sources = {"a": write("a.log", 20, 21, 40), "b": write("b.log", 12, 22)}

    def found(since: datetime | None, until: datetime | None = None, tail: int | None = None) -> list[str]:
        lines = lines_of(sources, tail=tail, follow=False, since=since, until=until)
        return [line.text.split(" ", 2)[2].removesuffix(".log") for line in lines]

    assert found(AT.replace(second=11), AT.replace(second=40)) == [
        *("a.log.1 11", "b.log 12", "a.log 20", "a.log 21", "b.log 22"),
    ]
    assert found(AT.replace(second=0), tail=1) == ["b.log 22", "a.log 40"]
    assert found(None) == [
        *("a.log.2 1", "a.log.2 2", "a.log.1 10", "a.log.1 11", "b.log 12"),
        *("a.log 20", "a.log 21", "b.log 22", "a.log 40"),
    ]
    os.utime(old, (0, 0))  # last written long before
    assert found(AT.replace(second=0))[0] == "a.log.1 10"

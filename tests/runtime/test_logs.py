"""Log lines: text and JSON, zone and date format, rotation, ids."""

from __future__ import annotations

import json
import logging
import logging.config
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime import logs
from runtime.environment import Environment
from runtime.logs import LogSettings


@pytest.fixture
def logger(monkeypatch: pytest.MonkeyPatch) -> Iterator[logging.Logger]:
    """A logger of this test's own; the root logger is put back afterwards."""
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    yield logging.getLogger("shop")
    for handler in root.handlers:
        if handler not in before[1]:
            handler.close()
    root.setLevel(before[0])
    root.handlers[:] = before[1]


def configured(**variables: str) -> None:
    logs.configure(LogSettings.from_environment(Environment(variables)))


def test_a_text_line(logger: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    configured()
    logger.warning("sold %s", "out")
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} WARNING \[MainThread\] \[test_logs.py:\d+\] - - sold out\n",
        capsys.readouterr().out,
    )


def test_pattern_date_format_and_zone(logger: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    configured(LOG_FORMAT="%(asctime)s|%(req_id)s|%(message)s", LOG_DATEFORMAT="%H:%M %Z", LOG_TZ="Asia/Tokyo")
    token = logs.request_id.set("abc")
    logger.info("x")
    logs.request_id.reset(token)
    assert re.fullmatch(r"\d\d:\d\d JST\|abc\|x\n", capsys.readouterr().out)


def test_a_json_line(logger: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    configured(LOG_OUTPUT_FORMAT="json", LOG_TZ="Asia/Tokyo")
    token = logs.request_id.set("abc")
    try:
        int("two\nlines")
    except ValueError:
        logger.exception("broken")
    logs.request_id.reset(token)
    (line,) = capsys.readouterr().out.splitlines()
    record = json.loads(line)
    assert record.keys() == {"ts", "severity", "logger", "caller", "message", "req_id", "trace_id", "stack_trace"}
    assert record["ts"].endswith("+09:00")
    assert (record["severity"], record["logger"], record["req_id"]) == ("ERROR", "shop", "abc")
    assert "ValueError: invalid literal" in record["stack_trace"]


def test_a_trace_stands_beside_the_request(
    logger: logging.Logger, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "current_span", lambda: ("the-trace", "the-span"))
    configured(LOG_OUTPUT_FORMAT="json")
    logger.info("x")
    record = json.loads(capsys.readouterr().out)
    assert (record["trace_id"], record["span_id"]) == ("the-trace", "the-span")
    assert "req_id" not in record


def test_a_file_is_rotated_at_its_size_and_so_many_are_kept(logger: logging.Logger, tmp_path: Path) -> None:
    file = tmp_path / "logs" / "server.log"
    configured(LOG_FILE=str(file), LOG_FILE_MAX_SIZE="1", LOG_FILE_BACKUP_COUNT="2", LOG_LEVEL="INFO")
    for number in range(40):
        logger.info("%d %s", number, "x" * 100_000)
    assert sorted(path.name for path in file.parent.iterdir()) == ["server.log", "server.log.1", "server.log.2"]
    assert all(path.stat().st_size <= 1024 * 1024 for path in file.parent.iterdir())
    assert " 39 " in file.read_text().splitlines()[-1]


def test_a_file_that_cannot_be_written_costs_the_file_only(
    logger: logging.Logger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    configured(LOG_FILE=str(tmp_path / "file" / "server.log"))
    logger.info("still here")
    said = capsys.readouterr()
    assert "still here" in said.out
    assert "LOG_FILE" in said.err


def test_the_level_holds_for_all_loggers(logger: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    configured(LOG_LEVEL="ERROR")
    logger.warning("quiet")
    assert capsys.readouterr().out == ""

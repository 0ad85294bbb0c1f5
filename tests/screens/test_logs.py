"""The Logs screen: follow, hold still, search, wrap, one service or all."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import sample_workspace
from tests.screens.walking import USUAL, Walk, walk
from tui.engine.protocol import LogLine
from tui.screens.logs.buffer import LogBuffer


@asynccontextmanager
async def logs_walk(folder: Path, size: tuple[int, int] = USUAL, lines: int = 3) -> AsyncIterator[Walk]:
    """The app with its logs in front, some lines logged."""
    engine = MemoryEngine(folder)
    for number in range(lines):
        engine.log("api" if number % 2 else "worker", f"line {number} of the start")
    async with walk(sample_workspace(folder), engine, size) as opened:
        await opened.press("4")
        if lines:
            await opened.until_seen(f"line {lines - 1} of the start")
        yield opened


async def test_the_log_follows_what_the_services_write(tmp_path: Path) -> None:
    async with logs_walk(tmp_path, lines=60) as opened:
        assert "● following  all services  60 lines, from the last 200 of each on" in opened.seen
        opened.engine.log("api", "a fresh line")
        await opened.until_seen("api            a fresh line")


async def test_scrolling_up_holds_still_and_going_to_the_end_follows_again(tmp_path: Path) -> None:
    async with logs_walk(tmp_path, lines=60) as opened:
        await opened.press("g")
        assert "holding still" in opened.seen
        assert "line 0 of the start" in opened.seen
        opened.engine.log("api", "a fresh line")
        await opened.until_seen("61 lines")
        assert "a fresh line" not in opened.seen
        await opened.press("G")
        await opened.until_seen("a fresh line")
        assert opened.logs.view.following
        await opened.press("space")
        assert not opened.logs.view.following


async def test_one_service_is_shown_alone_and_all_again(tmp_path: Path) -> None:
    async with logs_walk(tmp_path) as opened:
        await opened.press("s", "s", "s", "s")
        assert opened.logs.service == "api"
        assert "line 1 of the start" in opened.seen
        assert "line 0 of the start" not in opened.seen
        await opened.press("a")
        assert "line 0 of the start" in opened.seen


async def test_a_search_shows_what_matches_or_marks_it_among_the_rest(tmp_path: Path) -> None:
    async with logs_walk(tmp_path) as opened:
        opened.engine.log("api", "GET /health 200")
        await opened.until_seen("GET /health 200")
        await opened.press("slash")
        await opened.type("heal")
        assert "GET /health 200" in opened.seen
        assert "of the start" not in opened.seen
        assert "1 with 'heal'" in opened.seen
        await opened.press("enter", "m")
        assert "line 2 of the start" in opened.seen
        await opened.press("n")
        assert opened.logs.view.here == 3
        await opened.press("escape")
        assert opened.logs.sought == ""


async def test_a_search_without_a_match_says_how_to_get_out(tmp_path: Path) -> None:
    async with logs_walk(tmp_path) as opened:
        await opened.press("slash", "z", "z")
        assert "No line has this text." in opened.seen


async def test_long_lines_wrap_on_request(tmp_path: Path) -> None:
    async with logs_walk(tmp_path, size=(80, 24)) as opened:
        opened.engine.log("api", "begin " + "x" * 100 + " the end")
        await opened.until_seen("begin xxx")
        assert "the end" not in opened.seen
        await opened.press("w")
        assert "the end" in opened.seen


async def test_times_show_on_request(tmp_path: Path) -> None:
    async with logs_walk(tmp_path) as opened:
        at = datetime(2026, 3, 4, 12, 30, 45, tzinfo=UTC)
        opened.engine.log("api", "with a time", at)
        await opened.until_seen("with a time")
        assert ":30:45" not in opened.seen
        await opened.press("t")
        assert ":30:45 api" in opened.seen


async def test_what_a_program_prints_to_the_terminal_never_reaches_ours(tmp_path: Path) -> None:
    async with logs_walk(tmp_path) as opened:
        opened.engine.log("api", "\x1b[31mred\x1b[0m \x1b]0;title\x07[bold]not markup[/bold]\x9b2J")
        await opened.until_seen("red [bold]not markup[/bold]")
        assert "\x1b" not in opened.svg


async def test_lines_of_a_mode_that_is_not_shown_are_not_missed(tmp_path: Path) -> None:
    async with logs_walk(tmp_path) as opened:
        await opened.press("1")
        opened.engine.log("beat", "meanwhile")
        await opened.press("4")
        await opened.until_seen("meanwhile")


async def test_the_lines_in_sight_are_copied(tmp_path: Path) -> None:
    async with logs_walk(tmp_path) as opened:
        await opened.press("y")
        assert opened.app.clipboard.splitlines()[0].split(None, 1) == ["worker", "line 0 of the start"]
        assert "Copied 3 lines" in opened.notice


async def test_all_lines_that_are_shown_are_copied_also_those_out_of_sight(tmp_path: Path) -> None:
    async with logs_walk(tmp_path, size=(80, 24), lines=60) as opened:
        await opened.press("Y")
        assert len(opened.app.clipboard.splitlines()) == 60
        assert "Copied 60 lines" in opened.notice


async def test_the_lines_that_are_shown_are_written_to_a_file_of_ones_own(tmp_path: Path) -> None:
    async with logs_walk(tmp_path, lines=4) as opened:
        await opened.press("s", "s", "s", "s", "e")
        assert re.fullmatch(r"api-\d{8}-\d{6}\.log", opened.screen.query_one(Input).value)
        opened.screen.query_one(Input).value = ""
        await opened.press("enter")
        assert "Type the name of a file." in opened.seen
        opened.screen.query_one(Input).value = "api.log"
        await opened.press("enter")
        await opened.until_seen("Wrote 2 lines")
        written = opened.workspace.root / "api.log"
        assert written.read_text("utf-8") == "line 1 of the start\nline 3 of the start\n"
        assert written.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("name", "said"), [("taken.log", "exists already"), ("none/x.log", "cannot be written")])
async def test_a_log_never_replaces_a_file_and_says_why_none_was_written(tmp_path: Path, name: str, said: str) -> None:
    async with logs_walk(tmp_path) as opened:
        taken = opened.workspace.root / "taken.log"
        taken.write_text("theirs", "utf-8")
        await opened.press("e")
        opened.screen.query_one(Input).value = name
        await opened.press("enter")
        assert said in opened.notice
        assert taken.read_text("utf-8") == "theirs"


async def test_a_log_that_has_nothing_yet_says_what_would_fill_it(tmp_path: Path) -> None:
    async with logs_walk(tmp_path, lines=0) as opened:
        assert "Nothing has been logged yet." in opened.seen


def test_each_service_keeps_its_last_lines_however_loud_another_is() -> None:
    buffer = LogBuffer(kept=10)
    buffer.add([LogLine("quiet", "once"), *(LogLine("loud", str(number)) for number in range(100))])
    assert buffer.count("loud") == 10
    assert [entry.text for entry in buffer.entries("quiet")] == ["once"]
    assert [entry.text for entry in buffer.entries()][:2] == ["once", "90"]

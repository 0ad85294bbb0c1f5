"""The Logs screen: follow, hold still, search, wrap, one service or all."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import sample_workspace
from tests.screens.walking import USUAL, Walk, walk
from tui.engine.protocol import EngineError, LogLine
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
        assert opened.logs.sought.text == ""


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


def field(opened: Walk, name: str) -> Input:
    """A field of the dialog that writes lines to a file."""
    return opened.screen.query_one(f"#export-{name}", Input)


async def test_the_lines_that_are_shown_are_written_to_a_file_of_ones_own(tmp_path: Path) -> None:
    async with logs_walk(tmp_path, lines=4) as opened:
        await opened.press("s", "s", "s", "s", "e", "enter")
        assert re.fullmatch(r"api-\d{8}-\d{6}\.log", field(opened, "file").value)
        field(opened, "file").value = ""
        await opened.press("enter")
        assert "Type the name of a file." in opened.seen
        field(opened, "file").value = "api.log"
        await opened.press("enter")
        await opened.until_seen("Wrote 2 lines")
        written = opened.workspace.root / "api.log"
        assert written.read_text("utf-8") == "line 1 of the start\nline 3 of the start\n"
        assert written.stat().st_mode & 0o777 == 0o600


async def test_a_stretch_of_time_is_asked_of_the_engine_with_the_marks_in_it(tmp_path: Path) -> None:
    async with logs_walk(tmp_path, lines=0) as opened:
        now = datetime.now(UTC)
        for minutes in (20, 10, 5):
            opened.engine.log("api", f"{minutes} minutes ago", now - timedelta(minutes=minutes))
        await opened.press("b")
        opened.logs.buffer.clear()  # as if it were out of what is kept
        opened.logs.put_mark()
        await opened.press("e", "down", "down", "enter")
        field(opened, "since").value = "soon"
        await opened.press("enter")
        assert "Soon is no moment: such as 15m" in opened.prose("#ask-problem")
        assert f"by the clock of this machine ({now.astimezone().tzname()})" in opened.prose("#export-note")
        field(opened, "since").value = "15m"
        await opened.press("enter")
        field(opened, "until").value = "1h"
        await opened.press("enter")
        assert "1h is not after 15m" in opened.prose("#ask-problem")
        field(opened, "until").value = ""
        await opened.press("enter")
        field(opened, "file").value = "range.log"
        await opened.press("enter")
        await opened.until_seen("Wrote 3 lines")
        lines = (opened.workspace.root / "range.log").read_text("utf-8").splitlines()
        assert [line.split(" ", 2)[2].split(maxsplit=1) for line in lines[:-1]] == [
            ["api", "10 minutes ago"],
            ["api", "5 minutes ago"],
        ]
        assert " mark " in lines[-1]
        await opened.press("e", "down", "down", "enter")
        field(opened, "since").value, field(opened, "until").value = "2h", "1h"
        field(opened, "file").focus()
        await opened.press("enter")
        await opened.until(lambda: "nothing was written" in opened.notice, "the notice")


@pytest.mark.parametrize(("name", "said"), [("taken.log", "exists already"), ("none/x.log", "cannot be written")])
async def test_a_log_never_replaces_a_file_and_says_why_none_was_written(tmp_path: Path, name: str, said: str) -> None:
    async with logs_walk(tmp_path) as opened:
        taken = opened.workspace.root / "taken.log"
        taken.write_text("theirs", "utf-8")
        await opened.press("e", "enter")
        field(opened, "file").value = name
        await opened.press("enter")
        assert said in (opened.prose("#ask-problem") if name == "taken.log" else opened.notice)
        assert taken.read_text("utf-8") == "theirs"


async def test_lines_without_a_text_patterns_and_former_searches(tmp_path: Path) -> None:
    async with logs_walk(tmp_path, lines=4) as opened:
        await opened.press("slash")
        opened.logs.query_one("#log-search", Input).value = "!line 1"
        await opened.pilot.pause()
        assert "3 without 'line 1'" in opened.seen
        assert "line 1 of" not in opened.prose("#log")
        await opened.press("enter", "escape", "slash", "up")
        assert opened.logs.sought.text == "!line 1"
        await opened.press("down")
        assert opened.logs.sought.text == ""
        opened.logs.query_one("#log-search", Input).value = "line [12"
        await opened.press("ctrl+t")
        assert "no pattern: unterminated character set" in opened.seen
        assert "line 0 of" in opened.prose("#log"), "a pattern that is not finished hides nothing"
        await opened.press("end", "right_square_bracket")
        assert "2 matching 'line [12]'" in opened.seen
        await opened.press("enter", "r")
        assert "0 with 'line [12]'" in opened.seen


async def test_a_mark_stays_in_every_view_and_is_gone_to(tmp_path: Path) -> None:
    async with logs_walk(tmp_path, size=(80, 24), lines=60) as opened:
        assert "logs.next-mark" not in {command.id for command in opened.logs.offered()}
        await opened.press("b")
        for number in range(60):
            opened.engine.log("api", f"later {number}")
        await opened.until_seen("later 59")
        await opened.press("apostrophe")
        assert " mark " in opened.prose("#log")
        assert opened.logs.view.here == 60
        await opened.press("slash")
        await opened.type("later 1")
        assert " mark " in opened.prose("#log"), "a search does not hide it"
        assert "11 with 'later 1'" in opened.seen
        await opened.press("enter", "Y")
        assert len(opened.app.clipboard.splitlines()) == 12


async def test_one_moves_as_in_a_pager_and_what_is_in_sight_stays_while_lines_come_and_go(tmp_path: Path) -> None:
    async with logs_walk(tmp_path, size=(80, 24), lines=100) as opened:
        view = opened.logs.view
        height = view.size.height
        await opened.press("g", "ctrl+d", "ctrl+d", "ctrl+u")
        assert view.scroll_offset.y == round((height - 1) / 2)
        await opened.press("pagedown", "ctrl+b", "j")
        top = opened.prose("#log").split("of the start")[0].strip()
        for number in range(view_limit := opened.logs.most_lines // 400):
            opened.engine.log("api", f"fresh {number}")
        await opened.until_seen(f"{100 + view_limit} lines")
        assert opened.prose("#log").startswith(top)
        view.extend([], limit=100)  # the oldest go
        await opened.pilot.pause()
        assert view.count == 90
        assert not view.following
        await opened.press("w")
        await opened.press("w")
        opened.engine.log("api", f"{'x' * 200} end")
        await opened.until_seen(f"{101 + view_limit} lines")
        await opened.press("shift+right")
        assert view.scroll_offset.x == view.size.width // 2
        await opened.press("shift+left", "dollar_sign")
        assert view.scroll_offset.x == view.max_scroll_x > view.size.width
        await opened.press("0")
        assert view.scroll_offset.x == 0


async def test_a_log_that_has_nothing_yet_says_what_would_fill_it(tmp_path: Path) -> None:
    async with logs_walk(tmp_path, lines=0) as opened:
        assert "Nothing has been logged yet." in opened.seen


class Lost(MemoryEngine):
    """An engine that cannot be reached at times."""

    lost = True

    def services(self) -> tuple[str, ...]:
        if self.lost:
            raise EngineError("Docker is not running", "start it")
        return super().services()

    def logs(self, *arguments: Any, **options: Any) -> Iterator[LogLine]:
        for line in super().logs(*arguments, **options):
            if self.lost:
                raise EngineError("Docker is not running", "start it")
            yield line


async def test_an_engine_that_is_lost_is_told_and_followed_again_from_where_it_was_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.logs.screen.RETRY_SECONDS", 0.2)
    engine = Lost(tmp_path)
    engine.log("api", "the first")
    async with walk(sample_workspace(tmp_path), engine) as opened:
        await opened.press("4")
        await opened.until_seen("Docker is not running; start it. It is asked again")
        assert "✗ not followed" in opened.seen
        engine.lost = False
        await opened.until_seen("the first")
        await opened.until_seen("● following")
        await opened.until(lambda: "api" in opened.prose("#log-services"), "the services")
        engine.lost = True
        engine.log("api", "what ends it")
        await opened.until_seen("✗ not followed")
        engine.lost = False
        await opened.until_seen("what ends it")
        assert opened.seen.count("the first") == 1
        assert opened.logs.buffer.count() == 2


def test_each_service_keeps_its_last_lines_however_loud_another_is() -> None:
    buffer = LogBuffer(kept=10)
    buffer.add([LogLine("quiet", "once"), *(LogLine("loud", str(number)) for number in range(100))])
    assert buffer.count("loud") == 10
    assert [entry.text for entry in buffer.entries("quiet")] == ["once"]
    assert [entry.text for entry in buffer.entries()][:2] == ["once", "90"]

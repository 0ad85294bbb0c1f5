"""What the terminal is told: ASCII only where that is wanted, and whose the mouse is."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tests.conftest import ROOT
from tests.screens.walking import SMALL, sample_walk
from tui import cli
from tui.terminal import COORDINATES, RELEASE, TAKE, AsciiFilter, Mouse
from tui.theme import ASCII, UNICODE, glyphs


async def test_every_line_of_every_screen_gets_by_with_ascii(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAUNCHDECK_ASCII", "1")
    async with sample_walk(tmp_path, size=SMALL) as opened:
        opened.configure.store("LOG_LEVEL", "LOUD")
        for keys in ("1", "question_mark", "escape", "n", "2", "3", "4", "H", "escape", "ctrl+o", "escape", "ctrl+p"):
            await opened.press(keys)
            assert [line for line in opened.lines if not line.isascii()] == [], keys


def test_signs_of_the_framework_are_replaced_and_words_are_not() -> None:
    bold = Style(bold=True)
    found = AsciiFilter().apply([Segment("│┌─┐ cut…", bold), Segment("größe"), Segment("plain")], Color(0, 0, 0))
    assert found == [Segment("|+-+ cut~", bold), Segment("größe"), Segment("plain")]


def test_the_flag_counts_for_all_that_is_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LAUNCHDECK_ASCII", "")
    monkeypatch.setattr("tui.theme._chosen", UNICODE)
    (tmp_path / "some.env").write_text("A=1\n")
    assert cli.run(["--ascii", "env", "get", "A", "--file", str(tmp_path / "some.env")]) == 0
    assert glyphs() is ASCII, "the flag is stronger than the file of settings"


def test_the_mouse_is_left_to_the_terminal_and_taken_back() -> None:
    told = io.StringIO()
    mouse = Mouse(target=told)
    mouse.give(ours=False)
    mouse.say()
    mouse.give(ours=True)
    mouse.end()
    assert told.getvalue() == RELEASE + RELEASE + TAKE


def test_a_mouse_that_was_not_ours_at_first_is_given_back_at_the_end() -> None:
    told = io.StringIO()
    mouse = Mouse(ours=False, target=told)
    mouse.end()
    assert told.getvalue() == ""
    mouse.give(ours=True)
    mouse.end()
    assert told.getvalue() == TAKE + COORDINATES + RELEASE


def test_a_terminal_without_the_signs_gets_them_by_number_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "some.env").write_text("PLACE=größe\nDB_PASSWORD=abc\n", "utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "tui.cli", "env", "list", "--modified", "--file", str(tmp_path / "some.env")],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "PLACE=gr\\xf6\\xdfe" in result.stdout
    assert "DB_PASSWORD=********" in result.stdout

"""The Review screen: what is wrong, what saving changes, and what happens when it cannot be saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.rules.base import Severity
from tests.screens.sample import CANARY, ENV
from tests.screens.walking import sample_walk
from tui.screens.configure.screen import ConfigureScreen
from tui.screens.confirm import ConfirmScreen


async def test_the_difference_is_shown_and_saving_changes_one_line_and_not_a_byte_more(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        walk.configure.store("DB_HOST", "db2")
        await walk.press("s")
        assert "- DB_HOST=db.example.com" in walk.seen
        assert "+ DB_HOST=db2" in walk.seen
        assert walk.workspace.env_path.read_text("utf-8") == ENV
        await walk.press("s")
        await walk.until(lambda: not walk.workspace.changes() and not walk.review.saving)
        assert walk.workspace.env_path.read_text("utf-8") == ENV.replace("DB_HOST=db.example.com", "DB_HOST=db2")
        assert "Saved 1 value to .env To be read by api, worker at the next start." in walk.notice
        assert "Nothing to save" in walk.seen


async def test_a_secret_that_changes_is_masked_on_both_sides(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        walk.configure.store("DB_PASSWORD", "another-secret")
        await walk.press("2")
        assert "+ DB_PASSWORD=•••••••• (new)" in walk.seen
        assert "another-secret" not in walk.svg
        assert CANARY not in walk.svg


async def test_a_file_that_somebody_else_changed_is_not_overwritten_and_no_edit_is_lost(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        walk.configure.store("DB_HOST", "db2")
        walk.configure.store("DB_PASSWORD", f"{CANARY}-mine")
        theirs = ENV.replace(f"{CANARY}-db", f"{CANARY}-theirs") + "S3_BUCKET_NAME=theirs\n"
        walk.workspace.env_path.write_text(theirs, "utf-8")
        await walk.press("2", "s")
        await walk.until(lambda: "was changed by something else" in walk.seen)
        assert "was db.example.com   yours db2   now db.example.com" in walk.seen
        assert "S3_BUCKET_NAME  (theirs)" in walk.seen
        assert "DB_PASSWORD  (both: yours would win)" in walk.seen
        assert CANARY not in walk.seen
        assert walk.workspace.env_path.read_text("utf-8") == theirs
        await walk.press("enter")
        await walk.until(lambda: "was changed by something else" not in walk.seen)
        assert [change.name for change in walk.workspace.changes()] == ["DB_HOST", "DB_PASSWORD"]
        await walk.press("s")
        await walk.until(lambda: not walk.workspace.changes())
        written = walk.workspace.env_path.read_text("utf-8")
        mine = theirs.replace("DB_HOST=db.example.com", "DB_HOST=db2").replace(f"{CANARY}-theirs", f"{CANARY}-mine")
        assert written == mine


async def test_a_file_that_cannot_be_written_says_so_before_and_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.workspace import storage
    from tui.workspace.envfile import EnvFileError
    from tui.workspace.workspace import Workspace

    def refuse(*_args: object, **_options: object) -> None:
        raise EnvFileError("docker/.env is read-only", "chmod u+w makes it writable")

    # Root may write everywhere, so the test says what the system would.
    monkeypatch.setattr(Workspace, "read_only_reason", property(lambda _: "docker/.env is read-only"))
    monkeypatch.setattr(storage, "replace", refuse)
    async with sample_walk(tmp_path) as walk:
        walk.configure.store("DB_HOST", "db2")
        await walk.press("2")
        assert "read-only" in walk.lines[0]
        assert "read-only, nothing can be saved" in walk.seen
        await walk.press("s")
        await walk.until_seen("chmod u+w makes it writable")
        assert walk.workspace.text("DB_HOST") == "db2"
        assert walk.workspace.env_path.read_text("utf-8") == ENV


async def test_edits_are_forgotten_only_after_asking(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        walk.configure.store("DB_HOST", "db2")
        await walk.press("2", "D")
        assert isinstance(walk.screen, ConfirmScreen)
        assert "DB_HOST" in walk.seen
        await walk.press("enter")
        assert walk.workspace.changes(), "the first answer keeps them"
        await walk.press("D", "down", "enter")
        assert not walk.workspace.changes()


async def test_the_problem_with_the_cursor_is_fixed_with_one_key_and_taken_back_with_another(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("2")
        assert walk.review.problems.has_focus, "there is nothing to save, so what is wrong comes first"
        assert "Remove DB_PORT, so that its default is in force" in walk.prose("#problem-text")
        await walk.press("x")
        assert walk.workspace.text("DB_PORT") is None
        assert "No problems" in walk.seen
        assert "- DB_PORT=70000" in walk.seen
        await walk.press("u")
        assert walk.workspace.text("DB_PORT") == "70000"
        assert "✗ error   DB_PORT must be a port" in walk.seen


async def test_the_problems_of_one_severity_can_be_seen_alone(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        walk.configure.store("CONSOLE_API_URL", "http://shop.example.com")
        walk.configure.store("APP_WEB_URL", "https://shop.example.com")
        await walk.press("2")
        assert "Problems  ✗ 1 error  ▲ 1 warning  ◇ 1 hint" in walk.seen
        shown = []
        for _ in range(4):
            shown.append([found.severity for found in walk.review.problems.shown])
            await walk.press("f")
        assert shown == [[Severity.ERROR, Severity.WARNING, Severity.HINT], [3], [2], [1]]
        await walk.press("f")
        assert walk.review.only is Severity.ERROR
        await walk.press("x")
        assert walk.review.only is None, "what is through with its last error shows the others"


async def test_the_palette_filters_the_problems_too(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        walk.configure.store("SECRET_KEY", "short")
        await walk.press("2", "ctrl+p")
        await walk.type("show warn")
        await walk.until_seen("Show warnings")
        await walk.press("enter")
        await walk.until(lambda: walk.review.only is Severity.WARNING)
        assert "SECRET_KEY is •••••••• , shorter" in walk.seen or "▲ warning SECRET_KEY is" in walk.seen


async def test_a_fix_that_is_not_always_safe_says_what_must_be_true(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        walk.configure.store("SECRET_KEY", "short")
        await walk.press("2", "f", "f")
        fix = walk.review.problems.current.fix
        assert fix.caution
        assert fix.caution in walk.prose("#problem-text")
        await walk.press("x")
        assert fix.caution in walk.notice


async def test_enter_on_a_problem_goes_to_its_variable(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("2", "enter")
        await walk.until(lambda: isinstance(walk.screen, ConfigureScreen))
        assert walk.configure.variables.current == "DB_PORT"
        assert walk.configure.variables.has_focus


async def test_escape_goes_back_to_the_variables(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("2", "escape")
        assert isinstance(walk.screen, ConfigureScreen)

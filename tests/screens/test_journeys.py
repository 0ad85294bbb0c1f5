"""The ten most usual ways through the app, each by keys alone and by mouse alone (texts are typed in both)."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from tests.screens.sample import ENV
from tests.screens.test_snapshots import saved_before, with_templates
from tests.screens.walking import sample_walk
from tui.screens.configure.screen import ConfigureScreen
from tui.screens.review.screen import ReviewScreen
from tui.screens.upgrade.screen import UpgradeScreen

TALL = (120, 100)
"""A terminal in which the list of keys needs no scrolling."""
pytestmark = pytest.mark.parametrize("how", ["keys", "mouse"])


async def test_from_the_first_start_to_a_written_file(tmp_path: Path, how: str) -> None:
    async with sample_walk(tmp_path, None, size=TALL) as walk:
        env = walk.workspace.env_path
        await walk.do(how, keys="enter " * 5, mouse=" | ".join(["Next"] * 5))
        await walk.until_seen("What will be written")
        assert not env.exists()
        await walk.do(how, keys="enter", mouse="Write")
        await walk.until(lambda: isinstance(walk.screen, ConfigureScreen))
        assert stat.S_IMODE(env.stat().st_mode) == 0o600


async def test_a_variable_is_found_changed_corrected_and_saved(tmp_path: Path, how: str) -> None:
    async with sample_walk(tmp_path, ENV.replace("DB_PORT=70000\n", ""), size=TALL) as walk:
        await walk.do(how, keys="slash", mouse="Search")
        await walk.until(lambda: isinstance(walk.screen.focused, Input))
        await walk.type("pool")
        await walk.do(how, keys="enter enter", mouse="SQLALCHEMY_POOL_SIZE  30")
        await walk.until_seen("Store")
        await walk.press("ctrl+u", "x")
        assert "SQLALCHEMY_POOL_SIZE must be a whole number" in walk.prose("#live-check")
        await walk.press("backspace", "2", "0")
        await walk.do(how, keys="enter", mouse="Store")
        await walk.do(how, keys="s", mouse="Save")
        await walk.until_seen("+ SQLALCHEMY_POOL_SIZE=20")
        assert isinstance(walk.screen, ReviewScreen)
        await walk.do(how, keys="s", mouse="Save")
        await walk.until(lambda: "SQLALCHEMY_POOL_SIZE=20\n" in walk.workspace.env_path.read_text("utf-8"))
        await walk.until(lambda: not walk.workspace.changes())


async def test_the_next_finding_is_fixed(tmp_path: Path, how: str) -> None:
    async with sample_walk(tmp_path, size=TALL) as walk:
        await walk.do(how, keys="e", mouse="Problem")
        await walk.until(lambda: walk.configure.variables.current == "DB_PORT")
        await walk.do(how, keys="x", mouse="Fix")
        await walk.until(lambda: walk.workspace.text("DB_PORT") is None)
        assert "valid" in walk.lines[0]


async def test_a_block_is_pasted(tmp_path: Path, how: str) -> None:
    async with sample_walk(tmp_path, size=TALL) as walk:
        await walk.do(how, keys="p", mouse="Keys | Paste KEY=VALUE")
        await walk.until_seen("Paste the lines now.")
        walk.app.post_message(events.Paste("DB_HOST=db2\nLOG_LEVEL=ERROR"))
        await walk.until_seen("2 of 2 will be set")
        await walk.do(how, keys="down space", mouse="LOG_LEVEL")
        await walk.until_seen("1 of 2 will be set")
        await walk.do(how, keys="enter", mouse="enter Set")
        await walk.until(lambda: walk.workspace.text("DB_HOST") == "db2")
        assert walk.workspace.text("LOG_LEVEL") == "DEBUG"


async def test_a_secret_is_generated_revealed_and_copied(tmp_path: Path, how: str) -> None:
    async with sample_walk(tmp_path, size=TALL) as walk:
        before = walk.workspace.text("SECRET_KEY")
        await walk.do(how, keys="left down enter down down down", mouse="▸ Server | SECRET_KEY")
        await walk.until(lambda: walk.configure.variables.current == "SECRET_KEY")
        await walk.do(how, keys="n", mouse="New secret")
        await walk.until(lambda: walk.workspace.text("SECRET_KEY") != before)
        made = walk.workspace.text("SECRET_KEY") or ""
        assert made[-20:] not in walk.seen
        assert "strong" in walk.seen
        await walk.do(how, keys="y", mouse="Keys | Copy NAME=VALUE")
        await walk.until(lambda: walk.app.clipboard == "SECRET_KEY")
        await walk.do(how, keys="v", mouse="Reveal")
        await walk.until_seen(made[-20:])
        await walk.do(how, keys="y", mouse="Keys | Copy NAME=VALUE")
        await walk.until(lambda: walk.app.clipboard == f"SECRET_KEY={made}")
        assert "The clipboard holds a secret now." in walk.notice


async def test_a_value_is_taken_from_a_profile(tmp_path: Path, how: str) -> None:
    async with sample_walk(tmp_path, size=TALL) as walk:
        await walk.do(how, keys="d down enter", mouse="Keys | See which variables a profile | production")
        await walk.until_seen("What the production profile would change")
        assert walk.workspace.text("LOG_LEVEL") == "DEBUG"
        await walk.do(how, keys="enter", mouse="enter Set")
        await walk.until(lambda: walk.workspace.text("LOG_LEVEL") == "INFO")


async def test_services_are_launched_and_healthy(tmp_path: Path, how: str) -> None:
    async with sample_walk(tmp_path, size=TALL) as walk:
        await walk.do(how, keys="3", mouse="3 Services")
        await walk.until_seen("0 of 6 running")
        await walk.do(how, keys="L", mouse="Launch")
        await walk.until_seen("✓ Launch done")
        await walk.until_seen("5 of 6 running")


async def test_a_log_is_followed_filtered_and_exported(tmp_path: Path, how: str) -> None:
    async with sample_walk(tmp_path, size=TALL) as walk:
        for number in range(4):
            walk.engine.log("api", f"request {number} took {'long' if number == 2 else 'a moment'}")
        await walk.do(how, keys="4", mouse="4 Logs")
        await walk.until_seen("request 3")
        assert "following" in walk.seen
        await walk.do(how, keys="slash", mouse="Search")
        await walk.until(lambda: isinstance(walk.screen.focused, Input))
        await walk.type("long")
        await walk.press("enter")
        await walk.until(lambda: "request 3" not in walk.seen)
        await walk.do(how, keys="e enter", mouse="Export | All that are shown")
        await walk.until_seen("Write which lines of all services to a file?")
        await walk.press("ctrl+u")
        await walk.type("my.log")
        await walk.do(how, keys="enter", mouse="enter Take")
        written = walk.workspace.root / "my.log"
        await walk.until(lambda: written.is_file() and written.read_text("utf-8"))
        assert "request 2 took long" in written.read_text("utf-8")
        assert "request 3" not in written.read_text("utf-8")


async def test_a_former_content_is_brought_back(tmp_path: Path, how: str) -> None:
    async with sample_walk(tmp_path, size=TALL) as walk:
        saved_before(walk.workspace)
        await walk.do(how, keys="H", mouse="Keys | Look at the former contents")
        await walk.until_seen("DB_HOST=db1")
        await walk.do(how, keys="enter down enter", mouse="Restore | Restore it")
        await walk.until(lambda: isinstance(walk.screen, ConfigureScreen))
        assert walk.workspace.text("DB_HOST") == "db1"


async def test_a_file_is_brought_up_to_a_newer_template(
    tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sample_walk(tmp_path, size=TALL) as walk:
        with_templates(walk.workspace)
        monkeypatch.chdir(walk.workspace.root)
        await walk.do(how, keys="ctrl+p", mouse="Keys | Find any command")
        await walk.until_seen("Search for commands")
        await walk.type("upgrade")
        await walk.until_seen("Upgrade env file")
        await walk.do(how, keys="enter", mouse="Upgrade env file")
        await walk.until(lambda: isinstance(walk.screen, UpgradeScreen) and walk.screen.is_mounted)
        screen = walk.screen
        assert isinstance(screen, UpgradeScreen)
        await walk.type("newer")
        await walk.do(how, keys="enter", mouse="Plan")
        await walk.until(lambda: screen.plan is not None and screen.items.has_focus)
        await walk.do(how, keys="enter", mouse="Apply")
        await walk.until(lambda: isinstance(walk.screen, ConfigureScreen))
        assert "CACHE_SIZE" in walk.workspace.env_path.read_text("utf-8")


async def test_unsaved_edits_are_asked_about_before_leaving(tmp_path: Path, how: str) -> None:
    async with sample_walk(tmp_path, size=TALL) as walk:
        walk.configure.store("DB_HOST", "db2")
        await walk.do(how, keys="q", mouse="Quit")
        await walk.until_seen("Quit with 1 unsaved edit?")
        await walk.do(how, keys="escape", mouse="Stay")
        await walk.until(lambda: isinstance(walk.screen, ConfigureScreen))
        await walk.do(how, keys="q down enter", mouse="Quit | Quit without saving")
        await walk.until(lambda: walk.app.return_code == 0)
        assert walk.workspace.env_path.read_text("utf-8") == ENV

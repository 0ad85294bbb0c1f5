"""What a new user sees, from the first question to a running deployment (issue 2, points 2 to 5), on the real schema.

One walk: the wizard, one edit with a live error, the review, the launch, the logs, leaving and coming back.
The same way with real processes is in tests/e2e.
"""

from __future__ import annotations

import stat
from pathlib import Path

from textual.widgets import Input

from tests.screens.memory_engine import MemoryEngine
from tests.screens.walking import Walk, walk
from tui.screens.configure.screen import ConfigureScreen
from tui.screens.review.screen import ReviewScreen
from tui.screens.wizard.screen import WizardScreen
from tui.workspace.bundled import copy_bundled
from tui.workspace.workspace import Workspace


async def answer_the_wizard(opened: Walk, env: Path) -> None:
    """Eight steps with one text to type: then the file is there and only its owner reads it."""
    assert isinstance(opened.screen, WizardScreen)
    await opened.press("enter", "enter")
    opened.screen.query_one("#answer", Input).value = "https://dify.example.com"
    await opened.press("enter", "enter", "enter", "enter", "enter")
    assert "CONSOLE_API_URL=https://dify.example.com" in opened.seen
    assert not env.exists()
    await opened.press("enter")
    await opened.until(lambda: isinstance(opened.screen, ConfigureScreen))
    assert stat.S_IMODE(env.stat().st_mode) == 0o600


async def edit_a_variable(opened: Walk) -> None:
    """Find it, mistype, see what is wrong, mend it."""
    await opened.press("slash")
    await opened.type("log_level")
    await opened.press("enter")
    assert opened.configure.variables.current == "LOG_LEVEL"
    before = opened.workspace.effective("LOG_LEVEL")
    assert before == "INFO"
    await opened.go_to("DB_PORT")
    await opened.press("enter", "x")
    assert "DB_PORT must be a port" in opened.seen
    await opened.press("escape")
    await opened.go_to("SQLALCHEMY_POOL_SIZE")
    await opened.press("enter", "ctrl+u", "2", "0", "enter")
    assert opened.workspace.text("SQLALCHEMY_POOL_SIZE") == "20"


async def save_it(opened: Walk, env: Path) -> None:
    """The difference first, then one line of the file is another."""
    before = env.read_text("utf-8").splitlines()
    await opened.press("s")
    assert isinstance(opened.screen, ReviewScreen)
    assert "+ SQLALCHEMY_POOL_SIZE=20" in opened.seen
    await opened.press("s")
    await opened.until(lambda: not opened.workspace.changes() and not opened.review.saving)
    after = env.read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == ["SQLALCHEMY_POOL_SIZE=20"]
    assert len(after) - len(before) <= 1


async def launch_it(opened: Walk) -> None:
    """A line of progress for each service, then how they are, then what they say."""
    await opened.press("3")
    await opened.until_seen("postgres")
    await opened.press("L")
    await opened.until_seen("✓ Launch done")
    await opened.until_seen("5 of 6 running")
    await opened.press("down", "down", "down", "enter")
    await opened.until(lambda: getattr(opened.screen, "mode", "") == "logs")
    opened.engine.log("api", "POST /tasks/echo 202")
    await opened.until_seen("POST /tasks/echo 202")


async def test_a_new_user_gets_from_nothing_to_running_services_and_finds_them_again(tmp_path: Path) -> None:
    docker = tmp_path / "dify" / "docker"
    copy_bundled(docker)
    engine = MemoryEngine(docker)
    async with walk(Workspace.open(docker, {}), engine) as opened:
        await answer_the_wizard(opened, docker / ".env")
        await edit_a_variable(opened)
        await save_it(opened, docker / ".env")
        await launch_it(opened)
        await opened.press("q")
        assert opened.app.return_code == 0
    async with walk(Workspace.open(docker, {}), engine) as opened:
        assert isinstance(opened.screen, ConfigureScreen), "there is a file now, so no wizard"
        await opened.press("3")
        await opened.until_seen("5 of 6 running")

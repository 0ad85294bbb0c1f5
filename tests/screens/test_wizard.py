"""The wizard: from no file to a written one, every answer checked while it is typed, nothing lost on the way back."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from schemas.footprint import GIB
from tests.screens.walking import Walk, sample_walk
from tests.screens.walking import walk as walk_through
from tui.screens.configure.screen import ConfigureScreen
from tui.screens.frame import MINIMUM
from tui.screens.wizard.screen import WizardScreen
from tui.workspace.bundled import copy_bundled
from tui.workspace.estimate import Machine
from tui.workspace.workspace import Workspace


def wizard(walk: Walk) -> WizardScreen:
    assert isinstance(walk.screen, WizardScreen)
    return walk.screen


def answer(walk: Walk) -> Input:
    return walk.screen.query_one("#answer", Input)


async def test_from_nothing_to_a_written_file(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, env=None) as walk:
        assert wizard(walk).question.key == "profile"
        await walk.press("enter")
        answer(walk).value = ""
        await walk.type("https://shop.example.com")
        await walk.press("enter", "enter", "enter", "enter")
        assert wizard(walk).interview.at_review
        page = walk.seen
        for said in ("For       production", "Address   https://shop.example.com", "Checked   "):
            assert said in page
        await walk.press("end")
        for line in ("CONSOLE_API_URL=https://shop.example.com", "SECRET_KEY=••••••••", "DB_PASSWORD=••••••••"):
            assert line in page + walk.seen
        assert not walk.workspace.env_path.exists(), "nothing is written before one says so"
        await walk.press("enter")
        await walk.until(walk.workspace.env_path.exists)
        await walk.until(lambda: isinstance(walk.screen, ConfigureScreen))
        assert stat.S_IMODE(walk.workspace.env_path.stat().st_mode) == 0o600
        written = walk.workspace.env_path.read_text("utf-8")
        for name in ("SECRET_KEY", "DB_PASSWORD"):
            secret = walk.workspace.text(name)
            assert secret
            assert secret in written
            assert secret not in walk.svg
        await walk.until_seen("Wrote .env with")
        assert not walk.workspace.changes()


async def test_what_cannot_be_is_named_while_it_is_typed_and_stops_the_next_step(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, env=None) as walk:
        await walk.press("enter")
        answer(walk).value = ""
        await walk.type("shop")
        assert "✗ must be" in walk.seen
        await walk.press("enter")
        assert wizard(walk).question.key == "public_url"
        answer(walk).value = ""
        await walk.type("http://shop")
        assert "✓ valid" in walk.seen
        await walk.press("enter")
        assert wizard(walk).question.key == "database"


async def test_back_and_forth_loses_nothing(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, env=None) as walk:
        await walk.press("up", "enter")
        assert wizard(walk).interview.answers["profile"] == "development"
        await walk.press("x", "escape")
        choices = walk.screen.query_one("#choices", OptionList)
        assert choices.highlighted_option is not None
        assert choices.highlighted_option.id == "development"
        await walk.press("enter")
        assert answer(walk).value == "http://localhostx"


async def test_the_secrets_that_were_shown_are_the_ones_that_are_written(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, env=None) as walk:
        await walk.press("enter", "enter", "enter")
        assert wizard(walk).question.key == "secrets"
        assert "SECRET_KEY" in walk.seen
        await walk.press("enter", "enter")
        first = walk.workspace.text("SECRET_KEY")
        await walk.press("escape", "enter")
        assert walk.workspace.text("SECRET_KEY") == first
        assert first not in walk.svg


async def test_escape_on_the_first_step_leaves_without_writing(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, env=None) as walk:
        await walk.press("enter", "escape", "escape")
        assert isinstance(walk.screen, ConfigureScreen)
        assert not walk.workspace.env_path.exists()
        assert not walk.workspace.changes()
        assert "app.setup-wizard" in {command.id for command in walk.app.offered()}, "it can be opened again"


async def test_a_folder_that_cannot_be_written_is_named_and_every_answer_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.workspace.envfile import EnvFile, EnvFileError

    def refuse(_file: EnvFile) -> None:
        raise EnvFileError("docker/.env cannot be written", "the folder is read-only")

    async with sample_walk(tmp_path, env=None) as walk:
        await walk.press("up", "enter", "enter", "enter", "enter", "enter")
        monkeypatch.setattr(EnvFile, "save", refuse)
        await walk.press("enter")
        await walk.until_seen("Docker/.env cannot be written")
        assert wizard(walk).interview.answers["profile"] == "development"
        monkeypatch.undo()
        await walk.press("enter")
        await walk.until(walk.workspace.env_path.exists)


async def test_every_step_fits_the_smallest_terminal(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, env=None, size=MINIMUM) as walk:
        for step in range(6):
            assert f"Step {step + 1} of 6" in walk.seen
            assert wizard(walk).question.title in walk.seen
            assert "enter" in walk.lines[-1]
            await walk.press("enter")


@pytest.fixture
def bundled(tmp_path: Path) -> Workspace:
    """A copy of the bundled workspace."""
    copy_bundled(tmp_path / "dify" / "docker")
    return Workspace.open(tmp_path / "dify" / "docker", {})


async def test_the_bundled_workspace_asks_first_what_to_launch_and_says_what_that_costs(bundled: Workspace) -> None:
    async with walk_through(bundled, size=MINIMUM) as walk:
        await walk.until(lambda: wizard(walk).measured)
        assert wizard(walk).question.key == "image"
        assert "Needs 13 containers" in walk.prose("#cost")
        await walk.press("down")
        assert "Needs 8 containers" in walk.prose("#cost")
        await walk.press("enter")
        for step in range(1, len(wizard(walk).interview.questions)):
            assert f"Step {step + 1} of 8" in walk.seen
            await walk.press("enter")
        await walk.until(bundled.env_path.exists)
        written = bundled.env_path.read_text("utf-8")
        for line in ("API_IMAGE=launchdeck-runtime", "COMPANION_REPLICAS=0", "COMPOSE_PROFILES=postgresql"):
            assert f"\n{line}\n" in written


async def test_a_machine_that_is_too_small_is_named_before_anything_is_pulled(
    bundled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.wizard.screen.machine", lambda _folder: Machine(GIB, GIB))
    async with walk_through(bundled) as walk:
        await walk.until(lambda: wizard(walk).measured)
        assert "Too little memory and disk here" in walk.prose("#cost")


async def test_a_folder_of_ones_own_is_the_third_answer_and_forgets_no_other(
    bundled: Workspace, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    async with walk_through(bundled, size=MINIMUM) as walk:
        await walk.press("down", "enter", "up", "enter")  # the bundled image, for development
        await walk.press("escape", "escape", "down", "enter")
        assert wizard(walk).question.key == "folder"
        assert "Step 2 of 2" in walk.seen
        answer(walk).value = str(own)
        await walk.press("enter")
        assert "must hold a compose file" in walk.seen
        await walk.press("escape", "up", "enter")
        choices = walk.screen.query_one("#choices", OptionList)
        assert choices.highlighted_option is not None
        assert choices.highlighted_option.id == "development", "an answer that leads elsewhere forgets nothing"
        await walk.press("escape", "down", "enter")
        assert answer(walk).value == str(own)
        (own / "compose.yaml").write_text("services: {web: {image: nginx}}\n", "utf-8")
        await walk.press("enter")
        await walk.until(lambda: walk.app.elsewhere)
        assert walk.app.elsewhere == own
    assert not bundled.env_path.exists()

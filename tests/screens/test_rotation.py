"""A password that lives in data, rotated from the Configure screen: asked, done by the engine, never shown."""

from __future__ import annotations

from pathlib import Path

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import CANARY, sample_workspace
from tests.screens.walking import walk
from tui.engine.protocol import Offer
from tui.screens.confirm import ConfirmScreen
from tui.screens.services.screen import ServicesScreen
from tui.workspace.envfile import EnvFile

KEY = "DB_PASSWORD"


async def test_a_rotation_is_asked_for_and_ends_in_the_file(tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    engine = MemoryEngine(workspace.root, offers=Offer)
    async with walk(workspace, engine) as opened:
        opened.configure.store("DB_HOST", "db2")
        await opened.go_to(KEY)
        await opened.press("R")
        assert isinstance(opened.screen, ConfirmScreen)
        assert f"Rotate {KEY} in the running service?" in opened.seen
        await opened.press("escape")
        assert engine.calls == []
        await opened.press("R", "enter")
        await opened.until_seen(f"Rotate {KEY} done")
        assert isinstance(opened.screen, ServicesScreen)
        assert engine.calls == [f"rotate {KEY}"]
        written = EnvFile.load(workspace.env_path).document.values({})
        assert written[KEY] not in {"", f"{CANARY}-db"}
        assert written["DB_HOST"] == "db.example.com", "what is not saved was not written"
        assert workspace.text(KEY) == written[KEY]
        assert [change.name for change in workspace.changes()] == ["DB_HOST"]
        assert written[KEY] not in opened.svg


async def test_a_rotation_that_fails_says_so_and_leaves_the_file(tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    before = workspace.env_path.read_bytes()
    engine = MemoryEngine(workspace.root, offers=Offer, failing="postgres")
    async with walk(workspace, engine) as opened:
        await opened.go_to(KEY)
        await opened.press("R", "enter")
        await opened.until_seen(f"Rotate {KEY} failed")
        assert "taken back" in opened.seen
    assert workspace.env_path.read_bytes() == before


async def test_an_unsaved_edit_of_the_password_comes_first(tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    async with walk(workspace, MemoryEngine(workspace.root, offers=Offer)) as opened:
        opened.configure.store(KEY, "another-password-1")
        await opened.go_to(KEY)
        await opened.press("R")
        assert "has an unsaved edit" in " ".join(opened.seen.split())
        assert not isinstance(opened.screen, ConfirmScreen)


async def test_it_is_offered_only_for_passwords_in_data_and_by_engines_that_can(tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    async with walk(workspace, MemoryEngine(workspace.root)) as opened:
        await opened.go_to(KEY)
        assert "configure.rotate-in-service" not in {command.id for command in opened.configure.offered()}
    async with walk(workspace, MemoryEngine(workspace.root, offers=Offer)) as opened:
        await opened.go_to("SECRET_KEY")
        assert "configure.rotate-in-service" not in {command.id for command in opened.configure.offered()}

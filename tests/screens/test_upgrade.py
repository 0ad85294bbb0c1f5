"""The Upgrade screen, driven by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import CANARY, ENV, sample_workspace
from tui.app import LaunchdeckApp
from tui.screens.upgrade.answer import AnswerScreen
from tui.screens.upgrade.screen import UpgradeScreen
from tui.widgets.editors import Editor, SecretEditor
from tui.workspace.document import EnvDocument
from tui.workspace.upgrade.plan import Layout
from tui.workspace.upgrade.store import BaseSource

OLD = "LOG_LEVEL=DEBUG\nDB_HOST=db_postgres\nDB_PORT=5432\nDB_PASSWORD=\nSECRET_KEY=\n"
NEW = "LOG_LEVEL=INFO\n# the cache\nCACHE_SIZE=5\nDB_HOST=db\nDB_PORT=5432\nDB_PASSWORD=\nSECRET_KEY=\n"
DEMANDING = "services:\n  a:\n    image: x\n    environment:\n      A: ${LICENSE_TOKEN:?}\n      B: ${STORAGE_TYPE:?}\n"


@pytest.fixture
def app(tmp_path: Path) -> LaunchdeckApp:
    """The app on the sample workspace, with an old template beside the file and a new one elsewhere."""
    workspace = sample_workspace(tmp_path)
    (workspace.root / ".env.example").write_text(OLD)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / ".env.example").write_text(NEW)
    return LaunchdeckApp(workspace, MemoryEngine(workspace.root))


async def until(pilot: Pilot[int], true: Callable[[], object]) -> None:
    """Wait for what a worker brings about."""
    for _ in range(400):
        if true():
            return
        await pilot.pause(0.05)
    raise AssertionError(f"never became true: {true}")


async def opened(pilot: Pilot[int], template: Path) -> UpgradeScreen:
    """The screen with the plan against a template."""
    app = pilot.app
    assert isinstance(app, LaunchdeckApp)
    app.action_command("app.upgrade-env-file")
    await until(pilot, lambda: isinstance(app.screen, UpgradeScreen) and app.screen.is_mounted)
    screen = app.screen
    assert isinstance(screen, UpgradeScreen)
    screen.path_field.value = str(template)
    await pilot.press("enter")
    await until(pilot, lambda: screen.plan is not None and screen.items.has_focus)
    return screen


async def settled(pilot: Pilot[int], screen: UpgradeScreen) -> None:
    await pilot.pause()
    await until(pilot, lambda: not screen.busy)
    await pilot.pause()


async def go_to(pilot: Pilot[int], screen: UpgradeScreen, name: str) -> None:
    await pilot.press("home")
    for _ in range(screen.items.row_count()):
        if screen.items.current is not None and screen.items.current.name == name:
            return
        await pilot.press("down")
    raise AssertionError(f"{name} is not in the plan")


async def test_enter_applies_the_plan_and_the_workspace_shows_it(app: LaunchdeckApp, tmp_path: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = await opened(pilot, tmp_path / "new" / ".env.example")
        assert app.workspace.env_path.read_text() == ENV
        shown = [str(screen.items.render_line(y).text) for y in range(screen.items.row_count())]
        assert any("LOG_LEVEL: DEBUG -> INFO" in line and "take" in line for line in shown), shown
        assert not any(CANARY in line for line in shown)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, UpgradeScreen))
        document = EnvDocument.parse(app.workspace.env_path.read_bytes())
        assert (document.literal("LOG_LEVEL"), document.literal("CACHE_SIZE")) == ("INFO", "5")
        assert (document.literal("DB_HOST"), app.workspace.text("LOG_LEVEL")) == ("db.example.com", "INFO")


async def test_space_switches_between_take_and_keep(app: LaunchdeckApp, tmp_path: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = await opened(pilot, tmp_path / "new")
        for name in ("LOG_LEVEL", "DB_HOST", "CACHE_SIZE"):
            await go_to(pilot, screen, name)
            await pilot.press("space")
            await settled(pilot, screen)
            assert screen.items.current is not None
            assert screen.items.current.name == name
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, UpgradeScreen))
        document = EnvDocument.parse(app.workspace.env_path.read_bytes())
        assert (document.literal("LOG_LEVEL"), document.literal("DB_HOST")) == ("DEBUG", "db")
        assert "CACHE_SIZE" not in document


async def test_what_is_required_is_asked_with_its_editor(app: LaunchdeckApp, tmp_path: Path) -> None:
    (tmp_path / "new" / "compose.yaml").write_text(DEMANDING)
    (tmp_path / "new" / ".env.example").write_text(NEW + "STORAGE_TYPE=\nLICENSE_TOKEN=\n")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = await opened(pilot, tmp_path / "new")
        assert set(screen.plan.blocked if screen.plan else ()) == {"LICENSE_TOKEN", "STORAGE_TYPE"}
        await go_to(pilot, screen, "LICENSE_TOKEN")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AnswerScreen))
        assert isinstance(app.screen.query_one(Editor), SecretEditor)
        await pilot.press(*"t0ken", "enter")
        await until(pilot, lambda: app.screen is screen)
        await settled(pilot, screen)
        await go_to(pilot, screen, "STORAGE_TYPE")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AnswerScreen))
        assert app.screen.query(Editor)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert screen.plan is not None
        assert screen.plan.blocked == ("STORAGE_TYPE",)
        assert app.workspace.env_path.read_text() == ENV


async def test_an_emptied_field_is_asked_for_and_the_plan_stays(app: LaunchdeckApp, tmp_path: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = await opened(pilot, tmp_path / "new")
        plan = screen.plan
        screen.path_field.value = " "
        await go_to(pilot, screen, "LOG_LEVEL")
        await pilot.press("space")
        await until(pilot, lambda: screen.path_field.has_focus)
        assert (screen.busy, screen.plan) == (False, plan)


async def test_the_layout_can_be_switched(app: LaunchdeckApp, tmp_path: Path) -> None:
    (tmp_path / "new" / "envs").mkdir()
    (tmp_path / "new" / "envs" / "db.env.example").write_text("DB_HOST=db\n")
    (tmp_path / "new" / ".env.example").write_text(NEW.replace("DB_HOST=db\n", ""))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = await opened(pilot, tmp_path / "new")
        await pilot.press("l")
        await settled(pilot, screen)
        assert screen.options.layout is Layout.TEMPLATE
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, UpgradeScreen))
        assert (app.workspace.root / "envs" / "db.env").read_text() == "DB_HOST=db.example.com\n"


async def test_a_wrong_path_is_a_notice_and_escape_leaves(
    app: LaunchdeckApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices: list[str] = []
    monkeypatch.setattr(UpgradeScreen, "notify", lambda _screen, _text, **options: notices.append(options["title"]))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = await opened(pilot, tmp_path / "new")
        await pilot.press("t")
        screen.path_field.value = str(tmp_path / "nowhere")
        await pilot.press("enter")
        await settled(pilot, screen)
        assert len(notices) == 1
        assert "nowhere cannot be read" in notices[0]
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, UpgradeScreen))
        assert app.workspace.env_path.read_text() == ENV


async def test_the_old_template_can_be_named_when_a_new_one_has_replaced_it(app: LaunchdeckApp, tmp_path: Path) -> None:
    (tmp_path / "old.env.example").write_text(OLD)
    (app.workspace.root / ".env.example").write_text(NEW)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        app.action_command("app.upgrade-env-file")
        await until(pilot, lambda: isinstance(app.screen, UpgradeScreen) and app.screen.is_mounted)
        screen = app.screen
        assert isinstance(screen, UpgradeScreen)
        for key, field in (("tab", screen.base_field), ("up", screen.path_field), ("down", screen.base_field)):
            await pilot.press(key)
            assert field.has_focus, key
        await pilot.press("enter")
        await until(pilot, lambda: screen.plan is not None and screen.items.has_focus)
        assert screen.plan is not None
        assert screen.plan.source is BaseSource.NONE
        assert "LOG_LEVEL" not in {item.name for item in screen.plan.items}
        await pilot.press("o")
        assert screen.base_field.has_focus
        screen.base_field.value = str(tmp_path / "old.env.example")
        await pilot.press("enter")
        await until(pilot, lambda: screen.plan is not None and screen.plan.source is BaseSource.GIVEN)
        assert ("LOG_LEVEL", "INFO") in {(item.name, item.after) for item in screen.plan.items}

"""How each screen looks at three sizes, in the dark and in the light theme, on the sample workspace.

After a change that is meant: look at the difference of the failed run, then ``pytest tests/screens/test_snapshots.py
--snapshot-update``. What the pictures hold is said in ``looks.py``.
"""

from __future__ import annotations

import os
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual import events

from tests.screens.looks import SIZES, looks_of
from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import CANARY, ENV, sample_workspace
from tests.screens.still_figures import hold_still
from tests.screens.walking import USUAL, Walk, walk
from tui.engine.protocol import Offer, ServiceEvent, What
from tui.screens.services.preview import LogPreview
from tui.screens.tour import TourScreen
from tui.screens.upgrade.screen import UpgradeScreen
from tui.screens.wizard.screen import WizardScreen
from tui.workspace.discovery.survey import Survey
from tui.workspace.draft import DraftFile
from tui.workspace.workspace import Workspace

LOG = (Path(__file__).with_name("sample.log")).read_text("utf-8")
NARROW = ((60, 20), *SIZES)
"""The sizes of the modes, which have to work in the smallest terminal too."""
Steps = Callable[[Walk], Awaitable[None]]
Prepare = Callable[[Workspace], None]
Shown = Callable[..., Awaitable[str]]


class TextPicture(SingleFileSnapshotExtension):
    """One file of text for each screen."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


@pytest.fixture
def before(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """How the screen looked before."""
    return snapshot.use_extension(TextPicture)


@pytest.fixture(autouse=True)
def greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Times are those of one zone."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Open the app, take some steps and tell how it looks; no picture shows a secret."""

    async def shown(
        steps: Steps,
        sizes: Sequence[tuple[int, int]] = SIZES,
        *,
        env: str | None = ENV,
        prepare: Prepare | None = None,
    ) -> str:
        workspace = sample_workspace(tmp_path, env)
        monkeypatch.chdir(workspace.root)
        if prepare is not None:
            prepare(workspace)
        async with walk(workspace, MemoryEngine(workspace.root), size=USUAL) as opened:
            await steps(opened)
            pictures = await looks_of(opened, sizes)
        assert CANARY not in pictures
        return pictures

    return shown


async def pressed(opened: Walk, keys: str) -> None:
    """Press some keys."""
    await opened.press(*keys.split())


async def explained(walking: Walk) -> None:
    """The page of a variable with a finding."""
    await walking.go_to("DB_PORT")
    await walking.press("i")


def with_services(workspace: Workspace) -> None:
    """Compose files with two databases."""
    services = "services:\n  db_postgres: {image: 'postgres:16'}\n  db_mysql: {image: mysql}\n"
    (workspace.root / "docker-compose.yaml").write_text(services, "utf-8")
    workspace.survey = Survey(workspace.folder)


async def proposing(walking: Walk) -> None:
    """What fits a host, gone into."""
    await walking.go_to("DB_HOST")
    await walking.press("enter", "ctrl+u", "d")
    await walking.until_seen("service, port 3306")
    await walking.press("down")


async def asked(opened: Walk, times: int) -> None:
    """Go so many steps on in the wizard."""
    screen = opened.screen
    assert isinstance(screen, WizardScreen)
    await opened.until(lambda: screen.measured is not None)
    await opened.press(*["enter"] * times)


async def edited(opened: Walk) -> None:
    """Two edits, one of them wrong, and a variable with an editor that has a list."""
    opened.configure.store("DB_HOST", "[red]db2[/red]")
    opened.configure.store("LOG_LEVEL", "LOUD")
    await opened.go_to("LOG_LEVEL")


async def searching(opened: Walk) -> None:
    """A search with a result in two categories."""
    await opened.press("slash")
    await opened.type("address")


async def generated(opened: Walk) -> None:
    """A secret that was made anew."""
    await opened.go_to("DB_PASSWORD")
    await opened.press("n")


async def compared(opened: Walk) -> None:
    """What a profile would change."""
    await opened.press("d", "down", "enter")


async def pasted(opened: Walk) -> None:
    """Lines of which one is wrong."""
    opened.app.post_message(events.Paste("DB_HOST=db2\nSQLALCHEMY_POOL_SIZE=x\nDB_PASSWORD=another\nNEW_NAME=1"))
    await opened.pilot.pause()
    await opened.pilot.pause()


async def reviewed(opened: Walk) -> None:
    """Problems and a difference."""
    await edited(opened)
    await opened.press("2")
    await opened.until_seen("What saving changes")


async def overtaken(opened: Walk) -> None:
    """Something else changed the file before it is saved."""
    opened.configure.store("DB_HOST", "db2")
    opened.workspace.env_path.write_text(ENV.replace("LOG_LEVEL=DEBUG", "LOG_LEVEL=ERROR"), "utf-8")
    await opened.press("2", "s")
    await opened.until_seen("nothing was written")


async def launched(opened: Walk) -> None:
    """A launch that failed half-way."""
    opened.engine.failing, opened.engine.cause = "worker", "DB_HOST"
    await opened.press("3")
    await opened.until_seen("postgres")
    await opened.press("L")
    await opened.until_seen("Launch failed")
    await opened.until_seen("3 of 6 running")
    preview = opened.screen.query_one(LogPreview)
    await opened.until(lambda: preview.buffer.count() == 4)
    await hold_still(opened)


async def applying(opened: Walk) -> None:
    """The question before a plan is applied."""
    list(opened.engine.up())
    opened.engine.mark("api", stale=True)
    await opened.press("3")
    await opened.until_seen("To apply")
    await hold_still(opened)
    await opened.press("a")


async def logged(opened: Walk) -> None:
    """The log of all services."""
    for line in LOG.splitlines():
        opened.engine.log(*line.split(" ", 1))
    await opened.press("4")
    await opened.until(lambda: opened.logs.buffer.count() == len(LOG.splitlines()))


def saved_before(workspace: Workspace) -> None:
    """Two former contents, saved at known times."""
    folder = workspace.root / ".launchdeck" / "history"
    folder.mkdir(parents=True, mode=0o700)
    for number, text in enumerate(("LOG_LEVEL=INFO\n", ENV.replace("db.example.com", "db1"))):
        (folder / f".env.20260302T09300{number}.000000Z").write_text(text, "utf-8")


async def looked_back(opened: Walk) -> None:
    """The former contents."""
    await opened.press("H")
    await opened.until_seen("db1")


def with_templates(workspace: Workspace) -> None:
    """The template that the file was made from, and a newer one."""
    old = "LOG_LEVEL=DEBUG\nDB_HOST=db_postgres\nDB_PORT=5432\nDB_PASSWORD=\nSECRET_KEY=\n"
    (workspace.root / ".env.example").write_text(old, "utf-8")
    (workspace.root / "newer").mkdir()
    new = old.replace("LOG_LEVEL=DEBUG", "LOG_LEVEL=INFO\n# the cache\nCACHE_SIZE=5").replace("db_postgres", "db")
    (workspace.root / "newer" / ".env.example").write_text(new, "utf-8")


async def upgraded(opened: Walk) -> None:
    """The plan of an upgrade."""
    opened.app.open_upgrade()
    await opened.until(lambda: isinstance(opened.screen, UpgradeScreen) and opened.screen.is_mounted)
    screen = opened.screen
    assert isinstance(screen, UpgradeScreen)
    screen.path_field.value = "newer/.env.example"
    await opened.press("enter")
    await opened.until(lambda: screen.plan is not None and screen.items.has_focus)


async def leaving(opened: Walk) -> None:
    """The question before unsaved edits are lost."""
    await edited(opened)
    await opened.press("q")


async def mapped(opened: Walk) -> None:
    """What waits for what, with the cursor in the middle of it."""
    list(opened.engine.up())
    await opened.press("3")
    await opened.until_seen("postgres")
    await opened.press("m")
    await opened.until_seen("Map of the services")
    await opened.until_seen("waits for")


async def drifted(opened: Walk) -> None:
    """What a service was started with before the file was changed."""
    list(opened.engine.up())
    opened.engine.runs |= {"LOG_LEVEL": "INFO", "DB_HOST": "db1", "DB_PASSWORD": "former", "LANG": "C.UTF-8"}
    opened.engine.given = {"LOG_LEVEL": "DEBUG", "DB_PASSWORD": CANARY, "DB_PORT": "70000", "LANG": "C.UTF-8"}
    await opened.press("3")
    await opened.until_seen("postgres")
    await opened.press("d")
    await opened.until_seen("from the image")


async def told(opened: Walk) -> None:
    """What happened to the services."""
    list(opened.engine.up())
    opened.engine.happened.clear()
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    for minutes, (what, cause) in enumerate(((What.STARTED, ""), (What.UNHEALTHY, ""), (What.ENDED, "exit code 1"))):
        opened.engine.happen(ServiceEvent(at + timedelta(minutes=minutes), "worker", what, "shop-worker-1", cause))
    await opened.press("3")
    await opened.until_seen("postgres")
    await opened.press("E")
    await opened.until_seen("exit code 1")
    await hold_still(opened)


async def rotating(opened: Walk) -> None:
    """The question before a password is changed in the running service."""
    opened.engine.offers = frozenset(Offer)
    await opened.go_to("DB_PASSWORD")
    await opened.press("R")


def left_behind(workspace: Workspace) -> None:
    """Edits of a run that ended before it saved."""
    file = DraftFile(workspace.env_path)
    file.keep({"DB_HOST": "db2", "DB_PASSWORD": f"{CANARY}-new"})
    file.release()
    os.utime(file.path, (1772443800, 1772443800))


async def welcomed(opened: Walk) -> None:
    """The first card of the tour."""
    opened.app.action_command("app.tour")
    await opened.until(lambda: isinstance(opened.screen, TourScreen))


async def finding(opened: Walk) -> None:
    """The palette with what was found."""
    await opened.press("ctrl+p")
    await opened.type("log_l")
    await opened.until_seen("LOG_LEVEL")


async def test_configure(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(edited, NARROW) == before


async def test_configure_compact(looks: Shown, before: SnapshotAssertion) -> None:
    async def steps(opened: Walk) -> None:
        await edited(opened)
        await opened.press("Z")

    assert await looks(steps, NARROW) == before


async def test_configure_search(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(searching) == before


async def test_configure_secret(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(generated) == before


async def test_configure_filter(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(partial(pressed, keys="f")) == before


async def test_configure_profiles(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(partial(pressed, keys="d")) == before


async def test_configure_profile(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(compared) == before


async def test_configure_paste(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(pasted) == before


async def test_review(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(reviewed, NARROW) == before


async def test_review_three_ways(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(overtaken) == before


async def test_services(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(launched, NARROW) == before


async def test_services_apply(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(applying) == before


async def test_logs(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(logged, NARROW) == before


async def test_wizard_question(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(partial(asked, times=0), NARROW, env=None) == before


async def test_wizard_summary(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(partial(asked, times=5), NARROW, env=None) == before


async def test_history(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(looked_back, prepare=saved_before) == before


async def test_upgrade(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(upgraded, prepare=with_templates) == before


async def test_keys(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(partial(pressed, keys="question_mark")) == before


async def test_palette(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(finding) == before


async def test_question_before_leaving(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(leaving) == before


async def test_page(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(explained, NARROW) == before


async def test_proposals(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(proposing, NARROW, prepare=with_services) == before


async def test_map(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(mapped) == before


async def test_services_events(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(told) == before


async def test_question_before_a_rotation(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(rotating) == before


async def test_question_about_a_draft(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(partial(pressed, keys=""), prepare=left_behind) == before


async def test_tour(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(welcomed) == before


async def test_environment(looks: Shown, before: SnapshotAssertion) -> None:
    assert await looks(drifted) == before

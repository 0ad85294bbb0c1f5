"""How each screen looks, at the two usual sizes, on the sample workspace.

After a change that is meant: look at the report of the failed run, then ``pytest tests/screens/test_snapshots.py
--snapshot-update``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import ENV, sample_workspace
from tests.screens.still_figures import hold_still
from tests.screens.walking import SMALL, USUAL, Walk
from tui.app import LaunchdeckApp
from tui.screens.services.preview import LogPreview
from tui.theme import LIGHT

LOG = (Path(__file__).with_name("sample.log")).read_text("utf-8")
SIZES = pytest.mark.parametrize("size", [SMALL, USUAL], ids=["80x24", "120x36"])
Size = tuple[int, int]
Looks = Callable[..., bool]
Steps = Callable[[Walk], Awaitable[None]]


async def _nothing(_walk: Walk) -> None:
    """Show what comes first."""


@pytest.fixture
def looks_as_before(snap_compare: Any, tmp_path: Path) -> Looks:
    """Compare the screen after some steps with how it was."""

    def compare(size: Size, steps: Steps = _nothing, *, env: str | None = ENV, light: bool = False) -> bool:
        workspace = sample_workspace(tmp_path, env)
        app = LaunchdeckApp(workspace, MemoryEngine(workspace.root))
        if light:
            app.theme = LIGHT.name

        async def before(pilot: Pilot[int]) -> None:
            await pilot.pause()
            await steps(Walk(app, pilot))

        return bool(snap_compare(app, terminal_size=size, run_before=before))

    return compare


async def asked(walk: Walk, times: int) -> None:
    """Go so many steps on in the wizard."""
    await walk.press(*["enter"] * times)


async def pressed(walk: Walk, keys: str) -> None:
    """Press some keys."""
    await walk.press(*keys.split())


async def edited(walk: Walk) -> None:
    """Two edits, one of them wrong, and a variable with an editor that has a list."""
    walk.configure.store("DB_HOST", "[red]db2[/red]")
    walk.configure.store("LOG_LEVEL", "LOUD")
    await walk.go_to("LOG_LEVEL")


async def searching(walk: Walk) -> None:
    """A search with a result in two categories."""
    await walk.press("slash")
    await walk.type("address")


async def reviewed(walk: Walk) -> None:
    """Problems and a difference."""
    await edited(walk)
    await walk.press("2")
    await walk.until_seen("What saving changes")


async def launched(walk: Walk) -> None:
    """A launch that failed half-way."""
    walk.engine.failing, walk.engine.cause = "worker", "DB_HOST"
    await walk.press("3")
    await walk.until_seen("postgres")
    await walk.press("L")
    await walk.until_seen("Launch failed")
    await walk.until_seen("3 of 6 running")
    preview = walk.screen.query_one(LogPreview)
    await walk.until(lambda: preview.buffer.count() == 4)
    await hold_still(walk)


async def logged(walk: Walk) -> None:
    """The log of all services."""
    for line in LOG.splitlines():
        walk.engine.log(*line.split(" ", 1))
    await walk.press("4")
    await walk.until(lambda: walk.logs.buffer.count() == len(LOG.splitlines()))


async def listed(walk: Walk) -> None:
    """The keys of the Configure screen."""
    await walk.press("question_mark")


async def leaving(walk: Walk) -> None:
    """The question before unsaved edits are lost."""
    await edited(walk)
    await walk.press("q")


@SIZES
def test_wizard_question(looks_as_before: Looks, size: Size) -> None:
    assert looks_as_before(size, env=None)


@SIZES
def test_wizard_review(looks_as_before: Looks, size: Size) -> None:
    assert looks_as_before(size, partial(asked, times=5), env=None)


@SIZES
def test_configure(looks_as_before: Looks, size: Size) -> None:
    assert looks_as_before(size, edited)


@SIZES
def test_review(looks_as_before: Looks, size: Size) -> None:
    assert looks_as_before(size, reviewed)


@SIZES
def test_services(looks_as_before: Looks, size: Size) -> None:
    assert looks_as_before(size, launched)


@SIZES
def test_logs(looks_as_before: Looks, size: Size) -> None:
    assert looks_as_before(size, logged)


def test_configure_search(looks_as_before: Looks) -> None:
    assert looks_as_before(USUAL, searching)


def test_configure_filter(looks_as_before: Looks) -> None:
    assert looks_as_before((80, 24), partial(pressed, keys="f"))


def test_configure_profile(looks_as_before: Looks) -> None:
    assert looks_as_before(USUAL, partial(pressed, keys="d down enter"))


def test_configure_narrow(looks_as_before: Looks) -> None:
    assert looks_as_before((60, 20), edited)


def test_configure_light(looks_as_before: Looks) -> None:
    assert looks_as_before(USUAL, edited, light=True)


def test_services_vast_and_light(looks_as_before: Looks) -> None:
    assert looks_as_before((140, 40), launched, light=True)


def test_keys(looks_as_before: Looks) -> None:
    assert looks_as_before(SMALL, listed)


def test_question_before_leaving(looks_as_before: Looks) -> None:
    assert looks_as_before(SMALL, leaving)

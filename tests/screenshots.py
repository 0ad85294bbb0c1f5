"""``python -m tests.screenshots [FOLDER]``: draw the README's pictures from the real app on the bundled workspace.

What could differ from one run to the next is fixed: home, folder names, processors, the machine's name, secrets and
log lines. So a second run leaves no difference, unless the schema or the screens changed.
"""

from __future__ import annotations

import asyncio
import os
import random
import socket
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest import mock

from textual.widgets import Input

from schemas.footprint import GIB
from schemas.secrets import generate
from tests.conftest import ROOT
from tests.screens.memory_engine import MemoryEngine
from tests.screens.still_figures import hold_still
from tests.screens.walking import Walk, walk
from tui.screens.wizard import screen as wizard_screen
from tui.workspace import initial
from tui.workspace.bundled import copy_bundled
from tui.workspace.estimate import Machine
from tui.workspace.workspace import Workspace

FOLDER = ROOT / "screenshots"
WIDE = (132, 36)
"""Columns and lines of the pictures: three panes beside each other."""
ADDRESS = "https://dify.example.com"

LOG = Path(__file__).with_name("screens") / "sample.log"
"""What the services of the Local engine said in one run, shortened; each line begins with the service."""


@contextmanager
def fixed_machine() -> Iterator[Path]:
    """A home and a folder of their own on a machine that is always the same."""
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, clear=False):
        for name in [name for name in os.environ if name.startswith(("TEXTUAL", "LAUNCHDECK", "NO_COLOR", "COLOR"))]:
            del os.environ[name]
        os.environ |= {"HOME": folder, "TEXTUAL_ANIMATIONS": "none", "TERM": "xterm-256color"}
        with (
            mock.patch.object(Input, "cursor_blink", new=False),
            mock.patch.object(initial, "_cpus", return_value=4),
            mock.patch.object(initial, "generate", side_effect=partial(generate, source=random.Random(11))),
            mock.patch.object(initial, "is_free", return_value=True),
            mock.patch.object(wizard_screen, "machine", return_value=Machine(16 * GIB, 120 * GIB)),
            mock.patch.object(socket, "getfqdn", return_value="localhost"),
            mock.patch("tui.theme.locale.getpreferredencoding", return_value="UTF-8"),
        ):
            yield Path(folder)


def workspace_in(folder: Path, *, written: bool) -> Workspace:
    """A copy of the bundled workspace, with or without its .env."""
    docker = folder / ("written" if written else "new") / "dify" / "docker"
    copy_bundled(docker)
    workspace = Workspace.open(docker, {})
    if written:
        answers = {"profile": "production", "public_url": ADDRESS, "workers": "4"}
        workspace.start_file(initial.initial_values(workspace.catalog, answers))
        workspace.save()
        workspace = Workspace.open(docker, {})
    return workspace


def engine_on(workspace: Workspace) -> MemoryEngine:
    """Services that have been running for a while."""
    engine = MemoryEngine(workspace.root)
    list(engine.up())
    engine.forget_lines()
    for line in LOG.read_text("utf-8").splitlines():
        service, _, text = line.partition(" ")
        engine.log(service, text)
    return engine


async def draw_wizard(opened: Walk) -> None:
    """The last step: what will be written."""
    screen = opened.screen
    assert isinstance(screen, wizard_screen.WizardScreen)
    await opened.until(lambda: screen.measured is not None)
    await opened.press("enter", "enter")
    screen.query_one("#answer", Input).value = ADDRESS
    await opened.press("enter", "enter", "enter", "enter", "enter")


async def draw_configure(opened: Walk) -> None:
    """A variable whose value does not fit the others, with the fix that is offered."""
    opened.configure.store("LOG_LEVEL", "DEBUG")
    opened.configure.store("SQLALCHEMY_POOL_SIZE", "60")
    await opened.go_to("REDIS_HOST")
    opened.configure.store("REDIS_HOST", "localhost")
    await opened.pilot.pause()


async def draw_review(opened: Walk) -> None:
    """What saving would change, and what is wrong."""
    await opened.press("2")


async def draw_services(opened: Walk) -> None:
    """All of them, after a launch."""
    await opened.press("3")
    await opened.until_seen("5 of 6 running")
    await opened.press("down", "down", "down")
    await opened.until_seen("Booting worker")
    await hold_still(opened)


async def draw_logs(opened: Walk) -> None:
    """All of them in one stream."""
    await opened.press("4")
    await opened.until_seen("runtime.echo")


Draw = Callable[[Walk], Awaitable[None]]
PICTURES: dict[str, Draw] = {
    "configure": draw_configure,
    "review": draw_review,
    "services": draw_services,
    "logs": draw_logs,
}
"""The pictures that are drawn one after the other in the same app."""


async def wizard_picture() -> str:
    """The picture of the wizard, which needs a workspace without a file."""
    with fixed_machine() as folder:
        async with walk(workspace_in(folder, written=False), size=WIDE) as opened:
            await draw_wizard(opened)
            return opened.svg


async def pictures() -> dict[str, str]:
    """All pictures by name."""
    drawn = {"wizard": await wizard_picture()}
    with fixed_machine() as folder:
        workspace = workspace_in(folder, written=True)
        async with walk(workspace, engine_on(workspace), size=WIDE) as opened:
            for name, draw in PICTURES.items():
                await draw(opened)
                drawn[name] = opened.svg
    return drawn


def main(folder: Path) -> None:
    """Draw all of them into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, svg in asyncio.run(pictures()).items():
        (folder / f"{name}.svg").write_text(svg, "utf-8")
        print(folder / f"{name}.svg")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)

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
from tests.film import Frame, film_of
from tests.screens.memory_engine import MemoryEngine
from tests.screens.still_figures import hold_still
from tests.screens.walking import Walk, walk
from tui.screens.configure.screen import ConfigureScreen
from tui.screens.wizard import screen as wizard_screen
from tui.theme import DARK, LIGHT
from tui.workspace import initial, questions
from tui.workspace.bundled import copy_bundled
from tui.workspace.estimate import Machine
from tui.workspace.workspace import Workspace

FOLDER = ROOT / "screenshots"
WIDE = (132, 36)
"""Columns and lines of the pictures: three panes beside each other."""
FILM = (110, 32)
"""Columns and lines of the film."""
ADDRESS = "https://dify.example.com"

LOG = Path(__file__).with_name("screens") / "sample.log"
"""What the services of the Local engine said in one run, shortened; each line begins with the service."""


@contextmanager
def fixed_machine() -> Iterator[Path]:
    """A home and a folder of their own on a machine that is always the same."""
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, clear=False):
        for name in [name for name in os.environ if name.startswith(("TEXTUAL", "LAUNCHDECK", "NO_COLOR", "COLOR"))]:
            del os.environ[name]
        os.environ |= {"HOME": folder, "TEXTUAL_ANIMATIONS": "none", "TERM": "xterm-256color", "TZ": "UTC"}
        with (
            mock.patch.object(Input, "cursor_blink", new=False),
            mock.patch.object(questions, "cpus", return_value=4),
            mock.patch.object(initial, "generate", side_effect=partial(generate, source=random.Random(11))),
            mock.patch.object(questions, "is_free", return_value=True),
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
    write_log(engine)
    return engine


def write_log(engine: MemoryEngine) -> None:
    """What the services say."""
    for line in LOG.read_text("utf-8").splitlines():
        service, _, text = line.partition(" ")
        engine.log(service, text)


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


async def draw_environment(opened: Walk) -> None:
    """What a service was started with before the file was changed."""
    given = dict(opened.workspace.document.values({}))
    opened.engine.given = given
    opened.engine.runs |= {**given, "LOG_LEVEL": "DEBUG", "DB_PASSWORD": "a former one", "SERVER_WORKER_AMOUNT": "2"}
    await opened.press("d")
    await opened.until_seen("from the image")


async def draw_map(opened: Walk) -> None:
    """What waits for what."""
    await opened.press("escape", "m")
    await opened.until_seen("waited for by")


async def draw_logs(opened: Walk) -> None:
    """All of them in one stream."""
    await opened.press("escape", "4")
    await opened.until_seen("runtime.echo")


async def draw_secret(opened: Walk) -> None:
    """A secret that was made anew, masked, with its strength and what changing it means."""
    await opened.press("1")
    await opened.go_to("DB_PASSWORD")
    await opened.press("n")
    await opened.until_seen("strong")


async def draw_profile(opened: Walk) -> None:
    """What the development profile would change."""
    opened.app.clear_notifications()
    await opened.press("d", "enter")
    await opened.until_seen("will be set")


async def draw_search(opened: Walk) -> None:
    """What is found while it is typed."""
    await opened.press("escape", "slash")
    await opened.type("smtp")
    await opened.until_seen("Search: smtp")


async def draw_keys(opened: Walk) -> None:
    """Everything that can be done here."""
    await opened.press("escape", "question_mark")
    await opened.until_seen("Keys that work here")


async def draw_light(opened: Walk) -> None:
    """The same in a bright room."""
    await opened.press("escape", "escape")
    await opened.go_to("REDIS_HOST")
    opened.app.theme = LIGHT.name
    await opened.pilot.pause()


async def draw_history(opened: Walk) -> None:
    """The former contents, and what changed since then."""
    opened.app.theme = DARK.name
    await opened.press("H")
    await opened.until_seen("2026-03-01")


Draw = Callable[[Walk], Awaitable[None]]
PICTURES: dict[str, Draw] = {
    "configure": draw_configure,
    "review": draw_review,
    "services": draw_services,
    "environment": draw_environment,
    "map": draw_map,
    "logs": draw_logs,
    "secret": draw_secret,
    "profile": draw_profile,
    "search": draw_search,
    "keys": draw_keys,
    "light": draw_light,
    "history": draw_history,
}
"""The pictures that are drawn one after the other in the same app."""


async def wizard_picture() -> str:
    """The picture of the wizard, which needs a workspace without a file."""
    with fixed_machine() as folder:
        async with walk(workspace_in(folder, written=False), size=WIDE) as opened:
            await draw_wizard(opened)
            return opened.svg


def remember(workspace: Workspace) -> None:
    """Two former contents, saved at known times."""
    folder = workspace.root / ".launchdeck" / "history"
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    text = workspace.env_path.read_text("utf-8")
    for day, workers in (("28", 1), ("01", 2)):
        month = "02" if day == "28" else "03"
        kept = text.replace("SERVER_WORKER_AMOUNT=4", f"SERVER_WORKER_AMOUNT={workers}")
        (folder / f".env.2026{month}{day}T091500.000000Z").write_text(kept, "utf-8")


async def pictures() -> dict[str, str]:
    """All pictures by name."""
    drawn = {"wizard": await wizard_picture()}
    with fixed_machine() as folder:
        workspace = workspace_in(folder, written=True)
        remember(workspace)
        async with walk(workspace, engine_on(workspace), size=WIDE) as opened:
            for name, draw in PICTURES.items():
                await draw(opened)
                drawn[name] = opened.svg
    return drawn


async def film() -> str:
    """The way from nothing to observed services, in pictures one after the other."""
    frames: list[Frame] = []
    with fixed_machine() as folder:
        workspace = workspace_in(folder, written=False)
        async with walk(workspace, MemoryEngine(workspace.root), size=FILM) as opened:

            def take(title: str, seconds: float = 3.0) -> None:
                frames.append(Frame(opened.app.export_screenshot(title=title), seconds))

            await film_setup(opened, take)
            await film_editing(opened, take)
            await film_services(opened, take)
    return film_of(frames)


Take = Callable[..., None]


async def film_setup(opened: Walk, take: Take) -> None:
    """From the first question to the file."""
    screen = opened.screen
    assert isinstance(screen, wizard_screen.WizardScreen)
    await opened.until(lambda: screen.measured is not None)
    take("Eight questions, each with an answer filled in")
    await opened.press("enter", "enter")
    screen.query_one("#answer", Input).value = ADDRESS
    await opened.pilot.pause()
    take("One text to type: the public address")
    await opened.press("enter", "enter", "enter")
    take("Secrets are generated, different for each deployment")
    await opened.press("enter", "enter")
    take("Nothing is written before you have seen it", 4)
    await opened.press("enter")
    await opened.until(lambda: isinstance(opened.screen, ConfigureScreen))
    take("Every variable, explained")


async def film_editing(opened: Walk, take: Take) -> None:
    """Find a variable, mistype it, mend it, save it."""
    opened.app.clear_notifications()
    await opened.press("slash")
    await opened.type("pool size")
    take("Search names, help and allowed values")
    await opened.go_to("SQLALCHEMY_POOL_SIZE")
    await opened.press("enter", "ctrl+u", "x")
    take("A mistake is named while it is typed")
    await opened.press("ctrl+u", "2", "0", "enter", "s")
    await opened.until_seen("+ SQLALCHEMY_POOL_SIZE=20")
    take("The difference first", 4)
    await opened.press("s")
    await opened.until(lambda: not opened.workspace.changes() and not opened.review.saving)
    opened.app.clear_notifications()


async def film_services(opened: Walk, take: Take) -> None:
    """Launch, look, read the log."""
    await opened.press("3")
    await opened.until_seen("0 of 6 running")
    take("L launches")
    await opened.press("L")
    await opened.until_seen("Launch done")
    await opened.until_seen("5 of 6 running")
    opened.engine.forget_lines()
    write_log(opened.engine)
    await opened.press("down", "down", "down")
    await hold_still(opened)
    take("Healthy, in the order of starting", 4)
    await opened.press("4")
    await opened.until_seen("26 lines")
    take("And what they say", 4)


def main(folder: Path) -> None:
    """Draw all of them into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = asyncio.run(pictures()) | {"film": asyncio.run(film())}
    for name, svg in drawn.items():
        (folder / f"{name}.svg").write_text(svg, "utf-8")
        print(folder / f"{name}.svg")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)

"""How a test walks through the app: it presses keys, waits for what is meant to happen and reads the screen as text."""

from __future__ import annotations

import asyncio
import html
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot
from textual.screen import Screen

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import ENV, sample_workspace
from tui.app import LaunchdeckApp
from tui.engine.protocol import Engine
from tui.screens.configure.screen import ConfigureScreen
from tui.screens.logs.screen import LogsScreen
from tui.screens.review.screen import ReviewScreen
from tui.screens.services.screen import ServicesScreen
from tui.workspace.workspace import Workspace

DEADLINE = 30.0
"""Seconds after which a wait gives up: generous, since the machine may be busy."""
SMALL, USUAL = (80, 24), (120, 36)

_MATRIX = re.compile(r'<g class="[^"]*-matrix">(.*?)</g>', re.DOTALL)
_TEXT = re.compile(r'<text[^>]* x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')
_CELL = 12.2
"""Units of the picture that one column is wide."""


def svg_lines(svg: str) -> list[str]:
    """The lines of an exported picture, as a person reads them."""
    matrix = _MATRIX.search(svg)
    assert matrix is not None, "the picture holds no text"
    lines: dict[float, str] = {}
    for x, y, text in _TEXT.findall(matrix[1]):
        shown = html.unescape(text).replace("\xa0", " ").rstrip("\n")
        lines[float(y)] = lines.get(float(y), "").ljust(round(float(x) / _CELL)) + shown
    return [line for _, line in sorted(lines.items())]


@dataclass
class Walk:
    """One app that runs, and the person in front of it."""

    app: LaunchdeckApp
    pilot: Pilot[int]

    @property
    def workspace(self) -> Workspace:
        """What is configured."""
        return self.app.workspace

    @property
    def engine(self) -> MemoryEngine:
        """What runs the services."""
        assert isinstance(self.app.engine, MemoryEngine)
        return self.app.engine

    @property
    def screen(self) -> Screen[object]:
        """What is shown."""
        return self.app.screen

    @property
    def configure(self) -> ConfigureScreen:
        """The screen, when it is the one that is shown."""
        assert isinstance(self.app.screen, ConfigureScreen)
        return self.app.screen

    @property
    def review(self) -> ReviewScreen:
        """The screen, when it is the one that is shown."""
        assert isinstance(self.app.screen, ReviewScreen)
        return self.app.screen

    @property
    def services(self) -> ServicesScreen:
        """The screen, when it is the one that is shown."""
        assert isinstance(self.app.screen, ServicesScreen)
        return self.app.screen

    @property
    def logs(self) -> LogsScreen:
        """The screen, when it is the one that is shown."""
        assert isinstance(self.app.screen, LogsScreen)
        return self.app.screen

    async def press(self, *keys: str) -> None:
        """Press keys, and let the app settle."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text, character by character."""
        await self.press(*(character if character.isalnum() else _NAMES[character] for character in text))

    async def click(self, text: str, *, times: int = 1) -> None:
        """Click on a text once it is there: in the bar of keys if it is there too, else on the topmost."""
        await self.until_seen(text)
        lines = self.lines
        row = next(row for row in (-1, *range(len(lines))) if text in lines[row]) % len(lines)
        await self.pilot.click(offset=(lines[row].find(text) + len(text) // 2, row), times=times)
        await self.pilot.pause()

    async def do(self, how: str, *, keys: str = "", mouse: str = "") -> None:
        """Press keys separated by blanks, or click on texts separated by bars, each a way to the same end."""
        if how == "keys":
            await self.press(*keys.split())
        for text in mouse.split(" | ") if how == "mouse" and mouse else ():
            await self.click(text)

    async def go_to(self, name: str) -> None:
        """Put the cursor of the Configure screen on a variable."""
        self.configure.go_to(name)
        await self.pilot.pause()

    async def until(self, condition: Callable[[], object], what: str = "", pause: float = 0.02) -> None:
        """Wait until something is so, looking again after each pause (seconds)."""
        end = time.monotonic() + DEADLINE
        while not condition():
            assert time.monotonic() < end, f"waited in vain{f' for {what}' if what else ''}:\n{self.seen}"
            await asyncio.sleep(pause)
        await self.pilot.pause()

    async def until_seen(self, text: str) -> None:
        """Wait until a text is on the screen."""
        await self.until(lambda: text in self.seen, repr(text), pause=0.08)  # a look costs as much as a key

    @property
    def svg(self) -> str:
        """The picture that the app exports of itself."""
        return self.app.export_screenshot()

    @property
    def lines(self) -> list[str]:
        """The screen, line by line; the exported picture says the same and costs three times as much.

        As many lines as the terminal has, empty ones while a screen that was just opened is not laid out yet.
        """
        lines = [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]
        return lines + [""] * (self.app.size.height - len(lines))

    @property
    def seen(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines)

    def prose(self, selector: str) -> str:
        """What a part of the screen says (of several, the last one), its line ends as blanks."""
        region = self.screen.query(selector).last().content_region
        lines = self.lines[region.y : region.bottom]
        return " ".join(" ".join(line[region.x : region.right] for line in lines).split())

    @property
    def notice(self) -> str:
        """The notice that came last."""
        return self.prose("Toast") if self.screen.query("Toast") else ""

    def row(self, text: str) -> str:
        """The row of the list in the middle that holds a text."""
        region = self.screen.query_one("#list").region
        rows = [line[region.x : region.right] for line in self.lines[region.y : region.bottom]]
        return next((row for row in rows if text in row), "")


_NAMES = {
    "_": "underscore",
    "-": "minus",
    ".": "full_stop",
    ":": "colon",
    "/": "slash",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    " ": "space",
    ",": "comma",
    "*": "asterisk",
}


@asynccontextmanager
async def walk(
    workspace: Workspace, engine: Engine | None = None, size: tuple[int, int] = USUAL
) -> AsyncIterator[Walk]:
    """Open the app on a workspace."""
    app = LaunchdeckApp(workspace, engine or MemoryEngine(workspace.root))
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield Walk(app, pilot)


@asynccontextmanager
async def sample_walk(folder: Path, env: str | None = ENV, size: tuple[int, int] = USUAL) -> AsyncIterator[Walk]:
    """Open the app on the sample workspace."""
    async with walk(sample_workspace(folder, env), size=size) as opened:
        yield opened

"""What a key press costs on the screens with the full schema, against an app that is one bare field."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input

KEYS = 40
SLOT = 0.06
"""Seconds per key: long enough that everything that follows from it is through."""
FRAME = 1000 / 60
"""Milliseconds of one frame."""


class Bare(App[None]):
    """One field and nothing else."""

    def compose(self) -> ComposeResult:
        """The field."""
        yield Input()


async def cpu_per_key(app: App[Any], keys: Sequence[str]) -> float:
    """Milliseconds of CPU for one key, the idle rest taken off. Keys go in as the terminal sends them."""

    async def slots(press: Callable[[int], None]) -> list[float]:
        taken = []
        for number in range(KEYS):
            started = time.process_time()
            press(number)
            await asyncio.sleep(SLOT)
            taken.append(time.process_time() - started)
        return taken

    idle = statistics.median(await slots(lambda _number: None))
    busy = statistics.median(await slots(lambda number: app.simulate_key(keys[number % len(keys)])))
    return (busy - idle) * 1000


async def measure(
    app: App[Any], keys: Sequence[str], prepare: Callable[[Pilot[Any]], Awaitable[None]] | None = None
) -> float:
    """The cost of a key in an app that was brought to the place where it counts."""
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.pause()
        if prepare is not None:
            await prepare(pilot)
        return await cpu_per_key(app, keys)


def screens(work: Path) -> None:
    """Print the cost of a key in an editor, in the list and in the search, as ratios to a bare field."""
    from tests.screens.memory_engine import MemoryEngine
    from tui.app import LaunchdeckApp
    from tui.workspace.workspace import Workspace

    def app() -> LaunchdeckApp:
        return LaunchdeckApp(Workspace.open(work, {}), MemoryEngine(work))

    def at(name: str, *keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
        async def prepare(pilot: Pilot[Any]) -> None:
            pilot.app.screen.go_to(name)  # type: ignore[attr-defined]
            await pilot.press(*keys)

        return prepare

    bare = asyncio.run(measure(Bare(), "12345678"))
    places: dict[str, tuple[Sequence[str], Callable[[Pilot[Any]], Awaitable[None]]]] = {
        "key in the editor of a number": ("12345678", at("SQLALCHEMY_POOL_SIZE", "enter")),
        "key in the editor of an address": ("abcdefgh", at("CONSOLE_API_URL", "enter")),
        "key that changes the proposals": (("d", "b", "backspace", "backspace"), at("DB_HOST", "enter", "ctrl+u")),
        "key in the list of a large category": ("jjjjjjjj", at("VECTOR_STORE")),
        "key in the search": ("password", at("DB_HOST", "slash")),
    }
    for title, (keys, prepare) in places.items():
        cost = asyncio.run(measure(app(), keys, prepare))
        print(f"{title:<44} {cost:8.1f} ms   x {cost / bare:5.2f} of {bare:.1f} ms   {cost / FRAME:4.1f} frames of CPU")

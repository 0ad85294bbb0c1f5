"""Fixtures of the screens' tests."""

from __future__ import annotations

import asyncio
import time

import pytest
from textual.widgets import Input

GLANCE = 0.005
"""Seconds between two looks whether a key was dealt with."""


async def dealt_with(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait after a key until nothing more follows from it at once; Textual waits for 20 ms at least, twice.

    After the last key a test waits as long as Textual does: what is drawn later is drawn by then.
    """
    end = time.monotonic() + max_sleep
    busy = GLANCE
    while busy > GLANCE / 20 and time.monotonic() < end:
        before = time.process_time()
        await asyncio.sleep(GLANCE)
        busy = time.process_time() - before


@pytest.fixture(autouse=True)
def still_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No cursor blinks, nothing moves, services are looked at often; nothing of this machine shows."""
    monkeypatch.setattr(Input, "cursor_blink", False)
    monkeypatch.setattr("textual.app.wait_for_idle", dealt_with)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr("tui.theme.locale.getpreferredencoding", lambda **_: "UTF-8")
    monkeypatch.setattr("tui.workspace.initial._cpus", lambda: 4)
    monkeypatch.setattr("tui.workspace.initial.is_free", lambda _port: True)
    monkeypatch.setattr("socket.getfqdn", lambda: "localhost")
    monkeypatch.setattr("tui.screens.services.screen.POLL_SECONDS", 0.1)
    for name in ("LAUNCHDECK_ASCII", "TEXTUAL_THEME", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)

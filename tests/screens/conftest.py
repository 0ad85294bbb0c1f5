"""Fixtures of the screens' tests."""

from __future__ import annotations

import pytest
from textual.widgets import Input


@pytest.fixture(autouse=True)
def still_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No cursor blinks, nothing moves, services are looked at often; nothing of this machine shows."""
    monkeypatch.setattr(Input, "cursor_blink", False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr("tui.theme.locale.getpreferredencoding", lambda **_: "UTF-8")
    monkeypatch.setattr("tui.workspace.questions.cpus", lambda: 4)
    monkeypatch.setattr("tui.workspace.questions.is_free", lambda _port: True)
    monkeypatch.setattr("socket.getfqdn", lambda: "localhost")
    monkeypatch.setattr("tui.screens.services.screen.POLL_SECONDS", 0.1)
    for name in ("LAUNCHDECK_ASCII", "TEXTUAL_THEME", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)

"""Fixtures of the screens' tests."""

from __future__ import annotations

import pytest
from textual.widgets import Input


@pytest.fixture(autouse=True)
def still_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No cursor blinks, nothing moves, and the signs are the same whatever the locale of the machine."""
    monkeypatch.setattr(Input, "cursor_blink", False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr("tui.theme.locale.getpreferredencoding", lambda **_: "UTF-8")
    for name in ("LAUNCHDECK_ASCII", "TEXTUAL_THEME", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)

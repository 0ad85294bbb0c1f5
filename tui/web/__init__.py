"""The app in a browser: textual-serve on loopback, behind a token."""

from __future__ import annotations

import os


def in_browser() -> bool:
    """Whether the app itself is shown in a browser, where there is no terminal to ask for or to hand over."""
    return "web_driver" in os.environ.get("TEXTUAL_DRIVER", "")

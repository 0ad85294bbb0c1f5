"""Showing an address to the person: in a browser, or where there is none on the clipboard."""

from __future__ import annotations

import os
import sys
import webbrowser
from dataclasses import dataclass

from textual.message import Message


@dataclass
class Browsed(Message):
    """An address was shown in a browser, or there is none."""

    address: str
    opened: bool


def open_in_browser(address: str) -> bool:
    """Show an address in the person's browser; False when there is none.

    Without a display a browser would be one of text, which draws over this app.
    """
    headless = sys.platform.startswith("linux") and not (os.environ.keys() & {"DISPLAY", "WAYLAND_DISPLAY"})
    if headless:
        return False
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False

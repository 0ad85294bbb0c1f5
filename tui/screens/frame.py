"""The frame that all modes share: the bar on top, the footer below, what happens when the terminal is too small."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult, RenderResult
from textual.content import Content
from textual.widget import Widget

from schemas.errors import LaunchdeckError
from schemas.rules.base import Fix
from tui.commands import CommandHost, notify_error
from tui.engine.protocol import Engine
from tui.messages import Edited
from tui.screens.browsing import Browsed, open_in_browser
from tui.screens.panes import PaneScreen
from tui.web import in_browser
from tui.widgets.key_bar import KeyBar
from tui.widgets.top_bar import TopBar
from tui.workspace.workspace import Change, Workspace

MINIMUM = (60, 20)
"""Columns and lines below which no screen fits."""


class TooSmall(Widget):
    """What a terminal says in which nothing fits."""

    def render(self) -> RenderResult:
        """Which size is needed, and which it is."""
        size = self.app.size
        need = f"Launchdeck needs {MINIMUM[0]}x{MINIMUM[1]}, here are {size.width}x{size.height}."
        return Content(f"{need}\nMake the window larger (q quits), or use launchdeck --plain.")

    def on_resize(self) -> None:
        """Say the new size."""
        self.refresh()


class ModeScreen(CommandHost, PaneScreen[None]):
    """One of the modes. A subclass composes its body and says what it shows anew."""

    mode: ClassVar[str] = ""
    """The name by which the app switches to it."""

    def __init__(self, workspace: Workspace, engine: Engine) -> None:
        super().__init__()
        self.workspace = workspace
        self.engine = engine
        self.place: Mapping[str, str] = {}
        """Where the person was the last time, by the words of ``remembered``."""

    def compose(self) -> ComposeResult:
        """Bar, body, footer."""
        yield TopBar(self.workspace, self.mode)
        yield from self.compose_body()
        yield KeyBar()
        yield TooSmall()

    def compose_body(self) -> ComposeResult:
        """What stands between bar and footer."""
        raise NotImplementedError

    def refresh_view(self, change: Change | None) -> None:
        """Show the workspace as it is now; with a change, only what it touched."""

    def remembered(self) -> Mapping[str, str]:
        """Where on this screen the person is: names by words that no other screen uses, never a value."""
        return {}

    def changed(self, change: Change | None) -> None:
        """Call after every change of the workspace (None: of everything)."""
        if change is not None:
            for warning in change.warnings:
                self.notify(warning, severity="warning", markup=False)
        self.query_one(TopBar).refresh_standing()
        self.refresh_view(change)
        self.refresh_bindings()
        self.post_message(Edited())

    def store(self, name: str, text: str) -> bool:
        """Store a text in the workspace; a notice and False when no file can hold it."""
        try:
            change = self.workspace.set(name, text)
        except LaunchdeckError as error:
            notify_error(self, error)
            return False
        self.changed(change)
        return True

    def apply(self, fix: Fix) -> None:
        """Apply the fix of a finding, and say what it did and what must be true for it."""
        self.changed(self.workspace.apply(fix))
        if fix.caution:
            self.notify(fix.caution, title=fix.label, severity="warning", markup=False, timeout=10)
        else:
            self.notify(fix.label, markup=False, timeout=4)

    def browse(self, address: str) -> None:
        """Show an address in a browser; shown in one itself, the app asks that one."""
        if in_browser():
            self.app.open_url(address)
        else:
            self._open_browser(address)

    @work(thread=True, group="browser", exclusive=True)
    def _open_browser(self, address: str) -> None:
        """Finding one may take a moment."""
        self.post_message(Browsed(address, open_in_browser(address)))

    @on(Browsed)
    def tell_browsed(self, event: Browsed) -> None:
        """Where there is no browser, the address goes to the clipboard."""
        if event.opened:
            self.notify(f"Opened {event.address}", markup=False, timeout=3)
        else:
            self.app.copy_to_clipboard(event.address)
            self.notify(f"No browser here: copied {event.address}", markup=False)

    def settle(self) -> None:
        """Store what is still being typed; called before anything that looks at all values."""

    def on_screen_resume(self) -> None:
        """Another mode may have changed the workspace."""
        if self.is_mounted:
            self.changed(None)

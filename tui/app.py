"""The app: four modes over one workspace and one engine. Everything else lives in the screens."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType

from tui.commands import CommandHost, bindings_of
from tui.engine.protocol import Engine
from tui.screens import commands as _commands  # noqa: F401 - defining them registers them
from tui.screens.configure.screen import ConfigureScreen
from tui.screens.frame import ModeScreen
from tui.theme import DARK, LIGHT
from tui.workspace.workspace import Workspace

MODE_SCREENS: tuple[type[ModeScreen], ...] = (ConfigureScreen,)
"""The modes in the order of their number keys."""

STYLES: list[str | PurePath] = [f"styles/{name}.tcss" for name in ("frame", "lists", "configure")]
WIDTHS = [(0, "-tiny"), (60, "-narrow"), (80, "-medium"), (100, "-wide"), (130, "-vast")]
"""Columns from which on a screen has a style class."""
HEIGHTS = [(0, "-flat"), (20, "-low"), (32, "-high")]
"""Lines from which on a screen has a style class."""


class LaunchdeckApp(CommandHost, App[int]):
    """Configure and launch the services of one workspace."""

    TITLE = "Launchdeck"
    CSS_PATH = STYLES
    DEFAULT_MODE = "configure"
    places: ClassVar[tuple[str, ...]] = ("app",)
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(*places)
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, workspace: Workspace, engine: Engine) -> None:
        super().__init__()
        self.workspace = workspace
        self.engine = engine
        for screen in MODE_SCREENS:
            self.add_mode(screen.mode, partial(screen, workspace, engine))
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name

    def open_mode(self, mode: str) -> None:
        self.switch_mode(mode)

    def leave(self) -> None:
        self.exit(0)

    def open_keys(self) -> None: ...

    def open_wizard(self) -> None: ...

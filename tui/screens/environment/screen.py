"""What the service was started with, against what it would get now: a list, and words about the setting in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from schemas.errors import LaunchdeckError
from tui.commands import CommandHost, bindings_of
from tui.engine.masked import ShownService, masked
from tui.engine.protocol import Engine
from tui.screens.environment import commands as _commands  # noqa: F401 - defining them registers them
from tui.screens.environment.settings import SettingList, setting_content
from tui.screens.frame import TooSmall
from tui.theme import glyphs
from tui.widgets.cells import clean
from tui.widgets.key_bar import KeyBar
from tui.widgets.line_list import LineList
from tui.workspace.workspace import Workspace


@dataclass
class EnvironmentRead(Message):
    """The engine has told it."""

    service: ShownService


@dataclass
class EnvironmentFailed(Message):
    """It was not started, or the engine cannot say."""

    error: LaunchdeckError


@dataclass(frozen=True, slots=True)
class Leaving:
    """What the person wants when the screen closes."""

    variable: str = ""
    """A variable of the workspace to go to."""
    restart: str = ""
    """A service to start again with what it would get now."""


class EnvironmentScreen(CommandHost, Screen[Leaving]):
    """Returns what is wanted next, if anything."""

    places: ClassVar[tuple[str, ...]] = ("environment",)
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(*places)
    AUTO_FOCUS = "#settings"

    only_drift = False
    """Whether only what the next start would change is shown."""
    shown: ShownService | None = None
    """What the engine told; None until it has."""

    def __init__(self, workspace: Workspace, engine: Engine, service: str) -> None:
        super().__init__()
        self.workspace = workspace
        self.engine = engine
        self.service = service

    def compose(self) -> ComposeResult:
        """Title, search, list, words."""
        yield Static(id="environment-title", markup=False)
        yield Input(placeholder="text in names and values", compact=True, id="environment-search")
        yield SettingList(id="settings")
        yield Static(id="setting-text", markup=False)
        yield KeyBar()
        yield TooSmall()

    def on_mount(self) -> None:
        """Ask the engine."""
        self.search.display = False
        self._show_title()
        self.read()

    @property
    def settings(self) -> SettingList:
        """The list."""
        return self.query_one(SettingList)

    @property
    def search(self) -> Input:
        """Where one types what to look for."""
        return self.query_one("#environment-search", Input)

    # What the engine says

    @work(thread=True, group="environment", exclusive=True)
    def read(self) -> None:
        """Ask what runs and what would be started; nothing unmasked leaves this thread."""
        try:
            self.post_message(EnvironmentRead(masked(self.engine.environment(self.service), self.workspace)))
        except LaunchdeckError as error:
            self.post_message(EnvironmentFailed(error))

    @on(EnvironmentRead)
    def show_answer(self, event: EnvironmentRead) -> None:
        """Show it."""
        self.shown = event.service
        self.show_settings()

    @on(EnvironmentFailed)
    def show_failure(self, event: EnvironmentFailed) -> None:
        """Say why there is nothing to show, and the way out."""
        message, hint = event.error.message, event.error.hint
        self.settings.say("\n".join(clean(f"{text[:1].upper()}{text[1:]}.") for text in (message, hint) if text))
        self.refresh_bindings()

    # What is shown

    def show_settings(self) -> None:
        """Show the settings that are wanted now."""
        if self.shown is None:
            return
        sought = self.search.value
        self.settings.empty_text = (
            "Nothing has this text. Escape shows all."
            if sought
            else f"{glyphs().good} It runs with what it would get now. f shows everything."
        )
        self.settings.show(self.shown, only_drift=self.only_drift, sought=sought)
        self._show_title()
        self.show_setting()

    def _show_title(self) -> None:
        drift = len(self.shown.drift) if self.shown else 0
        number = f"{drift} differs" if drift == 1 else f"{drift} differ"
        told = f"  {number} from the saved files" if drift else "  the same as the saved files"
        self.query_one("#environment-title", Static).update(
            Content.assemble(
                f"Environment of {clean(self.service)}",
                (told if self.shown else "", "$text-warning" if drift else "$text-success"),
            )
        )

    @on(LineList.Highlighted, "#settings")
    def show_setting(self) -> None:
        """All about the setting with the cursor."""
        current = self.settings.current
        text = self.query_one("#setting-text", Static)
        text.display = current is not None
        if current is not None:
            text.update(setting_content(current))
        self.refresh_bindings()

    @on(LineList.Chosen, "#settings")
    def choose(self) -> None:
        """A click on the row with the cursor goes to its variable."""
        if self.settings.current is not None and self.settings.current.variable:
            self.action_command("environment.go-to-variable")

    # Leaving

    def leave_for(self, variable: str) -> None:
        """Go to a variable."""
        self.dismiss(Leaving(variable=variable))

    def leave_to_restart(self) -> None:
        """Let the service get what the files have now."""
        self.dismiss(Leaving(restart=self.service))

    # Searching

    def open_search(self) -> None:
        """Type what to look for."""
        self.search.display = True
        self.search.focus()

    @on(Input.Changed, "#environment-search")
    def find(self) -> None:
        """Show what is found while typing."""
        self.show_settings()

    @on(Input.Submitted, "#environment-search")
    def take_found(self) -> None:
        """Go to the list."""
        self.settings.focus()

    def close(self) -> None:
        """Close the search; where none is open, the screen."""
        if self.search.display:
            self.search.display = False
            self.search.value = ""
            self.settings.focus()
        else:
            self.dismiss(Leaving())

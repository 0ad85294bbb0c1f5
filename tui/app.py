"""The app: four modes over one workspace and one engine. Everything else lives in the screens."""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePath
from time import monotonic
from typing import ClassVar

from rich.console import RenderableType
from textual import on
from textual.binding import BindingType
from textual.widget import AwaitMount

from schemas.errors import LaunchdeckError
from tui.appearance import Appearance
from tui.commands import CommandHost, bindings_of, notify_error
from tui.config import Config
from tui.engine.protocol import Engine
from tui.messages import ApplyPlan, Edited, GoTo, RotateSecret, ShowLogs
from tui.palette import CommandsProvider, VariablesProvider
from tui.screens import commands as _commands  # noqa: F401 - defining them registers them
from tui.screens.configure.screen import ConfigureScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.draft import DraftKeeper, DraftRefused, question
from tui.screens.frame import ModeScreen
from tui.screens.history import commands as _history  # noqa: F401 - the same
from tui.screens.keys import KeysScreen, key_lines
from tui.screens.logs.screen import LogsScreen
from tui.screens.map import commands as _map  # noqa: F401 - the same
from tui.screens.review.screen import ReviewScreen
from tui.screens.services.screen import ServicesScreen
from tui.screens.sitting import Sitting
from tui.screens.upgrade.screen import UpgradeScreen
from tui.screens.wizard.screen import WizardScreen
from tui.state import UserState
from tui.widgets.answers import Answer
from tui.workspace.draft import Draft, take_up
from tui.workspace.envfile import SaveResult
from tui.workspace.upgrade.apply import Applied
from tui.workspace.workspace import Workspace

MODE_SCREENS: tuple[type[ModeScreen], ...] = (ConfigureScreen, ReviewScreen, ServicesScreen, LogsScreen)
"""The modes in the order of their number keys."""
SHEETS = (
    *("frame", "lists", "dialogs", "configure", "review", "services"),
    *("logs", "wizard", "upgrade", "history", "map", "tour", "compact"),
)
STYLES: list[str | PurePath] = [f"styles/{name}.tcss" for name in SHEETS]
TWICE_SECONDS = 3.0
"""How long ctrl+c waits for its second press."""


class LaunchdeckApp(CommandHost, Appearance):
    """Configure and launch the services of one workspace."""

    TITLE = "Launchdeck"
    CSS_PATH = STYLES
    DEFAULT_MODE = "configure"
    places: ClassVar[tuple[str, ...]] = ("app",)
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(*places)
    COMMANDS = {CommandsProvider, VariablesProvider}  # noqa: RUF012 - declared by Textual

    elsewhere: Path | None = None
    """The workspace that the person wants to open instead; None while this one is meant."""

    def __init__(
        self, workspace: Workspace, engine: Engine, config: Config | None = None, state: UserState | None = None
    ) -> None:
        super().__init__()
        self._asked_at = -TWICE_SECONDS
        self.workspace = workspace
        self.engine = engine
        self.drafts = DraftKeeper(self, workspace)
        self.sitting = Sitting(self, state)
        for screen in MODE_SCREENS:
            self.add_mode(screen.mode, partial(self._opened, screen))
        if config is not None:
            self.configure(config)

    def on_mount(self) -> None:
        """A workspace without a file begins with the wizard."""
        if not self.workspace.has_env and len(self.workspace.catalog):
            self.open_wizard()
        elif (draft := self.drafts.left_behind()) is not None:
            self.push_screen(question(draft), lambda answer: self.go_on_when(draft, answer))
        else:
            self.sitting.begin()

    def on_unmount(self) -> None:
        """Another Launchdeck may keep its draft here now; where the person was is remembered."""
        self.drafts.release()
        self.sitting.end()

    # Modes

    def open_mode(self, mode: str) -> None:
        """Switch to a mode, storing what is still being typed."""
        self._settle()
        self.switch_mode(mode)

    def _opened(self, kind: type[ModeScreen]) -> ModeScreen:
        screen = kind(self.workspace, self.engine)
        screen.place = self.sitting.place
        return screen

    def switch_mode(self, mode: str) -> AwaitMount:
        """Switch to a mode; where the person is on the present one is kept in mind."""
        self.sitting.note()
        return super().switch_mode(mode)

    def exit(self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave; where the person is is kept in mind."""
        self.sitting.note()
        super().exit(result, return_code, message)

    def _settle(self) -> None:
        if isinstance(self.screen, ModeScreen):
            self.screen.settle()

    @on(GoTo)
    async def go_to(self, message: GoTo) -> None:
        """Show a variable."""
        await self.switch_mode("configure")
        if isinstance(self.screen, ConfigureScreen):
            self.screen.go_to(message.name)

    @on(ShowLogs)
    async def show_logs(self, message: ShowLogs) -> None:
        """Show the log of a service."""
        await self.switch_mode("logs")
        if isinstance(self.screen, LogsScreen):
            self.screen.show_service(message.service)

    @on(ApplyPlan)
    async def apply_plan(self, message: ApplyPlan) -> None:
        """Apply a plan where its progress is seen."""
        await self.switch_mode("services")
        if isinstance(self.screen, ServicesScreen):
            self.screen.apply_plan(message.plan)

    @on(RotateSecret)
    async def rotate_secret(self, message: RotateSecret) -> None:
        """Rotate a password where the progress is seen."""
        await self.switch_mode("services")
        if isinstance(self.screen, ServicesScreen):
            self.screen.rotate(message.name)

    # The draft of what is not saved yet

    @on(Edited)
    def keep_draft(self) -> None:
        """A crash or a lost connection shall cost nothing."""
        self.drafts.edited()

    @on(DraftRefused)
    def tell_no_draft(self, message: DraftRefused) -> None:
        """Say once that unsaved edits are not kept."""
        self.notify(message.reason, title="Unsaved edits are not kept for a crash", severity="warning", markup=False)

    def go_on_when(self, draft: Draft, answer: str | None) -> None:
        """Take up what a former run left behind, or throw it away."""
        if answer == "drop":
            self.drafts.forget()
        elif not answer:
            self.drafts.postpone(draft)
        elif answer == "take" and isinstance(self.screen, ModeScreen):
            try:
                self.screen.changed(take_up(self.workspace, draft))
            except LaunchdeckError as error:
                notify_error(self, error)

    # Dialogs

    def open_wizard(self) -> None:
        """Ask for the first values."""
        self.push_screen(WizardScreen(self.workspace), self.tell_written)

    def tell_written(self, result: SaveResult | Path | None) -> None:
        """Say what the wizard did, and what comes next; a folder is opened in the place of this one."""
        if isinstance(result, Path):
            self.elsewhere = result
            self.exit(0)
            return
        if isinstance(self.screen, ModeScreen):
            self.screen.changed(None)
        self.sitting.begin_with_tour()
        if result is not None:
            for warning in result.warnings:
                self.notify(warning, severity="warning", markup=False, timeout=10)
            self.notify(
                "Only you can read it. 3 goes to the services, L launches them there.",
                title=f"Wrote {result.path.name} with {len(result.changed)} values",
                markup=False,
                timeout=10,
            )

    @property
    def upgrading(self) -> bool:
        """Whether the upgrade is open."""
        return any(isinstance(screen, UpgradeScreen) for screen in self.screen_stack)

    def open_upgrade(self) -> None:
        """Bring the file up to a newer template."""
        self._settle()
        self.push_screen(UpgradeScreen(self.workspace), self.tell_upgraded)

    def tell_upgraded(self, applied: Applied | None) -> None:
        """Say what the upgrade wrote."""
        if applied is None:
            return
        if isinstance(self.screen, ModeScreen):
            self.screen.changed(None)
        files = ", ".join(path.name for path in applied.written)
        self.notify("The former files are in their histories.", title=f"Upgraded: {files}", markup=False, timeout=10)

    def open_keys(self) -> None:
        """Show every key that works here."""
        self.push_screen(KeysScreen(key_lines(self.screen)), self.press_key)

    def press_key(self, key: str | None) -> None:
        """Do what a key of the list does."""
        if key:
            self.simulate_key(key)

    # Leaving

    def action_help_quit(self) -> None:
        """Leave when ctrl+c is pressed twice; the first time say so, or ask when something is unsaved."""
        now = monotonic()
        if now - self._asked_at < TWICE_SECONDS:
            self.exit(0)
            return
        self._asked_at = now
        if self.workspace.modified and not isinstance(self.screen, WizardScreen):
            self.leave()
        else:
            self.notify("Press ctrl+c again to leave. Services go on running.", timeout=TWICE_SECONDS, markup=False)

    async def action_quit(self) -> None:
        """Leave, asking first when something is unsaved."""
        self.leave()

    def leave(self) -> None:
        """Leave, asking first when something is unsaved."""
        self._settle()
        changes = self.workspace.changes()
        if not self.workspace.modified or isinstance(self.screen, WizardScreen | ConfirmScreen):
            self.exit(0)
            return
        names = ", ".join(change.name for change in changes[:8]) + (" and others" if len(changes) > 8 else "")
        answers = (
            Answer("review", "Review and save"),
            Answer("discard", "Quit without saving"),
            Answer("", "Stay"),
        )
        number = f"{len(changes) or 'an'} unsaved {'edits' if len(changes) > 1 else 'edit'}"
        self.push_screen(ConfirmScreen(f"Quit with {number}?", names, answers), self.leave_when)

    def leave_when(self, answer: str | None) -> None:
        """Do what the person answered."""
        if answer == "discard":
            self.drafts.forget()
            self.exit(0)
        elif answer == "review":
            self.switch_mode("review")

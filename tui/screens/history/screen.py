"""The History screen: the former contents of the file, what each differs in, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from schemas.errors import LaunchdeckError
from tui.commands import CommandHost, bindings_of, notify_error
from tui.screens.confirm import ConfirmScreen
from tui.screens.frame import TooSmall
from tui.screens.history import commands as _commands  # noqa: F401 - defining them registers them
from tui.screens.history.lists import VersionList
from tui.screens.panes import PaneScreen, Split
from tui.screens.review.lists import DiffList
from tui.theme import glyphs
from tui.widgets.answers import Answer
from tui.widgets.cells import clean
from tui.widgets.key_bar import KeyBar
from tui.widgets.line_list import LineList
from tui.workspace.envfile import SaveResult
from tui.workspace.gitignore import GitState, add_to_gitignore, git_state
from tui.workspace.workspace import Workspace


@dataclass
class Compared(Message):
    """A former content was compared with the present one."""

    number: int
    lines: Sequence[str]


@dataclass
class GitAsked(Message):
    """Git said what it makes of the file."""

    state: GitState


@dataclass
class Restored(Message):
    """A former content is the file again."""

    result: SaveResult


@dataclass
class HistoryFailed(Message):
    """Something could not be read or written."""

    error: LaunchdeckError


class HistoryScreen(CommandHost, PaneScreen[SaveResult | None]):
    """Returns what was restored, or None."""

    places: ClassVar[tuple[str, ...]] = ("history",)
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(*places)
    AUTO_FOCUS = "#versions"
    splits = (Split("#versions", "#former-pane"),)

    restoring = False
    """True while a file is being written."""
    git: GitState | None = None
    """What git makes of the file; None until it has answered."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace

    def compose(self) -> ComposeResult:
        """The contents beside the difference."""
        yield Static(Content(f"History of {clean(self.workspace.env_path.name)}"), id="history-title", markup=False)
        with Container(id="history"):
            yield VersionList(id="versions")
            with Vertical(id="former-pane"):
                yield Static(id="former-title", classes="pane-title", markup=False)
                yield DiffList(id="former")
        yield Static(id="history-note", markup=False)
        yield KeyBar()
        yield TooSmall()

    def on_mount(self) -> None:
        """List what there is, and ask git."""
        self.query_one("#history-note").display = False
        self.versions.show(self.workspace.history.entries())
        self.show_version()
        self.ask_git()

    @property
    def versions(self) -> VersionList:
        """The former contents."""
        return self.query_one(VersionList)

    @property
    def difference(self) -> DiffList:
        """What changed since the one with the cursor."""
        return self.query_one(DiffList)

    # What is shown

    @on(LineList.Highlighted, "#versions")
    def show_version(self) -> None:
        """Compare the content with the cursor with the present one."""
        entry = self.versions.current
        title = self.query_one("#former-title", Static)
        if entry is None:
            title.update("")
            self.difference.empty_text = ""
            self.difference.show([])
            return
        title.update(
            Content.assemble(("What changed since then", "bold"), ("  - then, + now, secrets masked", "$faint"))
        )
        self.compare(entry.number)

    @work(thread=True, group="former", exclusive=True)
    def compare(self, number: int) -> None:
        """Read a former content and compare it."""
        try:
            self.post_message(Compared(number, self.workspace.former_diff(number)))
        except LaunchdeckError as error:
            self.post_message(HistoryFailed(error))

    @on(Compared)
    def show_difference(self, event: Compared) -> None:
        """Show it, unless the cursor went on meanwhile."""
        entry = self.versions.current
        if entry is not None and entry.number == event.number:
            self.difference.empty_text = "The same as the file: there is nothing to bring back."
            self.difference.show(event.lines)

    # Git

    @work(thread=True, group="git", exclusive=True)
    def ask_git(self) -> None:
        """Ask whether git would take the file."""
        try:
            self.post_message(GitAsked(git_state(self.workspace.env_path)))
        except LaunchdeckError as error:
            self.post_message(HistoryFailed(error))

    @on(GitAsked)
    def show_git(self, event: GitAsked) -> None:
        """Say what is to be done about it."""
        self.git = event.state
        note = self.query_one("#history-note", Static)
        words = [f"git does not ignore {' and '.join(event.state.missing)}: i adds that to .gitignore"]
        tracked = [f"{name} is in the git repository" for name in event.state.tracked]
        note.update(Content(". ".join([*tracked, *(words if event.state.missing else [])])))
        note.display = bool(event.state.missing or event.state.tracked)
        self.refresh_bindings()

    def keep_out_of_git(self) -> None:
        """Add the missing lines."""
        if self.git is not None:
            self.workspace.require_writable()
            path = add_to_gitignore(self.git)
            self.notify(f"{path.name} has the lines now.", markup=False, timeout=4)
            self.ask_git()

    # Restoring

    @on(LineList.Chosen, "#versions")
    def choose(self) -> None:
        """A click on the row with the cursor asks."""
        self.action_command("history.restore")

    def ask(self) -> None:
        """Ask before the file is replaced."""
        entry = self.versions.current
        if entry is None:
            return
        unsaved = "Unsaved edits are forgotten. " if self.workspace.modified else ""
        question = ConfirmScreen(
            f"Restore the content of {entry.saved.astimezone():%Y-%m-%d %H:%M:%S}?",
            f"{unsaved}The present one goes to the history.",
            (Answer("", "Keep the present one"), Answer("restore", "Restore it")),
        )

        def when(answer: str | None) -> None:
            if answer == "restore":
                self.restoring = True
                self.restore(entry.number)

        self.app.push_screen(question, when)

    @work(thread=True, group="save", exclusive=True)
    def restore(self, number: int) -> None:
        """Write the former content."""
        try:
            self.post_message(Restored(self.workspace.restore(number)))
        except LaunchdeckError as error:
            self.post_message(HistoryFailed(error))

    @on(Restored)
    def tell_restored(self, event: Restored) -> None:
        """Say what is in force again, and go back."""
        number = len(event.result.changed)
        self.app.notify(
            f"{number} {'value is' if number == 1 else 'values are'} as before.",
            title=f"{glyphs().good} Restored {event.result.path.name}",
            markup=False,
        )
        self.dismiss(event.result)

    @on(HistoryFailed)
    def tell_failed(self, event: HistoryFailed) -> None:
        """Say why; the file is as it was."""
        self.restoring = False
        notify_error(self, event.error)
        self.refresh_bindings()

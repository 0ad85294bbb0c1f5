"""The Review screen: nothing is written before the person has seen the difference."""

from __future__ import annotations

from collections.abc import Mapping
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
from schemas.rules.base import Severity
from tui.commands import bindings_of, notify_error
from tui.screens.confirm import ConfirmScreen
from tui.screens.frame import ModeScreen
from tui.screens.panes import Split
from tui.screens.plan import PlanLine
from tui.screens.review import commands as _commands  # noqa: F401 - defining them registers them
from tui.screens.review.lists import DiffList, ProblemList, problem_content, problems_title, three_way_text
from tui.theme import glyphs
from tui.widgets.answers import Answer
from tui.widgets.cells import clean
from tui.widgets.line_list import LineList
from tui.workspace.envfile import EnvFileChanged, SaveResult
from tui.workspace.workspace import Change

MAX_READERS = 4
"""Services named in the notice after saving."""


@dataclass
class Saved(Message):
    """The file was written."""

    result: SaveResult


@dataclass
class SaveFailed(Message):
    """Nothing was written."""

    error: LaunchdeckError


class ReviewScreen(ModeScreen):
    """Problems on one side, the difference on the other."""

    mode = "review"
    places: ClassVar[tuple[str, ...]] = ("review", "workspace")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(*places)
    AUTO_FOCUS = None
    splits = (Split("#problems-pane", "#difference-pane"),)

    only: Severity | None = None
    """The severity of the problems that are shown; None for all."""
    saving = False
    """True while the file is being written."""

    def compose_body(self) -> ComposeResult:
        """Two lists; the style sheet puts them side by side or one above the other."""
        with Container(id="review"):
            with Vertical(id="problems-pane"):
                yield Static(id="problems-title", classes="pane-title", markup=False)
                yield ProblemList(id="problems")
                yield Static(id="problem-text", markup=False)
            with Vertical(id="difference-pane"):
                yield Static(id="difference-title", classes="pane-title", markup=False)
                yield DiffList(id="difference")
                yield PlanLine(self.engine)

    def on_mount(self) -> None:
        """Show the workspace as it is, and begin where there is something to do."""
        self.only = next((severity for severity in Severity if severity.name == self.place.get("problems")), None)
        self.refresh_view(None)
        idle = not self.workspace.changes() and self.workspace.diagnostics
        (self.problems if idle else self.difference).focus()

    @property
    def problems(self) -> ProblemList:
        """What is wrong."""
        return self.query_one(ProblemList)

    @property
    def difference(self) -> DiffList:
        """What saving changes."""
        return self.query_one(DiffList)

    def refresh_view(self, change: Change | None) -> None:  # noqa: ARG002 - both lists are short
        """Show problems and difference anew."""
        workspace = self.workspace
        if self.only not in self.severities():
            self.only = None
        self.problems.show([found for found in workspace.diagnostics if self.only in {None, found.severity}])
        self.difference.show(workspace.diff())
        self._show_titles()
        self.show_problem()

    def remembered(self) -> Mapping[str, str]:
        """Which problems are shown."""
        return {"problems": self.only.name if self.only is not None else ""}

    def severities(self) -> list[Severity]:
        """The severities of what was found, worst first."""
        return sorted({found.severity for found in self.workspace.diagnostics}, reverse=True)

    def show_only(self, severity: Severity | None) -> None:
        """Show the problems of one severity, or all of them."""
        self.only = severity
        self.refresh_view(None)
        self.problems.focus()
        self.refresh_bindings()

    def _show_titles(self) -> None:
        workspace = self.workspace
        self.query_one("#problems-title", Static).update(problems_title(workspace.diagnostics, self.only))
        changes, name = len(workspace.changes()), clean(workspace.env_path.name)
        if workspace.read_only_reason:
            said = "read-only, nothing can be saved"
        elif not changes:
            said = "only the spelling" if workspace.modified else "nothing unsaved"
        else:
            said = f"{changes} unsaved, s writes {name}"
        self.query_one("#difference-title", Static).update(
            Content.assemble(("What saving changes", "bold"), (f"  {said}", "$faint"))
        )

    @on(LineList.Highlighted, "#problems")
    def show_problem(self) -> None:
        """The whole text of the problem with the cursor, and its fix."""
        found = self.problems.current
        text = self.query_one("#problem-text", Static)
        text.display = found is not None
        if found is not None:
            text.update(problem_content(found))
        self.refresh_bindings()

    @on(LineList.Chosen, "#problems")
    def edit_problem(self) -> None:
        """A click on the row with the cursor goes to the variable."""
        self.action_command("review.edit-variable")

    def on_screen_resume(self) -> None:
        """What was to be applied may have been meanwhile."""
        for line in self.query(PlanLine):
            if line.plan:
                line.read()

    # Saving

    def begin_save(self) -> None:
        """Write the file in a thread."""
        self.saving = True
        self.write_file()

    @work(thread=True, group="save", exclusive=True)
    def write_file(self) -> None:
        """Write it and tell how it went."""
        try:
            self.post_message(Saved(self.workspace.save()))
        except LaunchdeckError as error:
            self.post_message(SaveFailed(error))

    @on(Saved)
    def tell_saved(self, event: Saved) -> None:
        """Say what was written and who has to be restarted to see it; then what there is to apply."""
        self.saving = False
        self.query_one(PlanLine).read()
        self.changed(None)
        changed = event.result.changed
        catalog, name = self.workspace.catalog, self.workspace.env_path.name
        known = [catalog[key] for key in changed if key in catalog]
        readers = sorted({reader for variable in known for reader in variable.readers})
        more = " and others" if len(readers) > MAX_READERS else ""
        for warning in event.result.warnings:
            self.notify(warning, severity="warning", markup=False, timeout=10)
        self.notify(
            f"To be read by {', '.join(readers[:MAX_READERS])}{more} at the next start." if readers else "",
            title=f"{glyphs().good} Saved {len(changed)} {'value' if len(changed) == 1 else 'values'} to {name}",
            markup=False,
        )

    @on(SaveFailed)
    def tell_failed(self, event: SaveFailed) -> None:
        """Say why nothing was written; the edits are still there."""
        self.saving = False
        error = event.error
        self.refresh_bindings()
        if not isinstance(error, EnvFileChanged):
            notify_error(self, error)
            return
        question = ConfirmScreen(
            "The file was changed by something else: nothing was written",
            three_way_text(error.three_way, self.workspace.is_secret),
            (
                Answer("read", "Read it again", "your edits are kept on top of it"),
                Answer("", "Leave it", "R on this screen reads it again later"),
            ),
        )
        self.app.push_screen(question, self.read_when)

    def read_when(self, answer: str | None) -> None:
        """Read the file again when that was the answer."""
        if answer == "read":
            self.action_command("review.read-again")

    def discard_when(self, answer: str | None) -> None:
        """Forget the unsaved edits when that was the answer."""
        if answer == "discard":
            self.workspace.reload(keep=False)
            self.changed(None)

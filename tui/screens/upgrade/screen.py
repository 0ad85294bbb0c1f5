"""The Upgrade screen: the plan of an upgrade, decided item by item, written when Enter says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Label, Static

from schemas.catalog import Variable
from schemas.errors import LaunchdeckError
from tui.commands import CommandHost, bindings_of, notify_error
from tui.screens.frame import TooSmall
from tui.screens.upgrade import commands as _commands  # noqa: F401 - defining them registers them
from tui.screens.upgrade.answer import AnswerScreen
from tui.screens.upgrade.lists import PlanList
from tui.widgets.cells import clean
from tui.widgets.key_bar import KeyBar
from tui.widgets.line_list import LineList
from tui.workspace.discovery import look
from tui.workspace.upgrade.apply import Applied, apply
from tui.workspace.upgrade.plan import Layout, Options, Plan, switched
from tui.workspace.upgrade.planner import plan_upgrade
from tui.workspace.upgrade.report import compared, headline, line_of
from tui.workspace.upgrade.store import BaseSource
from tui.workspace.workspace import Workspace


@dataclass
class Planned(Message):
    """A plan is made."""

    plan: Plan
    options: Options
    """What it was made with: an older one than the screen's is of no use any more."""


@dataclass
class Written(Message):
    """All files are written."""

    applied: Applied


@dataclass
class Failed(Message):
    """No plan could be made, or nothing was written."""

    error: LaunchdeckError


class PathField(Input):
    """The field for a template, whose footer names the keys that plan and lead to the other field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Plan", tooltip="Read the templates and show what would change."),
        Binding("tab,down", "app.focus_next", "Next field", key_display="tab", tooltip="On to what follows."),
        Binding("up", "app.focus_previous", show=False),
    ]


class UpgradeScreen(CommandHost, Screen[Applied | None]):
    """Returns what was written, None when the person left."""

    places: ClassVar[tuple[str, ...]] = ("upgrade",)
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(*places)
    AUTO_FOCUS = "#template-path"

    busy = False
    """True while something is planned or written."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.options = Options()
        self.plan: Plan | None = None

    def compose(self) -> ComposeResult:
        """The field for the template, the plan, the whole text of one item."""
        yield Static(Content(f"Upgrade {clean(self.workspace.env_path.name)}"), id="upgrade-title", markup=False)
        with Horizontal(classes="template-row"):
            yield Label("New template")
            yield PathField(
                self._beside(),
                compact=True,
                id="template-path",
                placeholder="the new .env.example, or the folder that holds it",
            )
        with Horizontal(classes="template-row"):
            yield Label("Old template")
            yield PathField(compact=True, id="base-path", placeholder="empty: the one that the file was made from")
        yield Static(id="upgrade-said", markup=False)
        yield PlanList()
        yield Static(id="item-text", markup=False)
        yield KeyBar()
        yield TooSmall()

    @property
    def items(self) -> PlanList:
        """The plan as a list."""
        return self.query_one(PlanList)

    @property
    def path_field(self) -> Input:
        """Where the template is named."""
        return self.query_one("#template-path", Input)

    @property
    def base_field(self) -> Input:
        """Where the template is named that the file was made from."""
        return self.query_one("#base-path", Input)

    def _beside(self) -> str:
        """The example file beside the env file, which a new release has often replaced already."""
        example = look(self.workspace.root).example
        if example is None:
            return ""
        return str(example.relative_to(Path.cwd()) if example.is_relative_to(Path.cwd()) else example)

    # Planning

    @on(Input.Submitted)
    def plan_from(self) -> None:
        """Plan against the templates that were named."""
        self.plan_anew(Options())

    def plan_anew(self, options: Options) -> None:
        """Make the plan with other decisions; without a new template go where it is named."""
        new, base = (
            Path(text).expanduser().absolute() if (text := field.value.strip()) else None
            for field in (self.path_field, self.base_field)
        )
        if new is None:
            self.path_field.focus()
            return
        self.options = options
        self.busy = True
        self.make_plan(new, base, options)

    @work(thread=True, group="plan", exclusive=True)
    def make_plan(self, new: Path, base: Path | None, options: Options) -> None:
        """Read and compare in a thread."""
        try:
            plan = plan_upgrade(self.workspace.env_path, new, base, options)
        except LaunchdeckError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(Planned(plan, options))

    @on(Planned)
    def show_plan(self, event: Planned) -> None:
        """Show the plan, unless another one is being made."""
        if event.options is not self.options:
            return
        self.busy = False
        self.plan = event.plan
        said = compared(event.plan)
        if event.plan.source is BaseSource.NONE:
            said += " Name it with o: changed defaults show then."
        self.query_one("#upgrade-said", Static).update(Content(f"{clean(headline(event.plan))}\n{clean(said)}"))
        self.items.show(event.plan)
        self.items.focus()
        self.show_item()

    @on(Failed)
    def tell_failed(self, event: Failed) -> None:
        """Say why; the files are what they were."""
        self.busy = False
        notify_error(self, event.error)
        self.refresh_bindings()

    @on(LineList.Highlighted, "#plan")
    def show_item(self) -> None:
        """The whole text of the item with the cursor."""
        item, text = self.items.current, self.query_one("#item-text", Static)
        text.display = item is not None
        if item is not None and self.plan is not None:
            text.update(Content(f"{clean(line_of(self.plan, item))}\n{clean(item.file)}"))
        self.refresh_bindings()

    # Deciding

    def switch(self) -> None:
        """Take instead of keep, or the other way around."""
        item = self.items.current
        if item is not None:
            self.plan_anew(switched(self.options, item))

    def other_layout(self) -> None:
        """The layout that is not in use."""
        other = Layout.FILE if self.options.layout is Layout.TEMPLATE else Layout.TEMPLATE
        self.plan_anew(replace(self.options, layout=other))

    def ask(self) -> None:
        """Ask for the value of the item with the cursor."""
        item, plan = self.items.current, self.plan
        if item is None or plan is None:
            return
        known = plan.catalog.get(item.name)
        kind = "secret" if plan.is_secret(item.name) else "string"
        variable = known or Variable(item.name, "", "", kind, secret=kind == "secret", inferred=True)

        def answered(text: str | None) -> None:
            if text is not None:
                self.plan_anew(replace(self.options, answers={**self.options.answers, item.name: text}))

        self.app.push_screen(AnswerScreen(variable, self.options.answers.get(item.name), item.note), answered)

    # Writing

    def begin_writing(self) -> None:
        """Write in a thread."""
        if self.plan is not None:
            self.busy = True
            self.write(self.plan)

    @work(thread=True, group="save", exclusive=True)
    def write(self, plan: Plan) -> None:
        """Write all files and tell how it went."""
        try:
            self.workspace.require_writable()
            self.post_message(Written(apply(plan)))
        except LaunchdeckError as error:
            self.post_message(Failed(error))

    @on(Written)
    def finish(self, event: Written) -> None:
        """Read the file again, with the unsaved edits of the other screens, and leave."""
        self.workspace.reload(keep=True)
        self.dismiss(event.applied)

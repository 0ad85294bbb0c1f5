"""The Upgrade screen: the plan of an upgrade, decided item by item, written when Enter says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

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
from tui.workspace.upgrade.apply import Applied, apply
from tui.workspace.upgrade.plan import Layout, Options, Plan, switched
from tui.workspace.upgrade.planner import plan_upgrade
from tui.workspace.upgrade.report import headline, line_of
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
    """The field for the template, whose footer names the key that plans."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Plan", tooltip="Read the template and show what would change.")
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
        yield PathField(
            compact=True, id="template-path", placeholder="the new .env.example, or the folder that holds it"
        )
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

    # Planning

    @on(Input.Submitted, "#template-path")
    def plan_from(self) -> None:
        """Plan against the template that was named."""
        if self.path_field.value.strip():
            self.plan_anew(Options())

    def plan_anew(self, options: Options) -> None:
        """Make the plan with other decisions."""
        self.options = options
        self.busy = True
        self.make_plan(Path(self.path_field.value.strip()).expanduser(), options)

    @work(thread=True, group="plan", exclusive=True)
    def make_plan(self, path: Path, options: Options) -> None:
        """Read and compare in a thread."""
        try:
            plan = plan_upgrade(self.workspace.env_path, path, options=options)
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
        self.query_one("#upgrade-said", Static).update(Content(clean(headline(event.plan))))
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

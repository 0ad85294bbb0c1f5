"""The wizard screen: one question at a time, each answer checked while it is typed, nothing lost on the way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from schemas.errors import LaunchdeckError
from schemas.kinds import Problem
from tui.commands import CommandHost, bindings_of, notify_error
from tui.screens.frame import TooSmall
from tui.screens.panes import PaneScreen, Split
from tui.screens.wizard import commands as _commands  # noqa: F401 - defining them registers them
from tui.screens.wizard.lists import LineView, StepList, file_lines, page_lines
from tui.theme import glyphs
from tui.widgets.answers import Answer, AnswerList
from tui.widgets.cells import Cell, clean
from tui.widgets.key_bar import KeyBar
from tui.widgets.line_list import LineList
from tui.workspace.compose.project import Project
from tui.workspace.envfile import SaveResult
from tui.workspace.estimate import Estimate, Machine, machine
from tui.workspace.interview import Interview
from tui.workspace.questions import FOLDER, Question
from tui.workspace.setup_page import page
from tui.workspace.workspace import Workspace

TYPED = frozenset({"text", "number", "password", FOLDER})
"""Kinds of questions that are answered in a field."""


@dataclass
class Written(Message):
    """The first file is there."""

    result: SaveResult


@dataclass
class Measured(Message):
    """The compose files are read, and this machine is known."""

    project: Project
    machine: Machine


@dataclass
class NotWritten(Message):
    """Nothing was written."""

    error: LaunchdeckError


class WizardScreen(CommandHost, PaneScreen[SaveResult | Path | None]):
    """Returns what was written, the folder of another workspace, or None when the person skipped it."""

    places: ClassVar[tuple[str, ...]] = ("wizard",)
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(*places)
    splits = (Split("#steps", "#question"),)

    writing = False
    """True while the file is being written."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.interview = Interview(workspace)
        """The questions and what was answered."""
        self.measured: Measured | None = None
        """What estimates are made of; None until it is known."""

    def compose(self) -> ComposeResult:
        """Steps, the question, the fields of which one is shown."""
        yield Static(Content(f"Set up {clean(self.workspace.name)}"), id="wizard-title", markup=False)
        with Container(id="wizard"):
            yield StepList()
            with Vertical(id="question"):
                yield Static(id="question-count", markup=False)
                yield Static(id="question-title", markup=False)
                yield Static(id="question-help", markup=False)
                yield AnswerList(id="choices")
                yield Input(compact=True, id="answer", select_on_focus=False)
                yield Static(id="answer-check", markup=False)
                yield LineView()
                yield Static(id="cost", markup=False)
        yield KeyBar()
        yield TooSmall()

    def on_mount(self) -> None:
        """Ask the first question, and measure meanwhile."""
        self.measure()
        self.ask()

    def on_resize(self) -> None:
        """The place decides where the lines of the page go on."""
        if self.interview.at_review:
            self.call_after_refresh(self._show_page)

    def _show_page(self) -> None:
        if self.interview.at_review:
            self.query_one(LineView).show(self._page())

    @work(thread=True, group="measure", exclusive=True)
    def measure(self) -> None:
        """Read the compose files and look at the machine."""
        self.post_message(Measured(self.workspace.survey.project, machine(self.workspace.root)))

    @on(Measured)
    def show_measured(self, event: Measured) -> None:
        """Say what the choice costs."""
        self.measured = event
        self._show_page()
        self.show_cost()

    @property
    def question(self) -> Question:
        """The question that is asked."""
        return self.interview.question

    # Asking

    def ask(self) -> None:
        """Show the question of this step with its answer: the one given, else the default."""
        question = self.question
        choices, answer = self.query_one("#choices", OptionList), self.query_one("#answer", Input)
        lines = self.query_one(LineView)
        given, step, asked = self.interview.proposed, self.interview.step, self.interview.questions
        with self.app.batch_update():
            self.query_one("#question-count", Static).update(f"Step {step + 1} of {len(asked)}")
            self.query_one("#question-title", Static).update(Content(question.title))
            self.query_one("#question-help", Static).update(Content(question.help))
            choices.display = question.kind == "choice"
            answer.display = question.kind in TYPED
            lines.display = question.kind in {"secrets", "review"}
            self.query_one(StepList).show(asked, step, self._told())
        if choices.display:
            self._offer(given)
            choices.focus()
        elif answer.display:
            with self.prevent(Input.Changed):
                answer.password = question.kind == "password"
                answer.value = given
            answer.cursor_position = len(given)
            answer.focus()
        else:
            lines.show(self._page() if self.interview.at_review else self._secrets())
            lines.focus()
        self._show_check(None)
        self.show_cost()
        self.refresh_bindings()

    def _told(self) -> dict[str, str]:
        """What the list of steps says of each: the answer, of the address what is not the same everywhere."""
        answers = self.interview.answers
        told = {key: text.removeprefix("https://").removeprefix("http://") for key, text in answers.items()}
        kept = {question.key: "given" for question in self.interview.questions if question.kind == "password"}
        return told | {key: word for key, word in kept.items() if told.get(key)} | {"secrets": "generated"}

    @on(OptionList.OptionHighlighted, "#choices")
    def show_cost(self) -> None:
        """Say what the answers cost with the one that is about to be given; the review says it by itself."""
        typed = self._typed() if self.question.kind == "choice" else None
        answers = self.interview.answers
        need = self._need(answers if typed is None else answers | {self.question.key: typed})
        cost = self.query_one("#cost", Static)
        cost.display = need is not None and not self.interview.at_review
        if need is not None and self.measured is not None:
            short = self.measured.machine.lacks(need)
            cost.update(
                Content.assemble(
                    ("Needs ", "$faint"),
                    (need.words, ""),
                    (f". Too little {short} here" if short else "", "$text-warning"),
                    (f". This machine has {self.measured.machine.words}.", "$faint"),
                )
            )

    def _offer(self, given: str) -> None:
        choices = self.query_one("#choices", AnswerList)
        offered = self.question.choices
        choices.show([Answer(choice.value, choice.value, choice.label) for choice in offered])
        choices.highlighted = next((i for i, choice in enumerate(offered) if choice.value == given), 0)

    def _need(self, given: Mapping[str, str]) -> Estimate | None:
        """What the answers cost; None while that is not known."""
        return self.interview.need(self.measured.project, given) if self.measured else None

    def _secrets(self) -> list[list[Cell]]:
        good = glyphs().good
        return [
            [Cell(f" {good} ", "good"), Cell("generated  ", "dim"), Cell(name)] for name in self.interview.secrets()
        ]

    def _page(self) -> list[list[Cell]]:
        """The page, and below it the file."""
        self.workspace.start_file(self.interview.values())
        said = page(
            self.interview.questions,
            self.interview.complete(),
            secrets=len(self.interview.secrets()),
            findings=self.workspace.diagnostics,
            need=self._need(self.interview.answers),
            have=self.measured.machine if self.measured else None,
        )
        width = self.query_one("#question").content_size.width
        return [*page_lines(said, width), *file_lines(self.workspace.diff())]

    # Answering

    def _typed(self) -> str | None:
        question = self.question
        if question.kind == "choice":
            highlighted = self.query_one("#choices", OptionList).highlighted
            return None if highlighted is None else question.choices[highlighted].value
        return self.query_one("#answer", Input).value if question.kind in TYPED else None

    @on(Input.Changed, "#answer")
    def check_while_typing(self, event: Input.Changed) -> None:
        """Say at once whether it can be."""
        self._show_check(self.interview.check(event.value), typed=True)

    def _show_check(self, problem: Problem | None, *, typed: bool = False) -> None:
        signs = glyphs()
        check = self.query_one("#answer-check", Static)
        if problem is not None:
            hint = f"\n  {problem.hint}" if problem.hint else ""
            check.update(Content.assemble((f"{signs.error} {problem.message}", "$text-error"), (hint, "$faint")))
        else:
            check.update(Content.assemble((f"{signs.good} valid" if typed else "", "$text-success")))
        check.display = problem is not None or typed

    @on(Input.Submitted, "#answer")
    @on(OptionList.OptionSelected, "#choices")
    @on(LineList.Chosen, "#wizard-lines")
    def go_on(self) -> None:
        """Take the answer when it can be, and ask the next question."""
        text = self._typed()
        problem = None if text is None else self.interview.check(text)
        if problem is not None:
            self._show_check(problem)
            return
        self.interview.keep(text)
        if self.interview.at_folder:
            self.workspace.reload(keep=False)
            self.dismiss(self.interview.folder)
        elif not self.interview.at_review:
            self.interview.forward()
            self.ask()

    def go_back(self) -> None:
        """Ask the question before; what is typed here is kept, right or wrong."""
        self.interview.keep(self._typed())
        self.interview.back()
        self.ask()

    def leave(self) -> None:
        """Leave without writing."""
        self.workspace.reload(keep=False)
        self.dismiss(None)

    # Writing

    def begin_writing(self) -> None:
        """Write in a thread."""
        self.writing = True
        self.write_file()

    @work(thread=True, group="save", exclusive=True)
    def write_file(self) -> None:
        """Write the file and tell how it went."""
        try:
            self.post_message(Written(self.workspace.save()))
        except LaunchdeckError as error:
            self.post_message(NotWritten(error))

    @on(Written)
    def finish(self, event: Written) -> None:
        """The wizard is through."""
        self.dismiss(event.result)

    @on(NotWritten)
    def stay(self, event: NotWritten) -> None:
        """Say why; all answers are still there."""
        self.writing = False
        notify_error(self, event.error)
        self.refresh_bindings()

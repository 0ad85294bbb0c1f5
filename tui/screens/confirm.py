"""A question with a few answers, asked before something that cannot be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from tui.widgets.answers import Answer, AnswerList
from tui.widgets.key_bar import KeyBar


class DialogAnswers(AnswerList):
    """The answers of a dialog, whose footer names the key that chooses one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Choose", tooltip="Give the answer with the cursor."),
        Binding("j", "cursor_down", "Down", show=False, tooltip="Go to the next answer."),
        Binding("k", "cursor_up", "Up", show=False, tooltip="Go to the answer above."),
    ]


class ConfirmScreen(ModalScreen[str]):
    """Asks and returns the id of the answer; empty when it was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "refuse", "Cancel", tooltip="Close without doing it.")]

    def __init__(self, question: str, detail: str, answers: Sequence[Answer]) -> None:
        super().__init__()
        self.question = question
        self.detail = detail
        self.answers = answers

    def compose(self) -> ComposeResult:
        """The question, what it is about, the answers."""
        with Vertical(classes="dialog"):
            yield Static(self.question, classes="dialog-title", markup=False)
            yield Static(self.detail, classes="dialog-text", markup=False)
            yield DialogAnswers(self.answers)
            yield KeyBar()

    @on(OptionList.OptionSelected)
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Return the answer."""
        self.dismiss(event.option.id or "")

    def action_refuse(self) -> None:
        """Return none."""
        self.dismiss("")

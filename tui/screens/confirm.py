"""A question with a few answers, asked before something that cannot be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer."""

    id: str
    label: str
    note: str = ""
    """What follows from it."""


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
            yield OptionList(*(Option(_prompt(answer), answer.id) for answer in self.answers), markup=False)

    @on(OptionList.OptionSelected)
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Return the answer."""
        self.dismiss(event.option.id or "")

    def action_refuse(self) -> None:
        """Return none."""
        self.dismiss("")


def _prompt(answer: Answer) -> Content:
    return Content.assemble((f" {answer.label} ", "bold"), (f" {answer.note}", "$faint"))

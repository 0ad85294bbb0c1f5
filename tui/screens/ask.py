"""The dialog that asks for one line of text, with a check and, where there are usual answers, a choice of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from tui.widgets.answers import Answer, AnswerList
from tui.widgets.key_bar import KeyBar


class AskField(Input):
    """The field of the dialog, whose footer names the key that takes the text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Take", tooltip="Take what is typed.")]


class AskScreen(ModalScreen[str | None]):
    """Returns a text that the check takes, or None when it was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Cancel", tooltip="Close without an answer."),
        Binding("down", "choices", "Choices", show=False, tooltip="Go to the usual answers."),
    ]

    def __init__(
        self,
        question: str,
        detail: str,
        *,
        text: str = "",
        check: Callable[[str], str],
        choices: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__()
        self.question = question
        self.detail = detail
        self.text = text
        """What the field begins with."""
        self.check = check
        """What is wrong with a text, as a sentence; empty when nothing is."""
        self.choices = choices
        """Usual answers, each with what it does."""

    def compose(self) -> ComposeResult:
        """Question, field, what is wrong, usual answers."""
        with Vertical(classes="dialog"):
            yield Static(self.question, classes="dialog-title", markup=False)
            yield Static(self.detail, classes="dialog-text", markup=False)
            hint = "type it, or go down and choose" if self.choices else ""
            yield AskField(self.text, hint, compact=True, select_on_focus=not self.choices, id="ask-text")
            yield Static(id="ask-problem", markup=False)
            if self.choices:
                yield AnswerList([Answer(text, text, note) for text, note in self.choices])
            yield KeyBar()

    @property
    def field(self) -> Input:
        """Where the answer is typed."""
        return self.query_one("#ask-text", Input)

    @on(Input.Changed)
    def forget_problem(self) -> None:
        """What was wrong is being mended."""
        self.query_one("#ask-problem", Static).update("")

    @on(Input.Submitted)
    def take(self) -> None:
        """Return the text when the check takes it."""
        text = self.field.value.strip()
        problem = self.check(text)
        if problem:
            self.query_one("#ask-problem", Static).update(Content.styled(problem, "$text-error"))
        else:
            self.dismiss(text)

    @on(OptionList.OptionSelected)
    def fill_in(self, event: OptionList.OptionSelected) -> None:
        """Put the choice into the field, where it can be added to."""
        self.field.value = f"{event.option.id} "
        self.field.focus()
        self.field.cursor_position = len(self.field.value)

    def action_choices(self) -> None:
        """Go to the usual answers."""
        for choices in self.query(OptionList):
            choices.focus()

    def action_close(self) -> None:
        """Return nothing."""
        self.dismiss(None)

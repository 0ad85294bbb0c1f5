"""The dialog that asks for one value, with the editor that fits it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from schemas.catalog import Variable
from schemas.kinds import check_value
from tui.widgets.cells import clean
from tui.widgets.editor_pane import problem_content
from tui.widgets.editors import Editor, editor_of
from tui.widgets.key_bar import KeyBar


class AnswerScreen(ModalScreen[str | None]):
    """Returns a value that the type takes, or None when it was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Cancel", tooltip="Close without a value.")]

    def __init__(self, variable: Variable, text: str | None, note: str) -> None:
        super().__init__()
        self.variable = variable
        self.text = text
        self.note = note

    def compose(self) -> ComposeResult:
        """Name, help, field, what is wrong."""
        with Vertical(classes="dialog"):
            yield Static(self.variable.name, classes="dialog-title", markup=False)
            yield Static(Content(clean(self.variable.help or self.note)), classes="dialog-text", markup=False)
            yield editor_of(self.variable)()
            yield Static(id="answer-problem", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Open the field."""
        editor = self.query_one(Editor)
        editor.bind(self.variable, self.text)
        editor.open()

    @on(Editor.Committed)
    def take(self, event: Editor.Committed) -> None:
        """Return the text when it can be one."""
        problem = check_value(self.variable, event.text)
        if problem is not None and not self.variable.inferred:
            self.query_one("#answer-problem", Static).update(problem_content(self.variable.name, problem))
        elif event.text:
            self.dismiss(event.text)

    @on(Editor.Closed)
    def action_close(self) -> None:
        """Return nothing."""
        if self.is_current:
            self.dismiss(None)

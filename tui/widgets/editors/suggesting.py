"""An editor with one line of text and a list of proposals beneath it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from tui.widgets.editors.field import Field, FieldEditor
from tui.widgets.editors.suggestions import Suggestions
from tui.workspace.suggesting import Suggestion


class SuggestingField(Field):
    """A field in which Right at the end takes what is proposed."""

    def action_cursor_right(self, select: bool = False) -> None:
        """One character to the right; at the end the proposal that is marked."""
        if not select and self.cursor_at_end and self.query_ancestor(SuggestingEditor).take():
            return
        super().action_cursor_right(select)


class SuggestingEditor(FieldEditor):
    """One line of text for which something can be proposed. Without a list it is a plain field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "take", "Take", tooltip="Put in the proposal that is marked."),
        Binding("down", "suggest(1)", "Proposals", tooltip="Show what could be put in, and go down in it."),
        Binding("up", "suggest(-1)", "Proposals", show=False, tooltip="Go up in what could be put in."),
    ]

    suggestions: Suggestions | None = None
    """The list, given by the pane."""

    def make_input(self) -> Input:
        """A field that takes proposals."""
        return SuggestingField(compact=True, select_on_focus=False)

    def open(self) -> None:
        """Take the focus, with nothing proposed yet."""
        super().open()
        if self.suggestions is not None:
            self.suggestions.begin()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's words
        """Tab goes on to the next part of the screen while nothing is proposed."""
        listed = self.suggestions is not None and self.suggestions.is_open
        return listed if action == "take" else True

    def take(self) -> bool:
        """Put in what is marked; False when nothing is proposed."""
        if self.suggestions is None or not self.suggestions.is_open:
            return False
        self.suggestions.take()
        return True

    def put_in(self, suggestion: Suggestion) -> None:
        """Make a proposal the text; it is stored with Enter, as what is typed."""
        self.input.focus()
        self.input.value = suggestion.text
        self.input.cursor_position = suggestion.cursor

    def action_take(self) -> None:
        """Put in what is marked."""
        self.take()

    def action_suggest(self, rows: int) -> None:
        """Go through what could be put in."""
        if self.suggestions is not None:
            self.suggestions.enter(self.variable, self.input.value, self.input.cursor_position, rows)

    def action_submit(self) -> None:
        """Take what is marked when the person is in the list, else store and leave."""
        if self.suggestions is not None and self.suggestions.entered:
            self.suggestions.take()
        else:
            super().action_submit()

    def action_forget(self) -> None:
        """Close the list; without one forget what is typed and leave."""
        if self.suggestions is not None and self.suggestions.is_open:
            self.suggestions.refuse()
        else:
            super().action_forget()

    def close(self) -> None:
        """Say that the person is done."""
        if self.suggestions is not None:
            self.suggestions.begin()
        super().close()

    @on(Input.Blurred)
    def close_list(self) -> None:
        """Nothing is proposed to a field without the focus."""
        if self.suggestions is not None:
            self.suggestions.begin()

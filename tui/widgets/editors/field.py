"""An editor with one line of text: the base of those for texts, numbers and secrets."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from tui.widgets.cells import clean
from tui.widgets.editors.base import Editor


class Field(Input):
    """A line of text whose Enter says in the bar of keys what it does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "submit",
            "Store",
            key_display="enter",
            tooltip="Store what is typed and go back to the list.",
        ),
    ]


class FieldEditor(Editor):
    """One line of text. Enter stores and leaves, Escape forgets and leaves, going elsewhere stores."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "forget",
            "Cancel",
            key_display="escape",
            tooltip="Forget what is typed and go back to the list.",
        ),
    ]

    def make_input(self) -> Input:
        """The field itself."""
        return Field(compact=True, select_on_focus=False)

    def compose(self) -> ComposeResult:
        """The field and, when there is one, the unit."""
        with Horizontal(classes="field"):
            yield self.make_input()
            yield Static(classes="unit", markup=False)

    @property
    def input(self) -> Input:
        """The field itself."""
        return self.query_one(Input)

    def refill(self) -> None:
        """Show what is stored, or the default faintly."""
        with self.prevent(Input.Changed):
            self.input.value = self.stored or ""
        self.input.cursor_position = len(self.input.value)
        self.input.placeholder = self.placeholder()
        unit = self.query_one(".unit", Static)
        unit.update(self.variable.unit)
        unit.display = bool(self.variable.unit)

    def placeholder(self) -> str:
        """What an empty field shows."""
        return clean(self.fallback) or "not set"

    def open(self) -> None:
        """Take the focus."""
        self.input.focus()

    def pending(self) -> str | None:
        """What was typed and is not stored yet."""
        typed = self.input.value
        return None if typed == (self.stored or "") else typed

    @on(Input.Changed)
    def tell_typed(self, event: Input.Changed) -> None:
        """Let the text be checked while it is typed."""
        event.stop()
        self.post_message(self.Typed(self.variable.name, event.value))

    @on(Input.Blurred)
    def store_on_leaving(self, event: Input.Blurred) -> None:
        """Going elsewhere stores, so nothing typed is lost."""
        event.stop()
        typed = self.pending()
        if typed is not None:
            self.commit(typed)

    @on(Input.Submitted)
    def store(self, event: Input.Submitted) -> None:
        """Enter stores and leaves."""
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """Store and leave; an empty field that was never set stays not set."""
        typed = self.pending()
        if typed is not None:
            self.commit(typed)
        self.close()

    def action_forget(self) -> None:
        """Show what is stored again and leave."""
        self.refill()
        self.close()

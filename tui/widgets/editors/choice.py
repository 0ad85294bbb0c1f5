"""The editor for allowed values: a short list to choose from, narrowed by typing when it is long."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from schemas.catalog import Choice
from tui.theme import glyphs
from tui.widgets.editors.base import Editor

MANY = 9
"""From so many choices on there is a field to narrow them."""


class ChoiceEditor(Editor):
    """One of several values. Where other values are possible too, the field takes them."""

    kinds: ClassVar[tuple[str, ...]] = ("enum", "bool_or_string")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Done", tooltip="Go back to the list."),
        Binding("down", "enter_list", "To the list", show=False, tooltip="Go from the field into the list of choices."),
    ]

    def compose(self) -> ComposeResult:
        """The field and the list."""
        yield Input(compact=True, select_on_focus=False)
        yield OptionList(compact=True, markup=False)

    @property
    def input(self) -> Input:
        """The field above the list."""
        return self.query_one(Input)

    @property
    def options(self) -> OptionList:
        """The list."""
        return self.query_one(OptionList)

    @property
    def current(self) -> str:
        """The value in force."""
        return self.fallback if self.stored is None else self.stored

    def refill(self) -> None:
        """Show all choices, the one in force marked."""
        free = not self.variable.strict_choices
        self.input.display = free or len(self.variable.choices) >= MANY
        self.input.placeholder = "type another value" if free else "type to narrow the list"
        self._fill("")
        known = any(choice.value == self.current for choice in self.variable.choices)
        with self.prevent(Input.Changed):
            self.input.value = self.current if free and not known else ""

    def open(self) -> None:
        """Take the focus."""
        (self.input if self.input.display else self.options).focus()

    def pending(self) -> str | None:
        """A value of one's own that was typed and is not stored yet."""
        typed = self.input.value
        if self.variable.strict_choices or not typed or typed == self.current:
            return None
        return typed

    def _fill(self, query: str) -> None:
        matching = [
            choice for choice in self.variable.choices if query.lower() in f"{choice.value} {choice.label}".lower()
        ]
        self.options.set_options([Option(self._prompt(choice), choice.value) for choice in matching])
        self.options.display = bool(matching)
        at = next((i for i, choice in enumerate(matching) if choice.value == self.current), 0)
        self.options.highlighted = at if matching else None

    def _prompt(self, choice: Choice) -> Content:
        signs = glyphs()
        chosen = choice.value == self.current
        mark = signs.chosen if chosen else signs.open_choice
        note = " (deprecated)" if choice.deprecated else ""
        return Content.assemble(
            (f"{mark} ", "$primary" if chosen else "$faint"),
            (choice.value or "(empty)", "bold" if chosen else ""),
            (f"  {choice.label}{note}", "$faint"),
        )

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show what matches; a value of one's own is checked meanwhile."""
        event.stop()
        self._fill(event.value)
        if not self.variable.strict_choices:
            self.post_message(self.Typed(self.variable.name, event.value or self.current))

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Enter takes the text where others are possible, else the choice that is marked in the list."""
        event.stop()
        typed = self.pending()
        if typed is not None:
            self._store(typed)
        elif self.options.highlighted is not None and event.value:
            self._store(self.options.get_option_at_index(self.options.highlighted).id or "")
        else:
            self.close()

    @on(Input.Blurred)
    def store_on_leaving(self, event: Input.Blurred) -> None:
        """A value of one's own is stored when the field is left for elsewhere."""
        event.stop()
        typed = self.pending()
        if typed is not None and not self.has_focus_within:
            self.commit(typed)

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Store the choice."""
        event.stop()
        self._store(event.option.id or "")

    def _store(self, text: str) -> None:
        if text != self.stored:
            self.commit(text)
        self.close()

    def action_enter_list(self) -> None:
        """Go into the list; what was typed only narrowed it."""
        with self.prevent(Input.Changed):
            self.input.value = ""
        self.options.focus()

    def action_close(self) -> None:
        """Forget what was typed and go back to the list."""
        self.refill()
        self.close()

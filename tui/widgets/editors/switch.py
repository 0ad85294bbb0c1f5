"""The editor for switches: both words side by side, the one in force marked."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from schemas.kinds import FALSE_TEXTS, TRUE_TEXTS
from tui.theme import glyphs
from tui.widgets.editors.base import Editor

SPELLINGS = (("True", "False"), ("1", "0"), ("yes", "no"), ("on", "off"))
"""Pairs that a default may be written in; the switch keeps to it."""


class Pair(Widget, can_focus=True):
    """Two words of which one is in force."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "flip", "Switch", tooltip="Switch to the other value."),
        Binding("left,h", "choose(True)", "On", show=False, tooltip="Switch on."),
        Binding("right,l", "choose(False)", "Off", show=False, tooltip="Switch off."),
    ]

    words: reactive[tuple[str, str]] = reactive(("true", "false"))
    """The words for on and off."""
    on_now: reactive[bool | None] = reactive(None)
    """Which is in force; None when the text is neither."""

    class Flipped(Message):
        """The person switched."""

        def __init__(self, on: bool) -> None:
            super().__init__()
            self.on = on
            """True for on."""

    def render(self) -> Content:
        """Both words."""
        signs = glyphs()
        parts: list[Content | tuple[str, str]] = []
        for word, state in zip(self.words, (True, False), strict=True):
            chosen = self.on_now is state
            text = f" {signs.chosen if chosen else signs.open_choice} {word} "
            parts += [(text, "bold $primary" if chosen else "$faint"), ("  ", "")]
        return Content.assemble(*parts)

    def action_flip(self) -> None:
        """Switch to the other value."""
        self.action_choose(not self.on_now)

    def action_choose(self, on: bool) -> None:
        """Switch on or off."""
        if self.on_now is not on:
            self.on_now = on
            self.post_message(self.Flipped(on))

    def on_click(self, event: events.Click) -> None:
        """A click on a word chooses it."""
        self.action_choose(event.x < len(self.words[0]) + 5)


class SwitchEditor(Editor):
    """On or off. A switch is stored as soon as it is moved."""

    kinds: ClassVar[tuple[str, ...]] = ("bool",)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "close", "Done", tooltip="Go back to the list."),
    ]

    def compose(self) -> ComposeResult:
        """The two words."""
        yield Pair()

    def refill(self) -> None:
        """Show what is in force."""
        pair = self.query_one(Pair)
        pair.words = next((words for words in SPELLINGS if self.fallback in words), ("true", "false"))
        text = (self.fallback if self.stored is None else self.stored).lower()
        pair.on_now = True if text in TRUE_TEXTS else False if text in FALSE_TEXTS else None

    def open(self) -> None:
        """Take the focus."""
        self.query_one(Pair).focus()

    @on(Pair.Flipped)
    def store(self, event: Pair.Flipped) -> None:
        """Store at once."""
        event.stop()
        self.commit(self.query_one(Pair).words[0 if event.on else 1])

    def action_close(self) -> None:
        """Go back to the list."""
        self.close()

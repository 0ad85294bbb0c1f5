"""The bottom line: the keys that work here. One widget that draws a line, where a footer of widgets is mounted anew on
every move of the cursor; and what matters least gives way where there is no place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual import events
from textual.app import App
from textual.binding import ActiveBinding
from textual.content import Content
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from tui.widgets.pointing import explain

GAP = 2
"""Columns between two keys."""


@dataclass(frozen=True, slots=True)
class KeyWord:
    """One key with the word for what it does."""

    key: str
    shown: str
    word: str
    everywhere: bool
    """It belongs to the app, so it is always kept in sight."""
    sentence: str = ""
    """What it does, for the pointer that rests on it."""

    @property
    def width(self) -> int:
        """Columns."""
        return cell_len(self.shown) + 1 + cell_len(self.word)


def works(active: ActiveBinding, screen: Screen[object]) -> bool:
    """Whether pressing the key does it now: a field with the focus takes every key that is a character."""
    key = active.binding.key
    character = "/" if key == "slash" else key_to_character(key)
    typed = isinstance(screen.focused, Input) and character is not None and character.isprintable()
    return active.enabled and not typed


def shown_key(active: ActiveBinding, screen: Screen[object]) -> str:
    """How the key is written: where several do the same, the one that works."""
    binding = active.binding
    if isinstance(screen.focused, Input) and len(binding.key_display or "") == 1:
        binding = replace(binding, key_display=None)
    return screen.app.get_key_display(binding)


def key_words(screen: Screen[object]) -> list[KeyWord]:
    """What the bar of a screen shows: what has the focus first, then the screen, then the app."""
    found: dict[str, KeyWord] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.show and works(active, screen) and binding.action not in found:
            shown = shown_key(active, screen)
            found[binding.action] = KeyWord(
                binding.key, shown, binding.description, isinstance(active.node, App), binding.tooltip
            )
    return sorted(found.values(), key=lambda word: word.everywhere)


def fitting(words: Iterable[KeyWord], width: int) -> list[KeyWord]:
    """Those for which there is place: all of the app's, and of the others as many as fit, the first ones first."""
    words = list(words)
    room = width - sum(word.width + GAP for word in words if word.everywhere) + GAP
    kept = []
    for word in words:
        if not word.everywhere:
            room -= word.width + GAP
        if word.everywhere or room >= 0:
            kept.append(word)
    return kept


class KeyBar(Widget):
    """Keys and words on one line; a click does what the key does."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[KeyWord] = []
        """What could be shown."""

    def on_mount(self) -> None:
        """Follow what is possible."""
        self.screen.bindings_updated_signal.subscribe(self, self.show_keys)

    def show_keys(self, screen: Screen[object]) -> None:
        """Draw the line anew when other keys work now."""
        words = key_words(screen) if screen.app.app_focus else self.words
        if words != self.words:
            self.words = words
            self.refresh()

    def _placed(self) -> Iterator[tuple[int, KeyWord]]:
        at = 0
        for word in fitting(self.words, self.content_size.width):
            yield at, word
            at += word.width + GAP

    def render(self) -> Content:
        """The keys that fit."""
        parts: list[tuple[str, str]] = []
        for at, word in self._placed():
            parts += [
                (" " * GAP if at else "", ""),
                (word.shown, "bold $footer-key-foreground"),
                (f" {word.word}", "$footer-description-foreground"),
            ]
        return Content.assemble(*parts)

    def _at(self, x: int) -> KeyWord | None:
        x -= self.styles.padding.left
        return next((word for at, word in self._placed() if at <= x < at + word.width), None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what the key under the pointer does."""
        word = self._at(event.x)
        explain(self, word.sentence if word is not None else "")

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the pointer does."""
        word = self._at(event.x)
        if word is not None:
            self.app.simulate_key(word.key)

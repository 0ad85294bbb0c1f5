"""The field in which one types what to look for in the log; it remembers what was looked for before."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

REMEMBERED = 50
"""Searches kept."""


class SearchField(Input):
    """Up and down recall former searches, as in a shell."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "recall(1)", "Former", show=False, tooltip="Take the search before this one."),
        Binding("down", "recall(-1)", "Later", show=False, tooltip="Take the search after this one."),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(compact=True, id=id)
        self._former: list[str] = []
        """The newest first."""
        self._at = -1
        """Which of them is shown; -1 while a new one is typed."""
        self.say(as_pattern=False)

    def say(self, *, as_pattern: bool) -> None:
        """Say how what is typed is read."""
        read = "a pattern in the lines, ctrl+t: plain text" if as_pattern else "text in the lines, ctrl+t: a pattern"
        self.placeholder = f"{read}; ! in front: lines without it; up: the last one"

    def remember(self) -> None:
        """Keep what is typed, once."""
        self._at = -1
        if self.value:
            self._former = [self.value, *(one for one in self._former if one != self.value)][:REMEMBERED]

    def action_recall(self, step: int) -> None:
        """Show the search before or after the one that is shown."""
        wanted = self._at + step
        if -1 <= wanted < len(self._former):
            self._at = wanted
            self.value = self._former[wanted] if wanted >= 0 else ""
            self.cursor_position = len(self.value)

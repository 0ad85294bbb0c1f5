"""Lines out, lines in: no colour, no cursor that moves, one thought per line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from getpass import getpass
from typing import TextIO

from tui.workspace.printable import printable


class EndOfInput(Exception):  # noqa: N818 - nothing is wrong
    """Nobody is there any more: the input ended."""


class Dialog:
    """Talks with a person over two streams."""

    def __init__(
        self,
        source: TextIO | None = None,
        target: TextIO | None = None,
        secret: Callable[[str], str] | None = None,
    ) -> None:
        self._source = source or sys.stdin
        self._target = target or sys.stdout
        self._secret = secret
        """Asks for a text without showing it; None: as the terminal can, else a line of the input."""

    def say(self, text: str = "") -> None:
        """One line; what does not belong on a terminal is left out."""
        self._target.write(f"{printable(text)}\n")
        self._target.flush()

    def ask(self, prompt: str) -> str:
        """A line that the person types, without blanks around it. Raises EndOfInput."""
        self._target.write(f"{printable(prompt)}: ")
        self._target.flush()
        line = self._source.readline()
        if not line:
            self._target.write("\n")
            raise EndOfInput
        if not self._source.isatty():  # nobody's Enter has ended the line
            self._target.write("\n")
        return line.strip()

    def ask_secret(self, prompt: str) -> str:
        """As :meth:`ask`, without showing what is typed."""
        if self._secret is not None:
            return self._secret(f"{prompt}: ")
        if not self._source.isatty():
            return self.ask(prompt)
        try:
            return getpass(f"{printable(prompt)}: ", self._target)
        except EOFError:
            raise EndOfInput from None

    def agree(self, question: str) -> bool:
        """Yes or no; anything but yes means no."""
        return self.ask(f"{question} yes or no").lower() in {"y", "yes"}

    def choose(self, prompt: str, names: Sequence[str]) -> str:
        """One of some names, by its number in the list or by the name itself; empty when none was chosen."""
        while True:
            typed = self.ask(f"{prompt}, number or name, empty to go back")
            if not typed:
                return ""
            if typed.isdecimal() and 1 <= int(typed) <= len(names):
                return names[int(typed) - 1]
            same = [name for name in names if name.lower() == typed.lower()]
            if same:
                return same[0]
            self.say(f"There is no {typed} in this list.")

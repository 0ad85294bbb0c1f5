"""Texts as people read them: safe to print whatever they hold, numbers with their words."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
"""What a program prints to colour or move, which must never reach our own terminal."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")


def printable(text: str, newline: str = "⏎") -> str:
    """The text as one printable line: without terminal sequences and control characters, line ends as a sign."""
    text = _ESCAPE.sub("", text).expandtabs(4)
    return _CONTROL.sub("·", text.replace("\r\n", "\n").replace("\n", newline))


def counted(number: int, word: str) -> str:
    """A number with its word: 1 error, 2 errors."""
    return f"{number} {word}{'' if number == 1 else 's'}"

"""What is looked for in the log: a text or a pattern, or with an exclamation mark in front the lines without it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

INVERSE = "!"


@dataclass(frozen=True, slots=True)
class Sought:
    """What the lines are filtered by; nothing when the text is empty."""

    text: str = ""
    """As it was typed."""
    pattern: re.Pattern[str] | None = field(default=None, repr=False)
    """What is found; None when nothing is sought, or what was typed is no pattern."""
    inverse: bool = False
    """Whether the lines are wanted in which it is not found."""
    as_pattern: bool = False
    """Whether it is a regular expression."""
    problem: str = ""
    """Why it is none."""

    @property
    def marks(self) -> re.Pattern[str] | None:
        """What stands out in the lines that are shown."""
        return None if self.inverse else self.pattern

    def wants(self, line: str) -> bool:
        """Whether a line is shown. While it is no pattern yet, every line is."""
        return self.pattern is None or (self.pattern.search(line) is None) is self.inverse

    def says(self) -> str:
        """How many of the lines it is about, in words: 'with x'."""
        words = ("not matching", "matching") if self.as_pattern else ("without", "with")
        return f"{words[not self.inverse]} '{self.text[1:] if self.inverse else self.text}'"


def sought_of(text: str, *, as_pattern: bool) -> Sought:
    """What was typed; capitals do not matter."""
    inverse = text.startswith(INVERSE)
    wanted = text[1:] if inverse else text
    if not wanted:
        return Sought()
    try:
        return Sought(text, re.compile(wanted if as_pattern else re.escape(wanted), re.IGNORECASE), inverse, as_pattern)
    except re.error as error:
        return Sought(text, None, inverse, as_pattern, f"no pattern: {error.msg}")

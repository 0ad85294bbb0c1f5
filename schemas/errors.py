"""The one family of errors that a person can cause and mend.

Every room raises subclasses of :class:`LaunchdeckError`; the command line prints them as one line on stderr,
the app as a notice. They never end in a traceback.
"""

from __future__ import annotations

from typing import ClassVar


class LaunchdeckError(Exception):
    """Something that the person can mend: what is wrong and where, and what to do about it."""

    exit_code: ClassVar[int] = 1
    """What the command line exits with: 1 the answer is no, 2 wrong usage or unreadable input."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        """What is wrong, and where. One sentence without a final full stop."""
        self.hint = hint
        """What to do about it. Empty when the message says it already."""

    def __str__(self) -> str:
        """The message and the hint as one line."""
        if not self.hint:
            return self.message
        keeps_case = self.hint[1:2].isupper()
        return f"{self.message}; {self.hint if keeps_case else self.hint[0].lower() + self.hint[1:]}"


class UsageError(LaunchdeckError):
    """Wrong usage or input that cannot be read."""

    exit_code = 2

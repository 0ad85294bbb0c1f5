"""What can be wrong before the server starts. Standard library only."""

from __future__ import annotations

from typing import Final

from runtime import exits
from runtime.record import record
from schemas.errors import LaunchdeckError

TYPE_RULE: Final = "LD-TYPE"
"""The id of what the type check of one variable finds."""


@record(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one variable."""

    variable: str
    """The name of the environment variable."""
    message: str
    """What is wrong with it, without its value when it is a secret; may begin with the name."""
    rule: str = TYPE_RULE
    """The id of the rule that found it, the same as ``launchdeck check`` prints."""

    def __str__(self) -> str:
        """One line: name, message and rule id."""
        named = self.message if self.message.startswith(self.variable) else f"{self.variable} {self.message}"
        return f"{named} [{self.rule}]"


class StartError(LaunchdeckError):
    """The server cannot be started; the process ends with ``code``."""

    code: int = exits.INTERNAL

    def __init__(self, message: str, hint: str = "", *, code: int | None = None) -> None:
        super().__init__(message, hint)
        if code is not None:
            self.code = code


class ModeError(StartError):
    """MODE is not one of the closed set."""

    code = exits.USAGE


class ConfigurationError(StartError):
    """Variables are wrong; all of them are listed at once."""

    code = exits.CONFIG

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        count = len(problems)
        lines = "".join(f"\n  {problem}" for problem in problems)
        super().__init__(f"{count} configuration {'error' if count == 1 else 'errors'}:{lines}")
        self.problems = problems
        """What was found, in the order in which it was found."""


class UnavailableError(StartError):
    """A dependency did not answer before the deadline."""

    code = exits.UNAVAILABLE

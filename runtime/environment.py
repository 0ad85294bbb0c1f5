"""Typed reading of the environment: an empty value means unset, and every problem is collected.

Standard library only. A mode asks for what it needs; :meth:`Environment.finish` raises once, with all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from runtime import cpus
from runtime.errors import TYPE_RULE, ConfigurationError, Problem

TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})
"""Spellings of a switch that is on, in any case; the same that the typed settings accept."""
FALSE = frozenset({"0", "false", "f", "no", "n", "off"})
"""Spellings of a switch that is off."""


class Environment:
    """The environment of the process as typed values."""

    def __init__(self, variables: Mapping[str, str], count_cpus: Callable[[], int] = cpus.available) -> None:
        self.variables = variables
        """The raw texts."""
        self.problems: list[Problem] = []
        """What was found wrong so far."""
        self.asked: dict[str, str] = {}
        """The default of every variable that was asked for, in the order in which it first was."""
        self._count_cpus = count_cpus

    def cpus(self) -> int:
        """How many processors this process may use."""
        return self._count_cpus()

    def processes_that_fit(self) -> int:
        """How many processes of the application the memory of this container holds."""
        return cpus.processes_that_fit()

    def report(self, name: str, message: str, rule: str = TYPE_RULE) -> None:
        """Note a problem of a variable, once."""
        problem = Problem(name, message, rule)
        if problem not in self.problems:
            self.problems.append(problem)

    def finish(self) -> None:
        """Raise ConfigurationError when anything was wrong."""
        if self.problems:
            raise ConfigurationError(tuple(self.problems))

    def text(self, name: str, default: str = "") -> str:
        """The text of a variable; the default when it is unset or empty."""
        self.asked.setdefault(name, default)
        return self.variables.get(name, "") or default

    def first(self, *names: str, default: str = "") -> str:
        """The text of the first of these variables that is set and not empty."""
        return next((text for text in map(self.text, names) if text), default)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A switch."""
        self.asked.setdefault(name, str(default).lower())
        word = self.text(name).strip().casefold()
        if not word:
            return default
        if word not in TRUE | FALSE:
            self.report(name, "must be true or false")
            return default
        return word in TRUE

    def integer(self, name: str, default: int, *, minimum: int = 0, maximum: int | None = None) -> int:
        """A whole number within bounds."""
        self.asked.setdefault(name, str(default))
        word = self.text(name).strip()
        if not word:
            return default
        wanted = (
            f"must be a whole number, {minimum} or more"
            if maximum is None
            else (f"must be a whole number from {minimum} to {maximum}")
        )
        try:
            number = int(word)
        except ValueError:
            self.report(name, wanted)
            return default
        if number < minimum or (maximum is not None and number > maximum):
            self.report(name, wanted)
            return default
        return number

    def seconds(self, name: str, default: float, *, minimum: float = 0) -> float:
        """A duration in seconds."""
        self.asked.setdefault(name, f"{default:g}")
        word = self.text(name).strip()
        if not word:
            return default
        try:
            number = float(word)
        except ValueError:
            number = float("nan")
        if not minimum <= number < float("inf"):
            self.report(name, f"must be a number of seconds, {minimum:g} or more")
            return default
        return number

    def port(self, name: str, default: int) -> int:
        """A TCP port."""
        return self.integer(name, default, minimum=1, maximum=65535)

    def choice(self, name: str, default: str, choices: Iterable[str]) -> str:
        """One of a closed set of words."""
        self.asked.setdefault(name, default)
        allowed = tuple(choices)
        word = self.text(name).strip()
        if not word:
            return default
        if word not in allowed:
            self.report(name, f"must be one of {', '.join(allowed)}")
            return default
        return word

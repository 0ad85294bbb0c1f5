"""What a rule is, what it finds, and how rules are run: all of them, or only those that read one variable.

A rule is a small pure function from the effective values to what it finds. It is registered with an id, a severity
and the variables that it reads, so that a key press runs only the rules that name the changed variable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from schemas.catalog import Catalog, Variable


class Severity(IntEnum):
    """How bad a finding is; higher is worse, so that findings sort by it."""

    HINT = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The word for it in messages and JSON."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Fix:
    """The change that mends a finding."""

    label: str
    """The sentence on the button: what applying it does."""
    changes: Mapping[str, str | None]
    """New text by variable; None unsets it."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What a check found."""

    id: str
    severity: Severity
    variables: tuple[str, ...]
    """The variables that it is about; the first one is where a jump leads."""
    message: str
    """Names the variable, its value (masked when secret) and the consequence."""
    fix: Fix | None = None


class Values:
    """The texts in force: what the file sets, else the default. What rules look at.

    ``given`` holds what the env document resolves to. An empty text counts as set, as it does for Compose.
    """

    def __init__(self, catalog: Catalog, given: Mapping[str, str]) -> None:
        self.catalog = catalog
        self.given = given

    def text(self, name: str) -> str:
        """The text in force, empty when there is none."""
        if name in self.given:
            return self.given[name]
        variable = self.catalog.get(name)
        return (variable.default or "") if variable else ""

    __getitem__ = text

    def is_set(self, name: str) -> bool:
        """True when the file itself has a value that is not empty."""
        return bool(self.given.get(name))

    def is_true(self, name: str) -> bool:
        """True when the text in force is one that pydantic reads as true."""
        return self.text(name).lower() in {"1", "true", "t", "yes", "y", "on"}

    def integer(self, name: str) -> int | None:
        """The number in force, None when it is not one."""
        try:
            return int(self.text(name))
        except ValueError:
            return None

    def variable(self, name: str) -> Variable | None:
        """The variable of that name."""
        return self.catalog.get(name)


Finding = Iterator["Diagnostic"]
Check = Callable[[Values], Iterable[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One cross-variable check with what the documentation says of it."""

    id: str
    severity: Severity
    reads: tuple[str, ...]
    """The variables whose change makes it run again; empty means: any change."""
    finds: str
    """What it finds, as a sentence for docs/rules.md."""
    why: str
    """What happens when it is ignored."""
    check: Check
    faults: tuple[str, ...] = ()
    """Failure classes of the field study that it covers, such as F08."""
    theme: str = ""
    """The module that it stands in."""
    extra: Mapping[str, str] = field(default_factory=dict)

    def diagnostic(
        self,
        message: str,
        *variables: str,
        fix: Fix | None = None,
        severity: Severity | None = None,
    ) -> Diagnostic:
        """A finding of this rule."""
        return Diagnostic(self.id, severity or self.severity, variables or self.reads[:1], message, fix)

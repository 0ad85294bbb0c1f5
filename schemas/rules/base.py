"""What a rule is, what it finds, and the values that it looks at.

A rule is a small pure function from the values in force to what it finds. It is declared with an id, a severity and
the variables that it reads, so that a key press runs only the rules that name the changed variable. A rule that asks
the same question of many variables is spread: it gives one :class:`Unit` for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from schemas.catalog import Catalog, Variable, load_catalog
from schemas.kinds import TRUE_TEXTS
from schemas.secrets import hide_logins, mask


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
    changes: Mapping[str, str | None] = field(repr=False)
    """New text by variable; None unsets it. May hold secrets: never shown in a repr."""
    caution: str = ""
    """What must be true before it is applied, as a sentence; empty when it is always safe. Such a fix is not for
    unattended use (FIELD F01, F03)."""


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
    line: int | None = None
    """The line of the file, counted from 1, for what is about the file itself."""


class Sink(NamedTuple):
    """One place where a value lands and that gives some characters a meaning of its own (FIELD 1.4)."""

    kind: str
    """command, shell, url or template."""
    service: str
    quote: str = ""
    """The quotes that the value stands in: ', ", or empty."""


Sinks = Mapping[str, tuple[Sink, ...]]
"""The sinks by variable."""

REFERENCE = re.compile(r"\$\{(\w+)(?:(:?-)([^{}]*))?\}")
"""A reference to another variable in a default: its name, the operator, what stands in for it."""
_LONGEST = 80
"""Values are cut to this many characters in a message."""


class Values:
    """The texts in force: what the file sets, else the default. What rules look at.

    ``given`` holds what the env document resolves to. An empty text counts as set, as it does for Compose.
    """

    def __init__(self, catalog: Catalog, given: Mapping[str, str], sinks: Sinks | None = None) -> None:
        self.catalog = catalog
        self.given = given
        self.sinks = sinks
        """Where the values land in this workspace's compose file; None when that is not known."""

    def text(self, name: str) -> str:
        """The text in force, empty when there is none."""
        if name in self.given:
            return self.given[name]
        variable = self.catalog.get(name)
        default = (variable.default or "") if variable else ""
        return self._resolved(default) if "${" in default else default

    __getitem__ = text

    def in_force(self, name: str) -> str:
        """As :meth:`text`, but an empty text gives way to the default, as ``${NAME:-default}`` does in Compose."""
        text = self.text(name)
        if text or name not in self.given:
            return text
        variable = self.catalog.get(name)
        return (variable.default or "") if variable else ""

    def is_set(self, name: str) -> bool:
        """True when the file itself has a value that is not empty."""
        return bool(self.given.get(name))

    def is_true(self, name: str) -> bool:
        """True when the text in force is one that pydantic reads as true."""
        return self.text(name).lower() in TRUE_TEXTS

    def integer(self, name: str) -> int | None:
        """The number in force, None when it is not one."""
        try:
            return int(self.text(name))
        except ValueError:
            return None

    def number(self, name: str) -> float | None:
        """The number in force with its fraction, None when it is not one."""
        try:
            return float(self.text(name))
        except ValueError:
            return None

    def items(self, name: str) -> list[str]:
        """The parts of a list that is written with commas, without blanks around them and without empty ones."""
        return [part for part in (item.strip() for item in self.text(name).split(",")) if part]

    def url(self, name: str) -> SplitResult | None:
        """The address in force in its parts; None when it is empty or cannot be read."""
        return split_url(self.text(name))

    def host(self, name: str) -> str:
        """The host that an address, a host:port or a bare host name names, in lower case; empty when there is none."""
        text = self.text(name).strip()
        parts = split_url(text if "://" in text else f"//{text}")
        return (parts.hostname or "") if parts else ""

    def variable(self, name: str) -> Variable | None:
        """The variable of that name."""
        return self.catalog.get(name)

    def shown(self, name: str) -> str:
        """The text in force as a message may show it: masked when secret, without control characters, not too long."""
        variable = self.catalog.get(name)
        text = self.text(name)
        if not text:
            return "empty"
        if variable is not None and variable.secret:
            return mask(text)
        text = hide_logins(text)
        clean = "".join(character if character.isprintable() else "\ufffd" for character in text)
        return clean if len(clean) <= _LONGEST else f"{clean[: _LONGEST - 3]}..."

    def says(self, name: str) -> str:
        """The variable and its value as the subject of a message: 'DB_HOST is db_postgres'."""
        return f"{name} is {self.shown(name)}"

    def _resolved(self, default: str) -> str:
        return REFERENCE.sub(self._reference, default)

    def _reference(self, match: re.Match[str]) -> str:
        name, operator, fallback = match.groups()
        if operator is None:
            return self.text(name)
        text = self.text(name) if name in self.given or name in self.catalog else ""
        return text or (fallback if operator == ":-" or name not in self.given else "")


def split_url(text: str) -> SplitResult | None:
    """An address in its parts; None when it is empty, has no host, or cannot be read."""
    try:
        parts = urlsplit(text)
        readable = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return parts if readable else None


class Found(NamedTuple):
    """What a rule's function says; the rule makes a diagnostic of it."""

    message: str
    variables: tuple[str, ...]
    fix: Fix | None = None
    severity: Severity | None = None
    """When it differs from the rule's own."""


def found(message: str, *variables: str, fix: Fix | None = None, severity: Severity | None = None) -> Found:
    """A finding about these variables; the first one is where a jump leads."""
    return Found(message, variables, fix, severity)


def set_to(name: str, text: str) -> Fix:
    """The fix that gives one variable, which is no secret, that text."""
    return Fix(f"Set {name} to {text}", {name: text}) if text else Fix(f"Empty {name}", {name: ""})


def unset(name: str) -> Fix:
    """The fix that removes a variable's line."""
    return Fix(f"Remove {name}, so that its default is in force", {name: None})


Check = Callable[[Values], Iterable[Found]]
"""A rule's function."""


class Unit(NamedTuple):
    """The smallest piece that runs by itself: a rule, or a spread rule on one variable."""

    rule: Rule
    reads: frozenset[str]
    """The variables whose change makes it run again."""
    check: Check

    def run(self, values: Values) -> list[Diagnostic]:
        """What it finds."""
        return [self.rule.diagnostic(one) for one in self.check(values)]


Spread = Callable[[Catalog], Iterable[tuple[Iterable[str], Check]]]
"""Gives for a catalog the variables that each unit reads, and its function."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One check with what the documentation says of it."""

    id: str
    severity: Severity
    finds: str
    """What it finds, as a sentence for docs/rules.md."""
    why: str
    """What happens when it is ignored."""
    mends: str
    """What to do about it."""
    spread: Spread
    faults: tuple[str, ...] = ()
    """Failure classes of the field study that it covers, such as F08."""
    theme: str = ""
    """The module that it stands in."""
    names: tuple[str, ...] = ()
    """The variables that a plain rule reads; empty for a spread one."""

    @property
    def reads(self) -> tuple[str, ...]:
        """The variables of the schema whose change makes some part of it run again."""
        if self.names:
            return self.names
        return tuple(dict.fromkeys(name for unit in self.units(load_catalog()) for name in sorted(unit.reads)))

    def check(self, values: Values) -> list[Diagnostic]:
        """What it finds, all its units together."""
        return [diagnostic for unit in self.units(values.catalog) for diagnostic in unit.run(values)]

    def units(self, catalog: Catalog) -> Iterator[Unit]:
        """Its units on a catalog."""
        for reads, check in self.spread(catalog):
            yield Unit(self, frozenset(reads), check)

    def diagnostic(self, one: Found) -> Diagnostic:
        """The diagnostic of a finding."""
        return Diagnostic(self.id, one.severity or self.severity, one.variables, one.message, one.fix)


def declared(catalog: Catalog, name: str) -> bool:
    """True when the schema itself describes the variable: a discovered one may be of another product."""
    variable = catalog.get(name)
    return variable is not None and not variable.inferred and not variable.stated


class Theme:
    """The rules of one module, in the order of their definition."""

    def __init__(self, name: str, title: str) -> None:
        self.name = name
        self.title = title
        """The heading in docs/rules.md."""
        self.rules: list[Rule] = []

    def rule(
        self, name: str, severity: Severity, *reads: str, finds: str, why: str, mends: str, faults: str = ""
    ) -> Callable[[Check], Check]:
        """Declare the plain rule of that id: its function runs when one of the variables that it reads changes.

        It applies to a catalog in which the schema declares at least one of them. faults is a list with blanks.
        """

        def spread_of(check: Check) -> Spread:
            return lambda catalog: [(reads, check)] if any(declared(catalog, name) for name in reads) else []

        def declare(check: Check) -> Check:
            rule = Rule(name, severity, finds, why, mends, spread_of(check), tuple(faults.split()), self.name, reads)
            self.rules.append(rule)
            return check

        return declare

    def spread(
        self, name: str, severity: Severity, *, finds: str, why: str, mends: str, faults: str = ""
    ) -> Callable[[Spread], Spread]:
        """Declare the rule of that id, spread over variables."""

        def declare(spread: Spread) -> Spread:
            self.rules.append(Rule(name, severity, finds, why, mends, spread, tuple(faults.split()), self.name))
            return spread

        return declare

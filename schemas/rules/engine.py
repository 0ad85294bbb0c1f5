"""Runs the type checks and the rules: all of them, or after a change only those that read what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module

from schemas.catalog import Catalog
from schemas.rules.base import REFERENCE, Diagnostic, Rule, Sinks, Unit, Values

THEMES: tuple[str, ...] = (
    *("types", "secrets", "required", "names", "sinks"),
    *("database", "broker", "workers", "server", "capacity"),
    *("addresses", "cookies", "endpoints", "ports", "tls"),
    *("storage", "profiles", "vectors", "plugins", "mail", "observability"),
)
"""The modules of rules; each has a ``THEME``."""

TYPE_RULE = "LD-TYPE"
"""The id of what the type check of one variable finds."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the themes."""
    return tuple(rule for name in THEMES for rule in import_module(f"schemas.rules.{name}").THEME.rules)


class Checker:
    """The findings on one set of values, kept current."""

    def __init__(
        self, catalog: Catalog, given: Mapping[str, str], sinks: Sinks | None = None, more: Iterable[Rule] = ()
    ) -> None:
        """More are rules of the project itself, beside those of the schema."""
        self.catalog = catalog
        self.values = Values(catalog, given, sinks)
        """The values that were checked last."""
        self.runs: Counter[str] = Counter()
        """How often each rule ran since the start, one count for each of its units; the tests read it."""
        self._units = [unit for rule in (*all_rules(), *more) for unit in rule.units(catalog)]
        self._readers: dict[str, list[Unit]] = {}
        references = {variable.name: _references(variable.default or "") for variable in catalog}
        for unit in self._units:
            for name in unit.reads.union(*(references.get(name, ()) for name in unit.reads)):
                self._readers.setdefault(name, []).append(unit)
        self._position = {variable.name: i for i, variable in enumerate(catalog)}
        self._found: dict[Unit, list[Diagnostic]] = {}
        self._sorted: list[Diagnostic] | None = None
        self._run(self._units)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All findings, worst first, then in catalog order."""
        if self._sorted is None:
            found = [diagnostic for group in self._found.values() for diagnostic in group]
            self._sorted = sorted(found, key=self._place)
        return self._sorted

    def concerning(self, name: str) -> dict[Rule, list[Diagnostic]]:
        """The rules that look at a variable, with what they find about it now."""
        found: dict[Rule, list[Diagnostic]] = {}
        for unit in self._readers.get(name, ()):
            here = [diagnostic for diagnostic in self._found.get(unit, ()) if name in diagnostic.variables]
            found.setdefault(unit.rule, []).extend(here)
        return found

    def update(self, given: Mapping[str, str], changed: Iterable[str]) -> None:
        """Take other values, of which only the changed names differ.

        What reads one of them runs again, nothing else: its type check, and the rules that name it.
        """
        self.values = Values(self.catalog, given, self.values.sinks)
        self._run(dict.fromkeys(unit for name in changed for unit in self._readers.get(name, ())))

    def _run(self, units: Iterable[Unit]) -> None:
        for unit in units:
            self.runs[unit.rule.id] += 1
            found = unit.run(self.values)
            if found:
                self._found[unit] = found
            else:
                self._found.pop(unit, None)
        self._sorted = None

    def _place(self, found: Diagnostic) -> tuple[int, int, str, str]:
        name = found.variables[0] if found.variables else ""
        return -found.severity, self._position.get(name, len(self._position)), name, found.id


def _references(default: str) -> tuple[str, ...]:
    """The variables that a default such as ``${VECTOR_STORE:-weaviate},...`` refers to."""
    return tuple(match[1] for match in REFERENCE.finditer(default)) if "${" in default else ()


def check(catalog: Catalog, given: Mapping[str, str], sinks: Sinks | None = None) -> list[Diagnostic]:
    """All findings on the texts that a file gives, worst first, then in catalog order."""
    return Checker(catalog, given, sinks).diagnostics

"""Runs the type checks and the rules: all of them, or after a change only those that read what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module

from schemas.catalog import Catalog, Variable
from schemas.kinds import check_value
from schemas.rules.base import Diagnostic, Fix, Rule, Severity, Values
from schemas.secrets import mask

TYPE_RULE = "LD-TYPE"
"""The id of what the type check of one variable finds."""

THEMES: tuple[str, ...] = ("secrets", "broker")
"""The modules of rules; each has a tuple RULES."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the themes."""
    return tuple(rule for theme in THEMES for rule in import_module(f"schemas.rules.{theme}").RULES)


def type_diagnostic(variable: Variable, values: Values) -> Diagnostic | None:
    """What the type check of one variable finds on the text that the file gives it."""
    from schemas.conditions import holds

    text = values.given.get(variable.name)
    if text is None or (problem := check_value(variable, text)) is None:
        return None
    shown = mask(text) if variable.secret else text
    said = f" is {shown}" if shown else ""
    hint = f" ({problem.hint})" if problem.hint else ""
    severity = Severity.ERROR if holds(variable.active_when, values) else Severity.HINT
    severity = min(severity, Severity.WARNING) if variable.inferred else severity
    fix = Fix(f"Remove {variable.name}, so that its default is in force", {variable.name: None})
    message = f"{variable.name} {problem.message}{hint}; it{said or ' is empty'}"
    return Diagnostic(TYPE_RULE, severity, (variable.name,), message, fix)


class Checker:
    """The findings on one set of values, kept current."""

    def __init__(self, catalog: Catalog, given: Mapping[str, str]) -> None:
        self.catalog = catalog
        self.values = Values(catalog, given)
        """The values that were checked last."""
        self.runs = 0
        """How many rules ran since the start; the tests count them."""
        self._rules = [rule for rule in all_rules() if self._applies(rule)]
        self._readers: dict[str, list[Rule]] = {}
        for rule in self._rules:
            for name in rule.reads:
                self._readers.setdefault(name, []).append(rule)
        self._position = {variable.name: i for i, variable in enumerate(catalog)}
        self._types: dict[str, Diagnostic] = {}
        self._found: dict[str, list[Diagnostic]] = {}
        for variable in catalog:
            self._check_type(variable.name)
        for rule in self._rules:
            self._run(rule)
        self._sorted: list[Diagnostic] | None = None

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All findings, worst first, then in catalog order."""
        if self._sorted is None:
            found = [*self._types.values(), *(d for group in self._found.values() for d in group)]
            self._sorted = sorted(found, key=self._place)
        return self._sorted

    def update(self, given: Mapping[str, str], changed: Iterable[str]) -> None:
        """Take other values, of which only the changed names differ; their checks and the rules that read them run."""
        self.values = Values(self.catalog, given)
        names = set(changed)
        rules = {rule.id: rule for name in names for rule in self._readers.get(name, ())}
        for name in names:
            self._check_type(name)
            for variable in self._waking(name):
                self._check_type(variable)
        for rule in rules.values():
            self._run(rule)
        self._sorted = None

    def _applies(self, rule: Rule) -> bool:
        return not rule.reads or any(name in self.catalog for name in rule.reads)

    def _waking(self, name: str) -> Iterable[str]:
        """The variables with a type finding whose severity hangs on this one."""
        from schemas.conditions import names

        return [other for other in tuple(self._types) if name in names(self.catalog[other].active_when)]

    def _check_type(self, name: str) -> None:
        variable = self.catalog.get(name)
        found = type_diagnostic(variable, self.values) if variable else None
        if found is None:
            self._types.pop(name, None)
        else:
            self._types[name] = found

    def _run(self, rule: Rule) -> None:
        self.runs += 1
        self._found[rule.id] = list(rule.check(self.values))

    def _place(self, found: Diagnostic) -> tuple[int, int]:
        name = found.variables[0] if found.variables else ""
        return -found.severity, self._position.get(name, len(self._position))


def check(catalog: Catalog, given: Mapping[str, str]) -> list[Diagnostic]:
    """All findings on the texts that a file gives, worst first, then in catalog order."""
    return Checker(catalog, given).diagnostics

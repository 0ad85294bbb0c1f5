"""Simple rules that ``launchdeck.toml`` states: equal, differs, required_with, matches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from schemas.catalog import Catalog
from schemas.kinds import nearest
from schemas.rules.base import Check, Fix, Found, Rule, Severity, Values, found

FORMS = ("equal", "differs", "required_with", "matches")
RULE_KEYS = ("id", "severity", "message", *FORMS)

_ID = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+")
_OWN = "LD-"
"""How the ids of the program's own rules begin."""


class RuleError(ValueError):
    """A rule that cannot be read."""

    def __init__(self, key: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.key = key
        """The key that it is about; empty for the rule as a whole."""
        self.message = message
        self.hint = hint


def make_rule(record: Mapping[str, Any]) -> Rule:
    """The rule of one ``[[rules]]`` table. Raises RuleError."""
    name = record.get("id")
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise RuleError("id", "must be a name of your own in capitals with a dash", "such as SHOP-1")
    if name.startswith(_OWN):
        raise RuleError("id", f"must not begin with {_OWN}", "those are the program's own")
    severity = _severity(record.get("severity", "error"))
    message = record.get("message", "")
    if not isinstance(message, str):
        raise RuleError("message", "must be a text")
    forms = [form for form in FORMS if form in record]
    if len(forms) != 1:
        raise RuleError("", f"must have one of {', '.join(FORMS)}", f"it has {' and '.join(forms) or 'none'}")
    names, check = _form(forms[0], record[forms[0]], message)

    def spread(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
        return [(names, check)] if any(one in catalog for one in names) else []

    return Rule(name, severity, message, "", "", spread, (), "project", names)


def _severity(said: object) -> Severity:
    words = {severity.word: severity for severity in Severity}
    if not isinstance(said, str) or said not in words:
        raise RuleError("severity", f"must be one of {', '.join(words)}", nearest(str(said), list(words)))
    return words[said]


def _form(form: str, value: Any, message: str) -> tuple[tuple[str, ...], Check]:
    if form in {"equal", "differs"}:
        names = _names(form, value)
        return names, _equal(names, message) if form == "equal" else _differs(names, message)
    if not isinstance(value, dict) or not value:
        example = '{ SMTP_HOST = ["SMTP_PORT"] }' if form == "required_with" else '{ TAG = "v[0-9.]+" }'
        raise RuleError(form, f"must be a table such as {example}")
    if form == "required_with":
        wanted = {key: _names(form, [items] if isinstance(items, str) else items, 1) for key, items in value.items()}
        return tuple(dict.fromkeys([*wanted, *(n for ns in wanted.values() for n in ns)])), _with(wanted, message)
    patterns = {key: _pattern(text) for key, text in value.items()}
    return tuple(patterns), _matches(patterns, message)


def _names(form: str, value: Any, least: int = 2) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) < least or not all(isinstance(item, str) for item in value):
        raise RuleError(form, f"must name {'two variables or more' if least > 1 else 'variables'} in a list")
    return tuple(dict.fromkeys(value))


def _pattern(text: Any) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except (re.error, TypeError):
        raise RuleError("matches", "holds what is no regular expression") from None


def _equal(names: tuple[str, ...], message: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        first = values.text(names[0])
        other = [name for name in names[1:] if values.text(name) != first]
        if other:
            fix = Fix(f"Set {' and '.join(other)} to the value of {names[0]}", dict.fromkeys(other, first))
            yield found(message or f"{', '.join(names)} must be equal", *other, names[0], fix=fix if first else None)

    return check


def _differs(names: tuple[str, ...], message: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        seen: dict[str, str] = {}
        for name in names:
            text = values.text(name)
            if text and text in seen:
                yield found(message or f"{name} must differ from {seen[text]}", name, seen[text])
            seen.setdefault(text, name)

    return check


def _with(wanted: Mapping[str, tuple[str, ...]], message: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        for name, others in wanted.items():
            for other in others:
                if values.text(name) and not values.text(other):
                    yield found(message or f"{other} is empty, but it is required with {name}", other, name)

    return check


def _matches(patterns: Mapping[str, re.Pattern[str]], message: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        for name, pattern in patterns.items():
            if values.text(name) and not pattern.fullmatch(values.text(name)):
                yield found(message or f"{values.says(name)}, which does not match {pattern.pattern}", name)

    return check

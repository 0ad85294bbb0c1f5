"""Conditions: when a variable matters or must be set, evaluated on values and said in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from schemas.catalog import Condition
from schemas.kinds import FALSE_TEXTS, TRUE_TEXTS


class Texts(Protocol):
    """What a condition asks of values; :class:`schemas.rules.base.Values` answers it, and the runtime's environment."""

    def text(self, name: str) -> str:
        """The text in force, empty when there is none."""

    def in_force(self, name: str) -> str:
        """The same, but an empty text gives way to the default."""

    def items(self, name: str) -> list[str]:
        """The parts of a list that is written with commas."""


def holds(condition: Condition, values: Texts) -> bool:
    """True when all parts of the condition hold; an empty one always does."""
    return all(_part_holds(name, wanted, values) for name, wanted in condition.items())


def _part_holds(name: str, wanted: Any, values: Texts) -> bool:
    if name == "any":
        return any(holds(condition, values) for condition in wanted)
    if isinstance(wanted, Mapping):
        if "non_empty" in wanted:
            return bool(values.text(name))
        if "empty" in wanted:
            return not values.text(name)
        return any(str(item) in values.items(name) for item in wanted["contains"])
    text = values.in_force(name)
    return any(_same(text, str(item)) for item in wanted)


def _same(text: str, wanted: str) -> bool:
    """Equal, or the same truth value in another spelling."""
    if text == wanted:
        return True
    if wanted == "true":
        return text.lower() in TRUE_TEXTS
    return wanted == "false" and text.lower() in FALSE_TEXTS


def words(condition: Condition) -> str:
    """The condition for people, such as 'when STORAGE_TYPE is s3 and S3_USE_AWS_MANAGED_IAM is false'."""
    return f"when {_clauses(condition)}" if condition else ""


def _clauses(condition: Mapping[str, Any]) -> str:
    return " and ".join(_clause(name, wanted, alone=len(condition) == 1) for name, wanted in condition.items())


def _clause(name: str, wanted: Any, *, alone: bool) -> str:
    if name == "any":
        options = " or ".join(_clauses(one) for one in wanted)
        return options if alone else f"({options})"
    if isinstance(wanted, Mapping):
        if "non_empty" in wanted:
            return f"{name} is set"
        if "empty" in wanted:
            return f"{name} is empty"
        return f"{name} contains {' or '.join(map(str, wanted['contains']))}"
    return f"{name} is {' or '.join(str(item) or 'empty' for item in wanted)}"


def names(condition: Condition) -> frozenset[str]:
    """The variables that the condition looks at."""
    return frozenset(_names(condition))


def _names(condition: Mapping[str, Any]) -> Iterator[str]:
    for name, wanted in condition.items():
        if name == "any":
            for one in wanted:
                yield from _names(one)
        else:
            yield name

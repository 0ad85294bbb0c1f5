"""What a text gives to its readers, whatever the environment is.

Two texts mean the same when every key ends with the same literal and each of its references leads to the same
assignment: then no environment, no order of look-ups and no reader can tell them apart. pydantic, which takes names
that differ only in case for one, is a reader too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

from tui.workspace.interpolation import InterpolationError, interpolate, python_references, references
from tui.workspace.readers import Views
from tui.workspace.statements import Cut, Kind, Statement

Numbers: TypeAlias = dict[object, int]
"""A number for each distinct origin of a value, shared by the two texts that are compared."""


def differences(
    before: Views,
    after: Views,
    *,
    renamed: Mapping[str, str] | None = None,
    given: Mapping[str, str | None] | None = None,
) -> set[str]:
    """The keys that Compose, python-dotenv or pydantic take for something else in the new text.

    Args:
        before: the text as it was.
        after: the text as it would be.
        renamed: keys that have another name in the new text.
        given: keys that are to have this value in the new text, whatever they had before; None for none.
    """
    renamed, given = renamed or {}, given or {}
    numbers: Numbers = {}
    found = _clashes(before, renamed)
    for old, new, is_compose in ((before.compose, after.compose, True), (before.python, after.python, False)):
        was = _origins(before, old, numbers, given, is_compose=is_compose)
        now = _origins(after, new, numbers, given, is_compose=is_compose)
        was = {renamed.get(key, key): origin for key, origin in was.items()}
        if was != now:
            found |= {key for key, _ in was.items() ^ now.items()}
        if not is_compose and _ignoring_case(was) != _ignoring_case(now):
            changed = {key for key, _ in _ignoring_case(was).items() ^ _ignoring_case(now).items()}
            found |= {key for key in now if key.lower() in changed}
    wrong = (
        key for key, value in given.items() if not after.resolved.get(key) == value == after.python_values().get(key)
    )
    return found.union(wrong)


def _clashes(before: Views, renamed: Mapping[str, str]) -> set[str]:
    """The new names that two keys would share."""
    if not renamed:
        return set()
    taken = {s.key for cut in (before.compose, before.python) for s in cut.statements} - renamed.keys()
    return {new for new, times in Counter([*renamed.values(), *taken]).items() if times > 1}


def _origins(
    views: Views, cut: Cut, numbers: Numbers, given: Mapping[str, str | None], *, is_compose: bool
) -> dict[str, int]:
    """For each key the number of what decides its value, in the order of first appearance."""
    final: dict[str, int] = {}
    seen: dict[str, int] = {}
    for statement in cut.statements:
        key = statement.key
        if statement.kind is Kind.JUNK or (statement.kind is Kind.BARE and not key):
            continue
        if key in given:
            final[key] = seen[key] = _number(numbers, ("given", key))
        elif statement.kind is Kind.ASSIGN:
            final[key] = seen[key] = _number(numbers, _origin(statement, seen, is_compose=is_compose))
        elif not is_compose:
            final[key] = seen[key] = _number(numbers, "bare")
        elif views.text[statement.end - 1] == "\n":
            # Compose takes the environment's value if there is one; references look there first anyway.
            final[key] = _number(numbers, ("bare", final.get(key)))
    return {**final, **{key: _number(numbers, ("given", key)) for key in given}}


def _origin(statement: Statement, seen: Mapping[str, int], *, is_compose: bool) -> object:
    """What the value of an assignment is made of: its text, and what its references lead to."""
    literal = statement.literal
    if "$" not in literal or (is_compose and statement.quote == "'"):
        return literal
    if not is_compose:
        names = python_references(literal)
        return (literal, *((name, seen.get(name)) for name in names)) if names else literal
    names = sorted(references(literal))
    if names:
        return (literal, *((name, seen.get(name)) for name in names))
    try:
        return interpolate(literal, lambda _: None)
    except InterpolationError:
        return ("refused", literal)


def _number(numbers: Numbers, origin: object) -> int:
    return numbers.setdefault(origin, len(numbers))


def _ignoring_case(origins: Mapping[str, int]) -> dict[str, int]:
    """What pydantic takes: of names that differ only in case the one that appears last."""
    return {key.lower(): origin for key, origin in origins.items()}

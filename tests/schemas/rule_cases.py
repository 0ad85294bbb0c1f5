"""What the table of each theme is made of, and what every case must show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from schemas.catalog import Catalog, Variable, load_catalog
from schemas.rules import all_rules
from schemas.rules.base import Diagnostic, Sinks, Values
from schemas.secrets import mask


class Case(NamedTuple):
    """A rule with values on which it finds something, and values on which it finds nothing."""

    id: str
    failing: Mapping[str, str]
    first: str
    """The variable that the finding is about."""
    clean: Mapping[str, str]
    says: str = ""
    """A part of the message."""
    fix: bool = True
    """There is a fix, and applying it ends the finding."""
    unknown: tuple[str, ...] = ()
    """Names that the schema does not know."""
    sinks: Sinks | None = None


def catalog_with(*unknown: str) -> Catalog:
    """The schema's catalog with discovered variables."""
    found = [Variable(name, "server", "", "string", inferred=True) for name in unknown]
    return load_catalog().extended((), found)


def run(
    rule_id: str, given: Mapping[str, str], unknown: tuple[str, ...] = (), sinks: Sinks | None = None
) -> list[Diagnostic]:
    """What one rule finds."""
    rule = next(rule for rule in all_rules() if rule.id == rule_id)
    return rule.check(Values(catalog_with(*unknown), given, sinks))


def applied(given: Mapping[str, str], found: Diagnostic) -> dict[str, str]:
    """The values after the fix."""
    after = dict(given)
    assert found.fix is not None
    for name, text in found.fix.changes.items():
        if text is None:
            after.pop(name, None)
        else:
            after[name] = text
    return after


def show_failing(case: Case) -> None:
    """The rule finds it, says what it is about, tells no secret, and its fix mends it."""
    findings = run(case.id, case.failing, case.unknown, case.sinks)
    found = next((one for one in findings if one.variables[0] == case.first), None)
    assert found is not None, f"{case.id} finds {[one.variables for one in findings]}"
    assert found.id == case.id
    assert case.first in found.message
    assert case.says in found.message
    _tells_the_value(case, found)
    _tells_no_secret(case, found)
    assert (found.fix is not None) == case.fix, found.fix
    if found.fix is not None:
        assert found.fix.label
        after = run(case.id, applied(case.failing, found), case.unknown, case.sinks)
        assert not [again for again in after if again.variables == found.variables], after


def _tells_the_value(case: Case, found: Diagnostic) -> None:
    text = "" if case.id == "LD-NAME-TEMPLATE" else case.failing.get(case.first, "")  # it is about the names
    variable = load_catalog().get(case.first)
    if not text or (variable is None and "," in text):
        return
    secret = variable.secret if variable is not None else "WORD" in case.first
    shown = mask(text) if secret else text
    if "@" not in text and text.isprintable() and len(text) < 60:
        assert shown in found.message, found.message


def _tells_no_secret(case: Case, found: Diagnostic) -> None:
    for name, text in case.failing.items():
        variable = load_catalog().get(name)
        if variable is not None and variable.secret and len(text) >= 4:
            assert text not in found.message
            assert text not in repr(found)


def show_clean(case: Case) -> None:
    """The rule finds nothing."""
    assert run(case.id, case.clean, case.unknown, case.sinks) == []

"""Rules on secrets: well-known values, and pairs that must be equal."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.catalog import load_catalog
from schemas.conditions import holds
from schemas.rules.base import Diagnostic, Fix, Rule, Severity, Values
from schemas.secrets import generate, is_insecure, is_placeholder, mask


def _well_known(values: Values) -> Iterator[Diagnostic]:
    for variable in values.catalog:
        text = values.text(variable.name)
        if not variable.secret or variable.inferred or not is_insecure(variable, text):
            continue
        if not holds(variable.active_when, values) or not variable.reaches_container:
            continue
        fix = None
        if variable.generator is not None:
            fresh = generate(variable)
            partners = {
                v.name: fresh for v in values.catalog if v.secret_class == "shared" and variable.name in v.linked
            }
            fix = Fix(f"Generate {variable.name}", {variable.name: fresh, **partners})
        if is_placeholder(text):
            message = f"{variable.name} is {mask(text)}, a placeholder: what needs it will be refused"
            yield INSECURE.diagnostic(message, variable.name, fix=fix, severity=Severity.WARNING)
            continue
        message = f"{variable.name} is {mask(text)}, a value that everybody knows: whoever reaches the service gets in"
        yield INSECURE.diagnostic(message, variable.name, fix=fix)


def _unequal(values: Values) -> Iterator[Diagnostic]:
    for variable in values.catalog:
        if variable.secret_class != "shared" or not holds(variable.active_when, values):
            continue
        for partner in variable.linked:
            other = values.catalog.get(partner)
            if other is None or not other.secret or not values.text(partner) or not values.text(variable.name):
                continue
            if values.text(partner) != values.text(variable.name):
                message = f"{variable.name} differs from {partner}: the two services refuse each other"
                fix = Fix(f"Give {variable.name} the value of {partner}", {variable.name: values.text(partner)})
                yield UNEQUAL.diagnostic(message, variable.name, partner, fix=fix)


_SECRETS = tuple(variable.name for variable in load_catalog() if variable.secret)
_SELECTORS = ("STORAGE_TYPE", "VECTOR_STORE", "DB_TYPE", "MAIL_TYPE", "PLUGIN_STORAGE_TYPE")

INSECURE = Rule(
    "LD-SECRET-KNOWN",
    Severity.ERROR,
    (*_SECRETS, *_SELECTORS),
    "A secret has a value that was once shipped, or a placeholder.",
    "Such values stand in public repositories; scanners try them first.",
    _well_known,
    ("F02",),
    "secrets",
)
UNEQUAL = Rule(
    "LD-SECRET-PAIR",
    Severity.ERROR,
    (*_SECRETS, *_SELECTORS),
    "Two services share a key and have different values for it.",
    "Each call between them is refused with 401 and the message names neither variable.",
    _unequal,
    ("F29", "F60"),
    "secrets",
)
RULES = (INSECURE, UNEQUAL)

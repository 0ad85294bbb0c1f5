"""What a folder of another product asks of a new file: values that its compose file refuses to run without.

The schema says nothing of such a product, so that nothing is derived and no profile applies. What is demanded and
has no value yet is asked for, and passwords that only the services among themselves use are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from schemas.catalog import Catalog, Choice, Variable
from schemas.secrets import generate, is_insecure

_KNOWN_BY_HEART = re.compile(r"(^|_)ADMIN(ISTRATOR)?_")
"""Whoever logs in with it has to know it."""


def is_of_product(catalog: Catalog) -> bool:
    """True when the folder is one of the product that the schema describes."""
    return any(not variable.discovered for variable in catalog)


def is_made_here(variable: Variable) -> bool:
    """True for a secret that the services of a deployment share among themselves, as its name tells."""
    return variable.generator is not None and not _KNOWN_BY_HEART.search(variable.name.upper())


def shipped_text(variable: Variable) -> str:
    """The text that a new file gets when nobody gives another one."""
    return variable.defaults.get("example") or variable.default or ""


def made_secrets(
    catalog: Catalog, given: Mapping[str, str], present: Mapping[str, str] | None = None
) -> dict[str, str]:
    """New texts for the discovered secrets that are made here and have none, or one that everybody knows.

    An optional one without a text stays so. One whose text occurs in another value stays too: an address with the
    password in it would no longer fit. Present is what the file holds, None where it is still to be made.
    """
    texts = {variable.name: given.get(variable.name) or shipped_text(variable) for variable in catalog}
    texts |= present or {}
    fresh: dict[str, str] = {}
    for variable in catalog:
        if not variable.discovered or given.get(variable.name) or not is_made_here(variable):
            continue
        text = texts[variable.name]
        elsewhere = any(text in other for name, other in texts.items() if name != variable.name) if text else False
        if (is_insecure(variable, text) and not elsewhere) if text else variable.required:
            fresh[variable.name] = generate(variable)
    return fresh


def demanded(catalog: Catalog) -> Iterator[Variable]:
    """The discovered variables that must have a value, have none, and that nobody but a person can know."""
    for variable in catalog:
        if variable.required and variable.discovered and not shipped_text(variable) and not is_made_here(variable):
            yield variable


def choices_of(variable: Variable) -> tuple[Choice, ...]:
    """The values to choose among; none where a text is typed."""
    if variable.kind == "bool":
        return variable.choices or (Choice("true"), Choice("false"))
    return variable.choices if variable.strict_choices else ()

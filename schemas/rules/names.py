"""Rules on the names in the file: old names, and names that are nearly those of a known variable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from schemas.catalog import Catalog, Variable, load_catalog
from schemas.conditions import holds, names
from schemas.rules.base import Check, Fix, Found, Severity, Theme, Values, declared, found, unset
from schemas.secrets import mask

THEME = Theme("names", "Names")

_SHORTEST = 6
"""Names shorter than this have too many neighbours to guess at."""


@THEME.spread(
    "LD-NAME-RENAMED",
    Severity.WARNING,
    finds="A variable is set under a name that it no longer has.",
    why="Nothing reads the old name; the default of the new one is in force.",
    mends="Move the value to the new name.",
    faults="F12",
)
def renamed(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each old name."""
    for variable in load_catalog():
        for old in variable.renamed_from:
            if declared(catalog, variable.name) or declared(catalog, old):
                yield {old, variable.name, *names(variable.active_when)}, _renamed_check(old, variable)


def _renamed_check(old: str, variable: Variable) -> Check:
    def check(values: Values) -> Iterator[Found]:
        former = values.catalog.get(old)
        shipped = former.default if former else None
        if not values.is_set(old) or values.text(old) == shipped or not holds(variable.active_when, values):
            return
        if values.is_set(variable.name):
            message = f"{values.says(old)} beside {values.says(variable.name)}: only {variable.name} is read"
            yield found(message, old, variable.name, fix=unset(old))
            return
        fix = None
        if variable.reaches_container:
            fix = Fix(f"Move the value from {old} to {variable.name}", {variable.name: values.text(old), old: None})
        yield found(f"{values.says(old)}, but its name is {variable.name} now: nothing reads it", old, fix=fix)

    return check


@THEME.spread(
    "LD-NAME-DEPRECATED",
    Severity.HINT,
    finds="A variable is set that is kept for old installations only.",
    why="A later release drops it without a word.",
    mends="Follow what the message says, then remove the line.",
    faults="F12",
)
def deprecated(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each deprecated variable, and for each deprecated choice."""
    moved = {old for variable in load_catalog() for old in variable.renamed_from}
    for variable in catalog:
        if variable.deprecated and variable.name not in moved and not variable.inferred:
            yield {variable.name}, _deprecated_check(variable)
        if any(choice.deprecated for choice in variable.choices):
            yield {variable.name}, _choice_check(variable)


def _deprecated_check(variable: Variable) -> Check:
    def check(values: Values) -> Iterator[Found]:
        text = values.given.get(variable.name)
        if text and text != variable.default:
            yield found(f"{values.says(variable.name)}. {variable.deprecated}", variable.name, fix=unset(variable.name))

    return check


def _choice_check(variable: Variable) -> Check:
    old = {choice.value for choice in variable.choices if choice.deprecated}

    def check(values: Values) -> Iterator[Found]:
        if values.given.get(variable.name) in old:
            message = f"{values.says(variable.name)}, which is kept for old installations only"
            yield found(message, variable.name)

    return check


@THEME.spread(
    "LD-NAME-TYPO",
    Severity.WARNING,
    finds="A name that nobody knows and that differs from a known one by a single character.",
    why="The known variable keeps its default; Compose says nothing about a name that it does not use.",
    mends="Correct the name.",
    faults="F12 F72",
)
def typo(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each discovered name, in a folder of the product that the schema describes."""
    unknown = [variable for variable in catalog if variable.inferred and len(variable.name) >= _SHORTEST]
    if not unknown or not any(declared(catalog, variable.name) for variable in catalog):
        return
    for variable in unknown:
        known = neighbour(variable.name)
        if known is not None:
            yield {variable.name, known}, _typo_check(variable.name, known)


def _typo_check(name: str, known: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        if name not in values.given or values.is_set(known):
            return
        secret = load_catalog()[known].secret
        shown = f"{name} is {mask(values.text(name))}" if secret else values.says(name)
        fix = Fix(f"Rename {name} to {known}", {known: values.text(name), name: None})
        yield found(f"{shown}, but nothing reads that name: did you mean {known}?", name, fix=fix)

    return check


_OTHER_TEMPLATES = {
    "middleware.env.example": (
        *("PGDATA_HOST_VOLUME", "MYSQL_HOST_VOLUME", "REDIS_HOST_VOLUME", "WEAVIATE_HOST_VOLUME"),
        *("EXPOSE_POSTGRES_PORT", "EXPOSE_REDIS_PORT", "EXPOSE_SANDBOX_PORT", "EXPOSE_WEAVIATE_PORT"),
    ),
    "web/.env.example": (
        *("NEXT_PUBLIC_API_PREFIX", "NEXT_PUBLIC_PUBLIC_API_PREFIX", "NEXT_PUBLIC_EDITION", "NEXT_PUBLIC_BASE_PATH"),
        *("NEXT_PUBLIC_MARKETPLACE_API_PREFIX", "NEXT_PUBLIC_MARKETPLACE_URL_PREFIX"),
    ),
}
"""Names that stand in one template and not in that of the stack."""
_OWN = ("SECRET_KEY", "CONSOLE_API_URL", "STORAGE_TYPE", "CELERY_BROKER_URL", "NGINX_SERVER_NAME", "INIT_PASSWORD")
"""Names of the stack's own template; a file with most of them is the right one."""
_ENOUGH = 3


@THEME.rule(
    "LD-NAME-TEMPLATE",
    Severity.ERROR,
    *(*_OWN, *(name for group in _OTHER_TEMPLATES.values() for name in group)),
    finds="The file was made from the template of something else: of the databases for development, or of the page.",
    why="The stack gets none of its own settings; the shipped secrets are in force.",
    mends="Start from docker/.env.example, and carry your own values over.",
    faults="F36",
)
def template(values: Values) -> Iterator[Found]:
    """Compare the names with those that tell the templates apart."""
    if sum(name in values.given for name in _OWN) >= _ENOUGH:
        return
    for source, marks in _OTHER_TEMPLATES.items():
        there = [name for name in marks if name in values.given]
        if len(there) >= _ENOUGH:
            message = f"{', '.join(there[:_ENOUGH])} are of {source}, and {_OWN[0]} is missing: is this the wrong file?"
            yield found(message, there[0])


def neighbour(name: str) -> str | None:
    """The known name at one insertion, deletion, replacement or swap of neighbours; None when there is none.

    A number that differs is no mistake: REDIS_HOST_1 and REDIS_HOST_2 are two things.
    """
    if name in load_catalog():
        return None
    index = _index()
    for form in sorted(_shorter(name) | {name}):
        known = index.get(form)
        if known is not None and _letters(known) != _letters(name):
            return known
    return None


def _letters(name: str) -> str:
    return "".join(character for character in name if not character.isdigit())


def _shorter(name: str) -> set[str]:
    """The name without one of its characters, for each of them."""
    return {name[:i] + name[i + 1 :] for i in range(len(name))}


@cache
def _index() -> dict[str, str]:
    """Known names by themselves and by what is left of them without one character; a known name itself wins."""
    index: dict[str, str] = {}
    for name in load_catalog().names():
        if len(name) >= _SHORTEST:
            for form in _shorter(name):
                index.setdefault(form, name)
    return index | {name: name for name in load_catalog().names()}

"""Catalog, categories and variables: what can be configured, as plain data.

The settings classes are the source (:mod:`schemas.introspect` reads them); this module holds the outcome and
loads the generated ``catalog.json``, so that the command line, the app and the container's entrypoint know every
variable without importing pydantic. Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from schemas.records import CATALOG_FILE

Condition = Mapping[str, object]
"""``{NAME: [accepted texts]}``; all names must hold. ``{"any": [condition, ...]}`` holds when one of them does.
Instead of a list a name may carry ``{"non_empty": True}``, ``{"empty": True}`` or ``{"contains": [...]}``."""

SecretClass = Literal["free", "frozen", "stateful", "derived", "shared"]
"""free: may be rotated at any time. frozen: data is sealed with it. stateful: lives in a volume too.
derived: made from other variables. shared: must equal another variable."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value."""

    value: str
    label: str = ""
    """What it means, in a few words."""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Generator:
    """How a secret is made: an alphabet that survives every place the value lands in, and a length."""

    alphabet: Literal["alphanumeric", "base64", "hex"]
    length: int
    """Characters; for base64 the number of random bytes."""
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable as the schema describes it."""

    name: str
    category: str
    group: str
    kind: str
    """The type as a form sees it: bool, int, float, port, enum, url, url_template, host, host_port, csv, size,
    duration, cron, path, email, json, secret, string, bool_or_string."""
    help: str = ""
    default: str | None = None
    """The text that is in force when the file does not set it; None when there is none."""
    defaults: Mapping[str, str | None] = field(default_factory=dict)
    """The default by place: image, docker, middleware, local."""
    choices: tuple[Choice, ...] = ()
    strict_choices: bool = False
    """True when any other value is an error; False when it is only unusual."""
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: bool = False
    exclusive_maximum: bool = False
    max_length: int | None = None
    pattern: str = ""
    schemes: tuple[str, ...] = ()
    """For URLs: the accepted schemes; empty means any."""
    empty_ok: bool = True
    """True when an empty text may stand in the file (it then means: not set)."""
    unit: str = ""
    example: str = ""
    secret: bool = False
    secret_class: SecretClass | None = None
    generator: Generator | None = None
    insecure: tuple[str, ...] = ()
    """Values that were once shipped or are placeholders."""
    active_when: Condition = field(default_factory=dict)
    required_when: Condition = field(default_factory=dict)
    required: bool = False
    readers: tuple[str, ...] = ()
    """The services that read it."""
    reaches_container: bool = True
    """False when no service of the bundled compose file gets it."""
    linked: tuple[str, ...] = ()
    """Variables that must agree with this one."""
    renamed_from: tuple[str, ...] = ()
    deprecated: str = ""
    """Why it should no longer be set; empty when it is current."""
    owner: str = ""
    """The settings class that declares it; empty for a discovered one."""
    inferred: bool = False
    """True when type and help were guessed from a compose project, not declared."""
    stated: bool = False
    """True when the project itself declares it, in launchdeck.toml or in an example file, and not the schema."""
    in_template: bool = False
    """True when docker/.env.example has a line for it."""
    docs: str = ""
    """Where it is documented, when that is not where its category is."""

    @property
    def discovered(self) -> bool:
        """True when it was found in a folder, and is not of the schema."""
        return self.inferred or self.stated


@dataclass(frozen=True, slots=True)
class Group:
    """A section inside a category."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Category:
    """A chapter of variables."""

    name: str
    title: str
    summary: str = ""
    groups: tuple[Group, ...] = ()
    docs: str = ""
    """Where its variables of the schema are documented, with ``{name}`` for the name in lower case."""


class Catalog:
    """All categories of one workspace: the schema's own, plus what was discovered in an adopted folder."""

    def __init__(self, categories: Iterable[Category], variables: Iterable[Variable]) -> None:
        self.categories: tuple[Category, ...] = tuple(categories)
        self._variables: dict[str, Variable] = {variable.name: variable for variable in variables}
        by_category: dict[str, list[Variable]] = {category.name: [] for category in self.categories}
        for variable in self._variables.values():
            by_category[variable.category].append(variable)
        self._by_category = {name: tuple(group) for name, group in by_category.items()}

    def __len__(self) -> int:
        return len(self._variables)

    def __iter__(self) -> Iterator[Variable]:
        return iter(self._variables.values())

    def __contains__(self, name: object) -> bool:
        return name in self._variables

    def __getitem__(self, name: str) -> Variable:
        return self._variables[name]

    def get(self, name: str) -> Variable | None:
        """The variable of that name, or None."""
        return self._variables.get(name)

    def names(self) -> tuple[str, ...]:
        """All names in catalog order."""
        return tuple(self._variables)

    def category(self, name: str) -> Category:
        """The category of that name; KeyError when there is none."""
        for category in self.categories:
            if category.name == name:
                return category
        raise KeyError(name)

    def variables_of(self, category: str) -> tuple[Variable, ...]:
        """The variables of a category, in catalog order."""
        return self._by_category[category]

    def docs(self, name: str) -> str:
        """The address of the documentation of a variable; empty when none is known."""
        variable = self._variables[name]
        of_category = self.category(variable.category).docs if variable.owner else ""
        address = (variable.docs or of_category).replace("{name}", name.lower())
        return address if address.startswith(("https://", "http://")) else ""

    def extended(self, categories: Iterable[Category], variables: Iterable[Variable]) -> Catalog:
        """A catalog with more categories and variables; a variable that is known already stays as it is."""
        known = {category.name for category in self.categories}
        more = [category for category in categories if category.name not in known]
        fresh = [variable for variable in variables if variable.name not in self._variables]
        return Catalog([*self.categories, *more], [*self._variables.values(), *fresh])


def variable_from_json(record: Mapping[str, Any]) -> Variable:
    """A variable from its record in ``catalog.json``; what is absent has the field's default."""
    values = dict(record)
    if "choices" in values:
        values["choices"] = tuple(Choice(**choice) for choice in values["choices"])
    if "generator" in values:
        values["generator"] = Generator(**values["generator"])
    for name in _TUPLES & values.keys():
        values[name] = tuple(values[name])
    return Variable(**values)


_TUPLES = frozenset({"schemes", "insecure", "readers", "linked", "renamed_from"})


@cache
def load_catalog(path: Path = CATALOG_FILE) -> Catalog:
    """The schema's catalog from the generated file; read once per process."""
    document = json.loads(path.read_text("utf-8"))
    categories = [
        Category(
            record["name"],
            record["title"],
            record.get("summary", ""),
            tuple(Group(**group) for group in record.get("groups", ())),
            record.get("docs", ""),
        )
        for record in document["categories"]
    ]
    return Catalog(categories, (variable_from_json(record) for record in document["variables"]))

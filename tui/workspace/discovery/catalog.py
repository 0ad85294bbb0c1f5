"""The catalog of one folder: of the schema what occurs in it, and what it has beyond the schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields as fields_of
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from schemas.catalog import Catalog, Category, Generator, Group, Variable
from schemas.rules.hosts import is_address, is_loopback
from tui.workspace.compose.landings import Landing
from tui.workspace.discovery.chapters import Chapters, discovered_chapter
from tui.workspace.discovery.examples import read_examples
from tui.workspace.discovery.folder import Folder
from tui.workspace.discovery.survey import Survey
from tui.workspace.document import EnvDocument

DISCOVERED = "discovered"
"""The category of what a folder of the schema's product has beyond the schema."""

SHELL_NAMES = frozenset({"HOME", "PWD", "PATH", "USER", "LOGNAME", "SHELL", "HOSTNAME", "LANG", "TMPDIR"})
"""Every shell sets them; a compose file that refers to one does not ask for a setting."""

_SAME_SCHEMA = 0.5
"""From this share of known names on a folder counts as one of the product that the schema describes."""
_ENOUGH = 40
"""Fewer known names are no sign: every product has a DB_HOST and a LOG_LEVEL."""
_GENERATOR = Generator("alphanumeric", 32)
"""190 random bits that no shell, address or template takes for something else."""
_FIELDS = frozenset(item.name for item in fields_of(Variable))
_ADDRESS = re.compile(r"https?://[^\s<>\"'`)\]]+")
_EXAMPLE_HOSTS = ("example.com", "example.org", "example.net", ".example", ".local", ".internal")
"""Names that belong to nobody."""
_PLACED = frozenset({"category", "group"})
"""What the chapters decide."""


def workspace_catalog(schema: Catalog, survey: Survey, env: EnvDocument) -> Catalog:
    """The catalog of one folder.

    A folder of another product (few of its names are in the schema) has discovered variables only.
    """
    named = survey.examples.entries
    # What the shipped compose file refers to is in the schema, and its example shows all of it.
    landed = [] if survey.shipped else [name for name in survey.landings if name not in SHELL_NAMES]
    occurring = dict.fromkeys([*named, *landed, *env.keys(), *survey.stated.variables])
    own_files = bool(survey.folder.example or landed or survey.project.services)
    fits = _fits(schema, list(named or occurring), own_files=own_files)
    variables = [v for v in schema if v.name in occurring or not (named or landed)] if fits else []
    have = {variable.name for variable in variables}
    origins = {name: _origin(name, survey) for name in occurring if name not in have}
    chapters = discovered_chapter(DISCOVERED, origins) if fits else Chapters(survey, origins)
    more = [_discovered(name, survey, *chapters.place(name)) for name in origins]
    variables = [_restated(variable, survey) for variable in variables]
    categories = [c for c in schema.categories if any(v.category == c.name for v in variables)]
    return _arranged([*categories, *chapters.categories()], [*variables, *more], survey)


def catalog_of_documents(schema: Catalog, example: EnvDocument, env: EnvDocument) -> Catalog:
    """The catalog of an example and an env file alone, without the project that they belong to."""
    nowhere = Path()
    survey = Survey(Folder(nowhere))
    survey.examples = read_examples([(nowhere, example, "")])
    return workspace_catalog(schema, survey, env)


def _fits(schema: Catalog, names: list[str], *, own_files: bool) -> bool:
    known = sum(name in schema for name in names)
    return known >= _SAME_SCHEMA * len(names) and (known >= _ENOUGH or not own_files)


def _origin(name: str, survey: Survey) -> str:
    if name in survey.examples.entries:
        return "example"
    landed = not survey.shipped and name in survey.landings
    return "compose" if landed or name in survey.stated.variables else "env"


class _Found(NamedTuple):
    """What the files say of one variable before anything is guessed."""

    default: str | None
    example: str
    help: str
    required: bool
    landings: list[Landing]


def _found(name: str, survey: Survey) -> _Found:
    landings = survey.landings.get(name, [])
    entry = survey.examples.entries.get(name)
    defaults = [d for landing in landings if (d := landing.reference.default) is not None]
    default = next((text for text in defaults if text), defaults[0] if defaults else None)
    if default is None:
        default = survey.given.get(name)
    required = any(landing.reference.operator == ":?" for landing in landings)
    help_text = entry.help if entry else ""
    if not help_text:
        # What the compose file says when the variable is missing is often the only sentence about it.
        words = [landing.reference.word for landing in landings if landing.reference.required]
        help_text = next((word for word in words if word), "")
    return _Found(default, entry.value if entry else "", help_text, required, landings)


def _discovered(name: str, survey: Survey, category: str, group: str) -> Variable:
    # The schema's own product needs no guesses.
    from tui.workspace.discovery.inference import infer, is_made_here  # noqa: PLC0415

    found = _found(name, survey)
    guess = infer(name, [found.default or "", found.example], found.help, found.landings)
    record: dict[str, Any] = {
        "kind": guess.kind,
        "help": found.help,
        "choices": guess.choices,
        "secret": guess.secret,
        "required": found.required,
        "example": found.example if found.example != (found.default or "") else "",
    }
    said = _stated(name, survey)
    record |= {key: value for key, value in said.items() if key in _FIELDS - _PLACED}
    record["secret_class"] = "free" if record["secret"] else None
    if "secret" in said and "kind" not in said:
        record["kind"] = "secret" if said["secret"] else _without_secret(found, name, guess.kind)
    record["generator"] = _GENERATOR if record["kind"] == "secret" and is_made_here(name) else None
    record.setdefault("docs", _address_in(found.help))
    return Variable(
        name=name,
        category=category,
        group=group,
        default=found.default,
        defaults={
            place: text
            for place, text in (("compose", found.default), ("example", found.example or None))
            if text is not None
        },
        readers=tuple(survey.services_of(name)),
        in_template=name in survey.examples.entries,
        inferred=not (said.keys() & {"kind", "choices", "pattern"} or said.get("secret")),
        stated=bool(said),
        **record,
    )


def _address_in(comment: str) -> str:
    """The first address of a comment that leads somewhere: one without a dot, or of this machine, is an example."""
    for address in _ADDRESS.findall(comment):
        host = urlsplit(address).hostname or ""
        if "." in host and not is_loopback(host) and not is_address(host) and not host.endswith(_EXAMPLE_HOSTS):
            return str(address).rstrip(".,;:!?")
    return ""


def _without_secret(found: _Found, name: str, kind: str) -> str:
    """The kind of what its name calls a secret and the project does not."""
    from tui.workspace.discovery.inference import infer  # noqa: PLC0415 - see above

    return infer(re.sub(r"[A-Z]+", "X", name), [found.default or "", found.example]).kind if kind == "secret" else kind


def _stated(name: str, survey: Survey) -> dict[str, Any]:
    """What the project itself states: decorators first, launchdeck.toml over them."""
    entry = survey.examples.entries.get(name)
    said: dict[str, Any] = {}
    spec = survey.examples.spec
    if entry is not None and (entry.decorators or spec.required or spec.sensitive):
        from tui.workspace.discovery.envspec import stated as stated_by_decorators  # noqa: PLC0415 - rare

        said = stated_by_decorators(name, entry.value, entry.decorators, spec)
    return {**said, **survey.stated.variables.get(name, {})}


def _restated(variable: Variable, survey: Survey) -> Variable:
    """A variable of the schema stays as it is, but for what launchdeck.toml says of it."""
    stated = survey.stated.variables.get(variable.name, {})
    said = {key: value for key, value in stated.items() if key in _FIELDS - _PLACED}
    return replace(variable, **said) if said else variable


def _arranged(categories: Iterable[Category], variables: Iterable[Variable], survey: Survey) -> Catalog:
    """Empty chapters left out; those that launchdeck.toml names added, with the titles that it gives."""
    members: dict[str, dict[str, None]] = {}
    listed = list(variables)
    for variable in listed:
        members.setdefault(variable.category, {})[variable.group] = None
    titles: Mapping[str, Category] = survey.stated.categories
    result: list[Category] = []
    known = {category.name: category for category in categories}
    for name in dict.fromkeys([*titles, *known, *members]):
        if name not in members:
            continue
        base = known.get(name) or Category(name, name.replace("_", " ").capitalize())
        if name in titles:
            base = replace(base, title=titles[name].title or base.title, summary=titles[name].summary or base.summary)
        have = {group.name for group in base.groups}
        more = [Group(group, group.replace("_", " ").capitalize()) for group in members[name] if group not in have]
        result.append(replace(base, groups=(*base.groups, *more)))
    return Catalog(result, listed)

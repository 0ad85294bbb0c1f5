"""Everything that is known about one variable, as one page: what it is, its value, what it touches, its rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from schemas import conditions
from schemas.catalog import Variable
from schemas.export import property_of
from schemas.rules.base import Rule
from schemas.rules.engine import TYPE_RULE
from schemas.secrets import mask
from tui.workspace.facts import ORIGINS, SECRET_CLASSES, range_text
from tui.workspace.past import Past
from tui.workspace.printable import printable
from tui.workspace.provenance import lines
from tui.workspace.workspace import Workspace

Line = tuple[str, str]
"""A label with its text; without a text it is a heading."""

KINDS = {
    "bool": "true or false",
    "bool_or_string": "true, false or another text",
    "csv": "a list with commas",
    "cron": "a schedule of five fields",
    "duration": "a length of time",
    "email": "a mail address",
    "enum": "one of some values",
    "float": "a number",
    "host": "a host name or an IP address",
    "host_port": "host:port, several with commas",
    "int": "a whole number",
    "json": "JSON",
    "object": "JSON",
    "path": "a path",
    "port": "a port",
    "secret": "a secret text",
    "size": "a size, such as 128MB",
    "string": "a text",
    "url": "an address",
    "url_template": "an address with a place for a name",
}
"""The types in words."""
MOST_NAMES = 12
"""Names listed on one line; more are counted."""


def page(workspace: Workspace, name: str, former: Sequence[Past] = (), *, places: bool = True) -> Iterator[Line]:
    """The page of a variable of the catalog, secrets masked. Former are its values before.

    Without places it says nothing of the files that a value comes from and the services that get it.
    """
    variable = workspace.catalog[name]
    sections: tuple[tuple[str, Iterable[Line]], ...] = (
        ("What it is", _nature(workspace, variable)),
        ("Its value", _value(workspace, variable, places=places)),
        ("When it matters", _effect(workspace, variable)),
        ("Changing it", _consequences(workspace, variable)),
        ("Rules", _rules(workspace, name)),
        ("What it was before", _former(former)),
    )
    for title, section in sections:
        found = [(label, text) for label, text in section if text]
        if found:
            yield title, ""
            yield from found


def place_of(workspace: Workspace, name: str) -> tuple[str, ...]:
    """Where it stands: the titles of its category and, where they differ, of its section."""
    variable = workspace.catalog[name]
    category = workspace.catalog.category(variable.category)
    group = next((group.title for group in category.groups if group.name == variable.group), "")
    return (category.title, group) if group and group != category.title else (category.title,)


def _nature(workspace: Workspace, variable: Variable) -> Iterator[Line]:
    default = variable.default
    yield "Type", f"{KINDS.get(variable.kind, variable.kind)}{', guessed from the files' if variable.inferred else ''}"
    yield "Unit", variable.unit
    yield "Range", range_text(variable)
    yield "Begins", " or ".join(f"{scheme}://" for scheme in variable.schemes)
    yield "Length", f"at most {variable.max_length} characters" if variable.max_length else ""
    for number, choice in enumerate(variable.choices):
        label = f"{choice.value or 'empty'}{f'  {choice.label}' if choice.label else ''}"
        note = " (deprecated)" if choice.deprecated else ""
        yield "" if number else "Choices" if variable.strict_choices else "Known", label + note
    yield "Default", _shown(variable, default) if default is not None else "none"
    elsewhere = {where: text for where, text in variable.defaults.items() if text not in {default, None}}
    yield "", ", ".join(f"{where}: {_shown(variable, text)}" for where, text in elsewhere.items())
    yield "Example", "" if variable.secret else printable(variable.example)
    yield "Secret", SECRET_CLASSES[variable.secret_class] if variable.secret_class else ""
    yield "Old", variable.deprecated
    yield "Formerly", ", ".join(variable.renamed_from)
    yield "Manual", workspace.catalog.docs(variable.name)


def _shown(variable: Variable, text: str | None) -> str:
    return (mask(text) if variable.secret and text else printable(text or "")) or "empty"


def _value(workspace: Workspace, variable: Variable, *, places: bool) -> Iterator[Line]:
    yield "Now", f"{_shown(variable, workspace.effective(variable.name))} ({ORIGINS[workspace.origin(variable.name)]})"
    if places and workspace.survey.project.files:
        yield from _places(workspace, variable)


def _places(workspace: Workspace, variable: Variable) -> Iterator[Line]:
    """The files that say something of it, where it lands, and which services receive what."""
    chain = [printable(line) for line in lines(workspace.provenance(variable.name), workspace.root)]
    links = [line for line in chain if not line.startswith("  lands in") and " receives " not in line]
    for number, line in enumerate(links):
        yield "" if number else "Places", line.replace("* ", "wins: ", 1) if line.startswith("* ") else line.strip()
    landed = [line.strip().removeprefix("lands in ") for line in chain if line.startswith("  lands in")]
    for number, line in enumerate(landed):
        yield "" if number else "Lands in", line
    received = [line.strip().partition("  from ")[0] for line in chain if " receives " in line]
    pairs = sorted((line.partition(" receives ")[::2] for line in received), key=lambda pair: pair[1])
    for number, (text, group) in enumerate(groupby(pairs, key=lambda pair: pair[1])):
        yield "" if number else "Received", f"{text} by {_names(service for service, _ in group)}"


def _effect(workspace: Workspace, variable: Variable) -> Iterator[Line]:
    condition = workspace.condition_text(variable.name)
    now = "so it does now" if workspace.is_active(variable.name) else "so it has no effect now"
    yield "Matters", f"{condition}; {now}" if condition else "always"
    needed = conditions.words(variable.required_when)
    yield "Required", "always" if variable.required else needed
    yield "Read by", _names(variable.readers)
    nowhere = not variable.reaches_container and not variable.inferred
    yield "Reaches", "no service of the bundled compose file" if nowhere else ""
    yield "Linked", f"{_names(variable.linked)}, which must agree with it" if variable.linked else ""
    yield from _wakes(workspace, variable.name)


def _wakes(workspace: Workspace, name: str) -> Iterator[Line]:
    """The variables that matter only for some values of this one."""
    woken: dict[str, list[str]] = {}
    for other in workspace.catalog:
        if name in conditions.names(other.active_when):
            woken.setdefault(conditions.words(other.active_when), []).append(other.name)
    for number, (condition, names) in enumerate(woken.items()):
        yield "" if number else "Wakes", f"{condition}: {_names(names)}"


def _consequences(workspace: Workspace, variable: Variable) -> Iterator[Line]:
    services = workspace.survey.services_of(variable.name) or list(variable.readers)
    made = f"the containers of {_names(services)}, at the next launch" if services else "no container"
    yield "Makes anew", made
    published = [one for one in services if one in workspace.survey.project.services and _publishes(workspace, one)]
    yield "Meanwhile", f"the published ports of {_names(published)} do not answer" if published else ""
    yield "Loses", SECRET_CLASSES[variable.secret_class] if variable.secret_class in {"frozen", "stateful"} else ""


def _publishes(workspace: Workspace, service: str) -> bool:
    return any(key == "ports" and ports for key, ports in workspace.survey.project.services[service].tree.items())


def _rules(workspace: Workspace, name: str) -> Iterator[Line]:
    """What the rules say; of those that find nothing what they would find, the type check left out."""
    concerning = workspace.rules_of(name)
    other = [found for found in workspace.diagnostics_of(name) if found.id not in {rule.id for rule in concerning}]
    for found in (*(one for group in concerning.values() for one in group), *other):
        yield found.severity.word, f"{printable(found.message)} ({found.id})"
    quiet = (rule for rule, found in concerning.items() if not found and rule.id != TYPE_RULE)
    yield from (("fine", _would_find(rule)) for rule in quiet)


def _would_find(rule: Rule) -> str:
    return f"would find: {rule.finds} ({rule.id})" if rule.finds else rule.id


def _former(past: Sequence[Past]) -> Iterator[Line]:
    for one in past:
        yield "until", f"{one.until.astimezone():%Y-%m-%d %H:%M:%S}  {printable(one.shown)}"


def _names(names: Iterable[str]) -> str:
    listed = list(dict.fromkeys(names))
    more = f" and {len(listed) - MOST_NAMES} more" if len(listed) > MOST_NAMES else ""
    return ", ".join(listed[:MOST_NAMES]) + more


def record(workspace: Workspace, name: str) -> dict[str, object]:
    """What a page says beside the places of a value, for programs."""
    variable = workspace.catalog[name]
    return {
        "variable": property_of(variable, workspace.catalog.docs(name)),
        "active": workspace.is_active(name),
        "wakes": [one.name for one in workspace.catalog if name in conditions.names(one.active_when)],
        "recreates": workspace.survey.services_of(name) or list(variable.readers),
        "rules": [rule.id for rule in workspace.rules_of(name)],
        "findings": [
            {"id": found.id, "severity": found.severity.word, "message": found.message}
            for found in workspace.diagnostics_of(name)
        ],
    }

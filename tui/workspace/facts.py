"""What is known about a variable, as lines for people: default, range, unit, when it matters, who reads it."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.catalog import Variable
from schemas.secrets import mask, redact
from tui.workspace.interpolation import references
from tui.workspace.printable import printable
from tui.workspace.referring import Expression, meaning
from tui.workspace.workspace import Origin, Workspace

SECRET_CLASSES = {
    "free": "may be changed at any time",
    "frozen": "stored data is sealed with it; changing it makes that data unreadable",
    "stateful": "also kept in a data volume; change it there too",
    "derived": "made from other variables",
    "shared": "must equal its partner",
}
"""What changing a secret of a class means."""

ORIGINS = {
    Origin.DEFAULT: "not set, the default is in force",
    Origin.FILE: "set in the file",
    Origin.EDITED: "edited, not saved yet",
    Origin.SHELL: "your shell exports another value, which wins when you launch by hand",
}
"""Where the value in force comes from."""


def range_text(variable: Variable) -> str:
    """The allowed range; empty when there is none."""
    low, high = variable.minimum, variable.maximum
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    if low is not None:
        return f"{'more than' if variable.exclusive_minimum else 'at least'} {low:g}"
    if high is not None:
        return f"{'less than' if variable.exclusive_maximum else 'at most'} {high:g}"
    return "1 to 65535" if variable.kind == "port" else ""


def comes_to(workspace: Workspace, name: str, text: str) -> str:
    """What a text with ``${NAME}`` comes to, or that it stands for itself; empty for one without, and for a secret."""
    if "${" not in text or workspace.is_secret(name):
        return ""
    from tui.workspace.provenance import secrets_in_force  # noqa: PLC0415 - only where something refers

    typed = workspace.typed(name, text)
    if isinstance(typed, Expression):
        hidden = tuple(secrets_in_force(workspace.values()))
        return f"= {redact(printable(meaning(workspace.document, name, typed)), hidden)}"
    named = next(iter(sorted(references(text))), "")
    return f"${{{named}}} stands for itself: the file has no such name above" if named else ""


def facts(workspace: Workspace, variable: Variable) -> Iterator[tuple[str, str]]:
    """Label and text of each fact that is known."""
    default = variable.default or ""
    condition = workspace.condition_text(variable.name)
    nowhere = not variable.reaches_container and not variable.inferred
    known = {
        "Default": (mask(default) if variable.secret else printable(default)) or "empty",
        "Range": range_text(variable),
        "Unit": variable.unit,
        "Begins": " or ".join(f"{scheme}://" for scheme in variable.schemes),
        "Length": f"at most {variable.max_length} characters" if variable.max_length else "",
        "Example": printable(variable.example),
        "Matters": condition,
        "Secret": SECRET_CLASSES[variable.secret_class] if variable.secret_class else "",
        "Linked": ", ".join(variable.linked),
        "Read by": ", ".join(variable.readers),
        "Reaches": "no service of the bundled compose file" if nowhere else "",
        "Old": variable.deprecated,
        "Formerly": ", ".join(variable.renamed_from),
        **chain_facts(workspace, variable.name),
    }
    yield from ((label, text) for label, text in known.items() if text)


def chain_facts(workspace: Workspace, name: str) -> dict[str, str]:
    """Where the value comes from, and where it goes."""
    from tui.workspace.provenance import chain  # noqa: PLC0415 - only where a compose file says something

    if not workspace.survey.project.files:
        return {}
    return {label: printable(text) for label, text in chain(workspace.provenance(name), workspace.root)}

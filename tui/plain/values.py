"""Commands about values: walk the categories, find, show, set, reset, generate."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.errors import UsageError
from schemas.kinds import nearest
from schemas.secrets import generate, mask
from tui.plain.session import PlainCommand, Session, closed
from tui.workspace.facts import ORIGINS, SECRET_CLASSES, facts
from tui.workspace.printable import counted
from tui.workspace.workspace import Workspace

MAX_FOUND = 20
"""More hits than this help nobody."""


class Categories(PlainCommand, word="categories", takes="[NAME]"):
    """Walk the categories and the variables in one."""

    @classmethod
    def run(cls, session: Session, rest: str) -> None:
        """Tell the categories, then the variables of the one that is chosen."""
        workspace, dialog = session.workspace, session.dialog
        categories = workspace.catalog.categories
        titles = [category.title for category in categories]
        if not rest:
            for number, category in enumerate(categories, 1):
                counts = workspace.counts(category.name)
                said = [counted(counts.total, "variable"), f"{counts.set} set"]
                said += [counted(counts.errors, "error")] if counts.errors else []
                said += [counted(counts.warnings, "warning")] if counts.warnings else []
                dialog.say(f"{number} {category.title}: {', '.join(said)}")
        title = dialog.choose("Which category", titles) if not rest else _close(rest, titles, "category")
        chosen = next((one for one in categories if one.title == title), None)
        if chosen is not None:
            walk(session, [variable.name for variable in workspace.catalog.variables_of(chosen.name)])


class Find(PlainCommand, word="find", takes="WORDS"):
    """Find variables by name, help, allowed values or value."""

    @classmethod
    def run(cls, session: Session, rest: str) -> None:
        """Tell the best hits and offer to change one."""
        found = session.workspace.search(rest or session.dialog.ask("Which words"))
        if not found:
            session.dialog.say("Nothing is found.")
            return
        if len(found) > MAX_FOUND:
            session.dialog.say(f"{len(found)} are found, these are the first {MAX_FOUND}.")
        walk(session, found[:MAX_FOUND])


class Show(PlainCommand, word="show", takes="NAME"):
    """Tell all that is known about a variable."""

    @classmethod
    def run(cls, session: Session, rest: str) -> None:
        """Value, where it comes from, help, facts, findings."""
        workspace, dialog = session.workspace, session.dialog
        name = known(workspace, rest or dialog.ask("Which variable"))
        variable = workspace.catalog[name]
        dialog.say(f"{name} is {value_of(workspace, name)}: {ORIGINS[workspace.origin(name)]}.")
        if variable.help:
            dialog.say(variable.help)
        for choice in variable.choices:
            dialog.say(f"Allowed: {choice.value}{f', {choice.label}' if choice.label else ''}")
        for label, text in facts(workspace, variable):
            dialog.say(f"{label}: {text}")
        for found in workspace.diagnostics_of(name):
            dialog.say(f"{found.severity.word}: {found.message}")


class Set(PlainCommand, word="set", takes="NAME [VALUE]"):
    """Set a value; without VALUE it is asked for, secrets without showing them."""

    @classmethod
    def run(cls, session: Session, rest: str) -> None:
        """Ask until the type takes it, or nothing is typed."""
        name, _, text = rest.partition(" ")
        name = known(session.workspace, name or session.dialog.ask("Which variable"))
        edit(session, name, text.strip())


class Reset(PlainCommand, word="reset", takes="NAME"):
    """Go back to the default."""

    @classmethod
    def run(cls, session: Session, rest: str) -> None:
        """Unset it."""
        name = known(session.workspace, rest or session.dialog.ask("Which variable"))
        session.changed(session.workspace.unset(name))


class Generate(PlainCommand, word="generate", takes="NAME"):
    """Generate a strong new value for a secret."""

    @classmethod
    def run(cls, session: Session, rest: str) -> None:
        """Make it, and say what follows from the change."""
        name = known(session.workspace, rest or session.dialog.ask("Which secret"))
        variable = session.workspace.catalog[name]
        if variable.generator is None:
            raise UsageError(f"{name} is not a secret that can be generated")
        if variable.secret_class:
            session.dialog.say(f"{name}: {SECRET_CLASSES[variable.secret_class]}.")
        session.changed(session.workspace.set(name, generate(variable)))


def walk(session: Session, names: Sequence[str]) -> None:
    """Tell some variables with their values, and let the person change them one after the other."""
    for number, name in enumerate(names, 1):
        session.dialog.say(f"{number} {name} is {value_of(session.workspace, name)}")
    while name := session.dialog.choose("Which one to change", list(names)):
        Show.run(session, name)
        edit(session, name)


def edit(session: Session, name: str, text: str = "") -> None:
    """Ask for a value until the type takes it; nothing typed keeps what there is."""
    workspace, dialog = session.workspace, session.dialog
    secret = workspace.is_secret(name)
    while True:
        typed = text or (dialog.ask_secret if secret else dialog.ask)(f"New value of {name}, empty to keep it")
        if not typed:
            dialog.say(f"{name} stays as it is.")
            return
        problem = workspace.check(name, typed)
        if problem is None:
            session.changed(workspace.set(name, typed))
            return
        dialog.say(closed(f"{name} {problem.message}{f'; {problem.hint}' if problem.hint else ''}"))
        text = ""


def value_of(workspace: Workspace, name: str) -> str:
    """The value in force in words, masked when secret."""
    text = workspace.effective(name)
    return (mask(text) if workspace.is_secret(name) and text else text) or "empty"


def known(workspace: Workspace, name: str) -> str:
    """The name of a variable as the catalog spells it. Raises UsageError when there is none."""
    found = next((one for one in (name, name.upper()) if one in workspace.catalog), None)
    if found is None:
        names = list(workspace.catalog.names())
        raise UsageError(f"there is no variable {name}", nearest(name.upper(), names) or "find looks for words")
    return found


def _close(wanted: str, names: Sequence[str], what: str) -> str:
    found = next((name for name in names if name.lower() == wanted.lower()), None)
    if found is None:
        raise UsageError(f"there is no {what} {wanted}", nearest(wanted, list(names)))
    return found

"""The plan of an upgrade as a page that a person reads, and as data for scripts. Secrets are in neither."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from tui.workspace.upgrade.plan import Action, FileAction, Item, Kind, Plan
from tui.workspace.upgrade.stamp import Stamp
from tui.workspace.upgrade.store import BaseSource
from tui.workspace.upgrade.template import MAIN

TITLES = {
    Kind.REQUIRED: "Needs a value from you",
    Kind.CONFLICT: "Default changed, and you have a value of your own",
    Kind.RENAMED: "Renamed: the value moves to the new name",
    Kind.DEFAULT_CHANGED: "Default changed, and you have the old one",
    Kind.ADDED: "Added",
    Kind.REMOVED: "Not in the template any more: kept, with a mark above",
    Kind.SEPARATE: "Different for each service: left out of a single file",
    Kind.MOVED: "Goes to another file",
}
"""The headings of the page, in its order."""

_SOURCES = {
    BaseSource.GIVEN: "the given old template",
    BaseSource.KEPT: "the template that the file was made from",
    BaseSource.SHIPPED: "the template that Launchdeck brings along",
    BaseSource.WORKSPACE: "the example file beside it",
    BaseSource.NONE: "no old template: all your values are kept",
}
_FILE_WORDS = {
    FileAction.CREATE: "new",
    FileAction.WRITE: "changed",
    FileAction.REMOVE: "removed, its values are in the others",
    FileAction.SAME: "as it is",
}
_WIDTH = 100


def page(plan: Plan) -> Iterator[str]:
    """The lines of the page."""
    yield f"{plan.env}: {headline(plan)}"
    option = " --base OLD compares with its defaults too." if plan.source is BaseSource.NONE else ""
    yield f"{compared(plan)}{option}"
    for kind, title in TITLES.items():
        items = [item for item in plan.items if item.kind is kind]
        if items:
            yield ""
            yield f"{title} ({len({item.name for item in items})})"
            yield from _moves(items) if kind is Kind.MOVED else _lines(plan, items)
    if plan.customised:
        yield ""
        yield f"Your own values that stay as they are: {plan.customised}"
    files = plan.files
    if len(files) > 1:
        yield ""
        yield "Files"
        yield from (f"  {name}: {_FILE_WORDS[action]}" for name, action in files.items())
    if not plan.items and not plan.changes:
        yield "Nothing to do."


def headline(plan: Plan) -> str:
    """From which template to which."""
    old = plan.base.label if plan.base is not None else "an unknown template"
    return f"{old} -> {Stamp(plan.new.digest, plan.new.version).label}"


def compared(plan: Plan) -> str:
    """With what the file was compared."""
    return f"Compared with {_SOURCES[plan.source]}."


def _lines(plan: Plan, items: list[Item]) -> Iterator[str]:
    """The items of one kind; what is said alike of several files is said once."""
    files: dict[tuple[str, str], list[str]] = {}
    for item in items:
        said = "; ".join(text for text in (line_of(plan, item), _option(item)) if text)
        files.setdefault((item.name, said), []).append(item.file)
    for (_, said), places in files.items():
        yield f"  {said}" if places == [MAIN] else f"  {said}  [{', '.join(places)}]"


def _option(item: Item) -> str:
    """The option that decides otherwise, where that is not plain from the heading."""
    if item.action is Action.ASK:
        return f"--set {item.name}=VALUE"
    if item.suggestion:
        return f"--rename {item.name}={item.suggestion} carries the value"
    if item.kind is Kind.SEPARATE:
        return "--layout template writes these files"
    return f"--take {item.name} takes it all the same" if item.kind is Kind.DEFAULT_CHANGED and item.note else ""


def line_of(plan: Plan, item: Item) -> str:
    """One item as a line: the variable, what becomes of its value, and why."""
    before, after = (_text(plan.shown(item, text)) for text in (item.before, item.after))
    hint = f"{item.suggestion} may be its new name" if item.suggestion else ""
    said = "; ".join(text for text in (_said(plan, item, before, after), item.note, hint) if text)
    return f"{item.old_name} -> {item.name}: {said}" if item.old_name else f"{item.name}: {said}"


def _said(plan: Plan, item: Item, before: str, after: str) -> str:
    """What happens to the value of an item."""
    new = _text(plan.shown(item, item.new_default))
    if item.action is Action.ASK:
        return "no value yet"
    if item.action is Action.SET:
        return after if item.before is None else f"{before} -> {after}"
    match item.kind:
        case Kind.ADDED if item.action is Action.KEEP:
            return f"left out, the default is {new}"
        case Kind.ADDED:
            return after
        case Kind.REMOVED:
            return before
        case Kind.SEPARATE:
            return ""
        case Kind.RENAMED:
            return after if before == after else f"{before} -> {after}"
    if item.action is Action.TAKE:
        return f"{before} -> {after}"
    return f"stays {before}, the new default is {new}"


def _moves(items: list[Item]) -> Iterator[str]:
    """The moved variables by the file that they go to."""
    ways: dict[tuple[str, str], list[str]] = {}
    for item in items:
        ways.setdefault((item.source, item.file), []).append(item.name)
    for (source, file), names in ways.items():
        yield f"  {source} -> {file} ({len(names)})"
        yield from textwrap.wrap(", ".join(names), _WIDTH, initial_indent="    ", subsequent_indent="    ")


def _text(value: str | None) -> str:
    """A value as one line; an empty one can be seen."""
    if value is None:
        return "not set"
    first, line_break, _ = value.partition("\n")
    return (f"{first} ..." if line_break else first) or "empty"


def data(plan: Plan, *, written: bool) -> dict[str, Any]:
    """The plan for scripts; keys are stable, more may come."""
    counts = {kind.value: len({i.name for i in plan.items if i.kind is kind}) for kind in Kind}
    return {
        "file": str(plan.env),
        "from": _stamp(plan.base),
        "to": _stamp(Stamp(plan.new.digest, plan.new.version)),
        "base": plan.source.value,
        "written": written,
        "blocked": list(plan.blocked),
        "files": [{"path": name, "action": action.value} for name, action in plan.files.items()],
        "items": [_item(plan, item) for item in plan.items],
        "summary": {**counts, "customised": plan.customised},
    }


def _stamp(stamp: Stamp | None) -> dict[str, str | None] | None:
    """A template for scripts."""
    return None if stamp is None else {"version": stamp.version or None, "digest": stamp.digest}


def _item(plan: Plan, item: Item) -> dict[str, Any]:
    """An item for scripts; null for a value that is secret."""

    def value(text: str | None) -> str | None:
        return text if plan.shown(item, text) == text else None

    return {
        "class": item.kind.value,
        "name": item.name,
        "file": item.file,
        "action": item.action.value,
        "before": value(item.before),
        "after": value(item.after),
        "old_default": value(item.old_default),
        "new_default": value(item.new_default),
        "secret": any(plan.is_secret(name) for name in (item.name, item.old_name) if name),
        "old_name": item.old_name or None,
        "from_file": item.source or None,
        "suggestion": item.suggestion or None,
        "note": item.note or None,
    }

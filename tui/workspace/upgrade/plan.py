"""The plan of an upgrade: plain data that a page, a screen and a script are made from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from schemas.catalog import Catalog
from schemas.secrets import carries_password, mask
from tui.workspace.discovery.inference import infer_kind
from tui.workspace.document import EnvDocument
from tui.workspace.upgrade.stamp import Stamp
from tui.workspace.upgrade.store import BaseSource
from tui.workspace.upgrade.template import MAIN, Template


class Kind(StrEnum):
    """What happened to a variable between the two templates and the person's file, in the order of the page."""

    REQUIRED = "required"
    """It needs a value that only the person knows."""
    CONFLICT = "conflict"
    """The template changed the default, and the person had changed the value."""
    RENAMED = "renamed"
    DEFAULT_CHANGED = "default_changed"
    """The template changed the default, and the person's file has the old one."""
    ADDED = "added"
    REMOVED = "removed"
    SEPARATE = "separate"
    """The template gives it a value of its own in each of several files, which one file cannot hold."""
    MOVED = "moved"
    """It goes to another file."""


class Action(StrEnum):
    """What the upgrade does about it."""

    ASK = "ask"
    """Nothing is written before it has a value."""
    TAKE = "take"
    """The file gets what the new template says."""
    KEEP = "keep"
    """The file stays as it is there."""
    SET = "set"
    """The file gets the value that was given with the command."""


class Layout(StrEnum):
    """Whose order of lines and files the result has."""

    FILE = "file"
    """The person's."""
    TEMPLATE = "template"
    """The new template's."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the person decided."""

    answers: Mapping[str, str] = field(default_factory=dict)
    """Values by name; they win over everything else."""
    renames: Mapping[str, str] = field(default_factory=dict)
    """New names by old ones, beyond those that are known."""
    take: Collection[str] = ()
    """Variables that get what the new template says."""
    keep: Collection[str] = ()
    """Variables that stay as they are; new ones are left out."""
    keep_defaults: bool = False
    """Old defaults stay where a template changed them."""
    layout: Layout = Layout.FILE


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the plan."""

    kind: Kind
    name: str
    """The name as the new template has it; of a removed variable the one that it had."""
    file: str
    """The file that the result has it in, relative to the workspace."""
    action: Action
    before: str | None = None
    """The value in the person's file; None when it has none."""
    after: str | None = None
    """The value that the result has; None while it is asked for, or when it is left out."""
    old_default: str | None = None
    new_default: str | None = None
    old_name: str = ""
    """Of a renamed one."""
    source: str = ""
    """The file that a moved or separate one was in."""
    suggestion: str = ""
    """Of a removed one: the new name that it may have."""
    note: str = ""
    """Why, where the kind does not say it."""


class FileAction(StrEnum):
    """What happens to a whole file."""

    WRITE = "write"
    CREATE = "create"
    REMOVE = "remove"
    """Its values are all in other files; its content goes to the history."""
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The three sides of an upgrade."""

    base: Template | None
    """The old template."""
    source: BaseSource
    user: Mapping[str, EnvDocument]
    """The person's files; the main one is always there."""
    new: Template
    catalog: Catalog
    options: Options


@dataclass(frozen=True)
class Plan:
    """What an upgrade changes, and the files as they will be."""

    root: Path
    env: Path
    """The main file."""
    source: BaseSource
    base: Stamp | None
    """The old template."""
    new: Template
    items: tuple[Item, ...]
    results: Mapping[str, EnvDocument | None]
    """The files as they will be; None for one that goes. Empty while something is asked for."""
    former: Mapping[str, EnvDocument]
    """The files as they are; one that does not exist is absent."""
    catalog: Catalog
    customised: int = 0
    """How many values of the person's own stay as they are without any ado."""

    @property
    def blocked(self) -> tuple[str, ...]:
        """What needs a value before anything is written."""
        return tuple(dict.fromkeys(item.name for item in self.items if item.action is Action.ASK))

    @property
    def files(self) -> dict[str, FileAction]:
        """What happens to each file, in the order in which they are written: the main one after those that it feeds."""
        found: dict[str, FileAction] = {}
        for target, document in sorted(self.results.items(), key=lambda pair: (pair[1] is None, pair[0] == MAIN)):
            old = self.former.get(target)
            if document is None:
                found[target] = FileAction.REMOVE
            elif old is None:
                found[target] = FileAction.CREATE
            else:
                found[target] = FileAction.SAME if old == document else FileAction.WRITE
        return found

    @property
    def changes(self) -> bool:
        """Whether any file will differ."""
        return any(action is not FileAction.SAME for action in self.files.values())

    def path_of(self, file: str) -> Path:
        """Where a file is on disk."""
        return self.env if file == MAIN else self.root / file

    def is_secret(self, name: str) -> bool:
        """Whether the value of a variable is never shown."""
        variable = self.catalog.get(name)
        return variable.secret if variable else infer_kind(name, "") == "secret"

    def shown(self, item: Item, text: str | None) -> str | None:
        """A value of an item as it may be shown; None stays None."""
        if text is None:
            return None
        hidden = any(self.is_secret(name) for name in (item.name, item.old_name) if name)
        return mask(text) if hidden or carries_password(text) else text


_SWITCHED = frozenset({Kind.CONFLICT, Kind.DEFAULT_CHANGED, Kind.ADDED})


def can_switch(item: Item) -> bool:
    """Whether the person may take or keep it."""
    return item.kind in _SWITCHED and item.action in {Action.TAKE, Action.KEEP}


def switched(options: Options, item: Item) -> Options:
    """The options with the other decision about an item."""
    take, keep = {*options.take} - {item.name}, {*options.keep} - {item.name}
    (keep if item.action is Action.TAKE else take).add(item.name)
    return replace(options, take=take, keep=keep)

"""What an upgrade will do, while it is being worked out: the variables of all sides, the items, the documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from schemas.rules.base import Values
from tui.workspace.document import EnvDocument
from tui.workspace.upgrade.judge import Judge
from tui.workspace.upgrade.plan import Action, Inputs, Item, Kind
from tui.workspace.upgrade.renames import known_renames, suggestions
from tui.workspace.upgrade.values import bare_keys


@dataclass(frozen=True)
class Names:
    """The variables of all sides, as far as every layout needs them."""

    present: frozenset[str]
    """All that the person's files name, with or without a value."""
    gone: frozenset[str]
    """Those that the new template does not know."""
    lost: frozenset[str]
    """Those of them that the old template had: the others are the person's own."""
    renames: dict[str, str]
    """New names of those that are gone."""
    fresh: tuple[str, ...]
    """What the new template has, and neither the old one nor the person's files, in the template's order."""
    values: Values
    """The values of the person's main file."""


@dataclass(slots=True)
class Draft:
    """Items, and the documents that follow from them."""

    judge: Judge
    names: Names
    items: list[Item] = field(default_factory=list)
    results: dict[str, EnvDocument | None] = field(default_factory=dict)
    """The files as they will be; None for one that goes."""
    customised: int = 0
    """How many values of the person's own stay."""


def names_of(inputs: Inputs) -> Names:
    """Sort the variables of an upgrade.

    Raises:
        UsageError: an asked name is unknown.
    """
    new, base, user = inputs.new, inputs.base, inputs.user
    assigned = {key for document in user.values() for key in document.keys()}  # noqa: SIM118 - no mapping
    present = assigned | {key for document in user.values() for key in bare_keys(document)}
    gone = {key for key in assigned if key not in new.homes and key not in new.commented}
    lost = gone & base.homes.keys() if base is not None else set()
    kept = set(inputs.options.keep)
    renames = known_renames(new, gone, inputs.catalog, inputs.options.renames)
    renames = {old: name for old, name in renames.items() if not {old, name} & kept and name not in present}
    old_names = base.homes.keys() if base is not None else set()
    fresh = [key for key in new.homes if key not in present and key not in old_names and key not in renames.values()]
    if base is None and 2 * len(assigned & new.homes.keys()) < len(new.homes):
        # A file of a few lines leaves the rest to the defaults on purpose; nothing tells what is new to it.
        fresh = []
    values = Values(inputs.catalog, user[next(iter(user))].values({}))
    return Names(frozenset(present), frozenset(gone), frozenset(lost), renames, tuple(fresh), values)


def removed_items(draft: Draft, home: Callable[[str], str]) -> list[Item]:
    """The items of what the template lost, with the new name that each may have.

    Args:
        draft: the upgrade.
        home: for a file of the person the file of the result that its lines go to.
    """
    user, names = draft.judge.inputs.user, draft.names
    lost = sorted(names.lost - names.renames.keys())
    guesses = suggestions(lost, names.fresh)
    return [
        Item(Kind.REMOVED, name, home(file), Action.KEEP, text, text, suggestion=guesses.get(name, ""))
        for name in lost
        for file, document in user.items()
        if (text := document.literal(name)) is not None
    ]

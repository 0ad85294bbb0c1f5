"""Which variable is which under a new name: by the schema, by the template's own words, and as a mere guess."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher

from schemas.catalog import Catalog
from schemas.errors import UsageError
from tui.workspace.upgrade.template import Template

_NAME = r"`?\b([A-Z_][A-Z0-9_]+)\b`?"
_FROM = re.compile(
    r"(?:renamed from|formerly|previously|used to be|was called|replaces|replacement for|new name (?:of|for))[ :]+"
    rf"{_NAME}",
    re.IGNORECASE,
)
_TO = re.compile(
    rf"{_NAME} (?:(?:is|was|has been) )?(?:renamed|deprecated|replaced|superseded)\b"
    rf"[^.\n]{{0,40}}?\b(?:to|into|by|use|with|in favou?r of)\b {_NAME}",
)
_LIKE = 0.85
"""From this similarity on (difflib's ratio) a new name is suggested for one that is gone."""
_TOO_MANY = 20_000
"""So many pairs of names are compared at most: two templates of different products need no suggestions."""


def known_renames(new: Template, gone: Collection[str], catalog: Catalog, asked: Mapping[str, str]) -> dict[str, str]:
    """Old names that are gone, with the name that the new template has for each.

    What the person asked for wins over the schema, and that over the template's comments.

    Raises:
        UsageError: an asked new name is not in the template.
    """
    for old, name in asked.items():
        if name not in new.homes and name not in new.commented:
            raise UsageError(f"{old} cannot become {name}: the new template has no {name}", "check the spelling")
    present = new.homes.keys()
    found = {old: name for old, name in _hints(new) if old in gone and name in present}
    for variable in catalog:
        if variable.name in present:
            found |= {old: variable.name for old in variable.renamed_from if old in gone}
    return found | {old: name for old, name in asked.items() if old in gone}


def _hints(new: Template) -> Iterable[tuple[str, str]]:
    """What the comments of a template say about former names."""
    for file in new.files:
        for key in file.document.keys():  # noqa: SIM118 - a document is no mapping
            comment = file.document.comment_above(key)
            for match in _FROM.finditer(comment):
                yield match[1], key
            for match in _TO.finditer(comment):
                yield match[1], match[2]


def suggestions(gone: Iterable[str], added: Collection[str]) -> dict[str, str]:
    """For names that are gone the new name that looks most like each; a guess, for the person to decide."""
    names = list(gone)
    if len(names) * len(added) > _TOO_MANY:
        return {}
    found: dict[str, str] = {}
    for old in names:
        ratio, name = max(((SequenceMatcher(None, old, name).ratio(), name) for name in added), default=(0.0, ""))
        if ratio >= _LIKE:
            found[old] = name
    return found

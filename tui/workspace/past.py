"""What one variable was before: its values over the saved versions of the file."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas.secrets import mask
from tui.workspace.history import History

if TYPE_CHECKING:
    from tui.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Past:
    """A value that the file had."""

    text: str | None
    """None: the file had no line for it, the default was in force."""
    until: datetime.datetime
    """When the file with it was replaced, in UTC."""
    secret: bool
    number: int = 0
    """The number of the former file that had it last; 1 is the newest."""

    @property
    def shown(self) -> str:
        """The text, masked when secret; words when there was none."""
        if self.text is None:
            return "not set"
        return (mask(self.text) if self.secret and self.text else self.text) or "empty"


def past_of(workspace: Workspace, name: str) -> list[Past]:
    """The former values of a variable of a workspace; as :func:`former_values`."""
    return former_values(workspace.history, workspace.text(name), name, secret=workspace.is_secret(name))


def former_values(history: History, present: str | None, name: str, *, secret: bool) -> list[Past]:
    """The former values, the newest first; versions in which it did not change count once.

    Raises EnvFileError when a version cannot be read.
    """
    found: list[Past] = []
    last = present
    for entry in history.entries():
        text = history.read(entry.number).literal(name)
        if text != last:
            found.append(Past(text, entry.saved, secret, entry.number))
        last = text
    return found

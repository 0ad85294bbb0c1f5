"""What a workspace tells of itself: where a value comes from, what changed, how many there are of what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from schemas.secrets import mask

LAUNCH_RECORD = Path(".launchdeck") / "frozen.json"
"""What is kept of the last launch that went through, relative to the workspace: fingerprints of keys, no values."""
LOCAL_LAUNCH_RECORD = Path(".launchdeck") / "local" / "data" / "frozen.json"
"""The same of the Local engine, beside its data."""
MOST_RECENT = 30
"""Variables remembered as edited or opened."""


class Origin(StrEnum):
    """Where the value in force comes from."""

    DEFAULT = "default"
    FILE = "file"
    EDITED = "edited"
    SHELL = "shell"
    """The operator's shell exports it, which beats the file for whoever launches by hand (FIELD F11)."""


class Recent:
    """The variables that a person edited or opened last. Names only."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        self.names = list(names)
        """The newest first."""

    def visit(self, name: str) -> None:
        """Remember that a variable was edited or opened."""
        self.names = [name, *(other for other in self.names if other != name)][:MOST_RECENT]


@dataclass(frozen=True, slots=True)
class Change:
    """What an intent changed."""

    label: str
    names: tuple[str, ...]
    """The variables whose text changed."""
    affected: frozenset[str]
    """These and the variables whose row looks different now."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PendingChange:
    """One unsaved change."""

    name: str
    before: str | None
    after: str | None
    secret: bool

    @property
    def shown_before(self) -> str | None:
        """The former text, masked when secret."""
        return mask(self.before) if self.secret and self.before else self.before

    @property
    def shown_after(self) -> str | None:
        """The new text, masked when secret."""
        return mask(self.after) if self.secret and self.after else self.after


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers beside a category."""

    total: int
    changed: int
    errors: int
    warnings: int
    set: int

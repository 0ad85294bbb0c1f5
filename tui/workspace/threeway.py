"""A file that changed while it was edited, key by key: what was there, what was meant, what is there now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tui.workspace.document import EnvDocument
from tui.workspace.enverrors import EnvFileError
from tui.workspace.storage import Snapshot


class Side(StrEnum):
    """Who changed a key."""

    MINE = "mine"
    """Only this session's edit."""
    THEIRS = "theirs"
    """Only whoever wrote the file meanwhile."""
    ALIKE = "alike"
    """Both, to the same value."""
    BOTH = "both"
    """Both, to different values: a person has to choose."""


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """One key that is not the same in all three documents; None means: not set."""

    name: str
    was: str | None
    """What was there when the file was opened."""
    mine: str | None
    """What was meant."""
    theirs: str | None
    """What is there now."""

    @property
    def side(self) -> Side:
        """Who changed it."""
        if self.mine == self.theirs:
            return Side.ALIKE
        if self.theirs == self.was:
            return Side.MINE
        return Side.THEIRS if self.mine == self.was else Side.BOTH


def three_way(base: EnvDocument, mine: EnvDocument, theirs: EnvDocument) -> list[ThreeWay]:
    """The keys that differ, in the order of the file that is there now, then of what was meant."""
    names = dict.fromkeys([*theirs.keys(), *mine.keys(), *base.keys()])
    rows = (ThreeWay(name, base.literal(name), mine.literal(name), theirs.literal(name)) for name in names)
    return [row for row in rows if not row.was == row.mine == row.theirs]


def on_top(base: EnvDocument, mine: EnvDocument, theirs: EnvDocument) -> EnvDocument:
    """What is there now with this session's changes of values made to it, each value spelled as it was meant.

    Where both changed a key, this session's value wins: look at :func:`three_way` first.

    Raises:
        EnvEditError: a change cannot be made to that text.
    """
    merged = theirs.copy()
    for row in three_way(base, mine, theirs):
        if row.side in {Side.MINE, Side.BOTH}:
            token = mine.token(row.name)
            if token is None:
                merged.unset(row.name)
            else:
                merged.set_token(row.name, token)
    return merged


class EnvFileChanged(EnvFileError):  # noqa: N818 - the name says what happened
    """The file on disk is no longer the one that was read; nothing was written."""

    def __init__(
        self,
        message: str,
        hint: str,
        *,
        base: EnvDocument,
        mine: EnvDocument,
        theirs: EnvDocument,
        found: Snapshot | None = None,
    ) -> None:
        super().__init__(message, hint)
        self.base = base
        """The document as it was read when the edit began."""
        self.mine = mine
        """The document with this session's edits."""
        self.theirs = theirs
        """The document that is on disk now."""
        self.found = found or Snapshot(theirs.to_bytes(), exists=True)
        """The file that is on disk now, as it was read."""

    @property
    def three_way(self) -> list[ThreeWay]:
        """The keys that are not the same in all three, each with its three texts."""
        return three_way(self.base, self.mine, self.theirs)

    @property
    def collisions(self) -> list[ThreeWay]:
        """The keys that both sides changed, to different values."""
        return [row for row in self.three_way if row.side is Side.BOTH]

"""The unsaved edits of an env document, with undo and redo across variables.

The document on disk is never touched by an edit. What is shown is the file as it was read with the edits applied in
order, so that taking all of them back gives the file's bytes again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui.workspace.document import EnvDocument


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of undo: what a set of variables was, and what it became. None means: not set."""

    label: str
    """For people: Undo LABEL."""
    before: Mapping[str, str | None]
    after: Mapping[str, str | None]


@dataclass(slots=True)
class Edits:
    """The edits on one document."""

    base: EnvDocument
    """The document as it is on disk."""
    document: EnvDocument = field(init=False)
    """The base with the edits applied."""
    _done: list[Edit] = field(default_factory=list)
    _undone: list[Edit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.document = self.base.copy()

    @property
    def can_undo(self) -> bool:
        """True when there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """True when there is a step to do again."""
        return bool(self._undone)

    def apply(self, label: str, changes: Mapping[str, str | None]) -> tuple[Edit, list[str]]:
        """Make one step of changes; returns it with the warnings of the writer.

        Raises EnvKeyError, EnvValueError or EnvEditError when a change cannot be represented; then nothing changed.
        """
        before = {name: self.document.literal(name) for name in changes}
        edit = Edit(label, before, dict(changes))
        trial = self.document.copy()
        warnings = _write(trial, {name: text for name, text in changes.items() if text != before[name]})
        self.document = trial
        if edit.before != edit.after:
            self._done.append(edit)
            self._undone.clear()
            self._settle(edit)
        return edit, warnings

    def undo(self) -> Edit | None:
        """Take the last step back; None when there is none."""
        if not self._done:
            return None
        edit = self._done.pop()
        self._undone.append(edit)
        _write(self.document, edit.before)
        self._settle(edit)
        return edit

    def redo(self) -> Edit | None:
        """Do the last undone step again; None when there is none."""
        if not self._undone:
            return None
        edit = self._undone.pop()
        self._done.append(edit)
        _write(self.document, edit.after)
        self._settle(edit)
        return edit

    def changed(self, name: str) -> bool:
        """True when the variable differs from what is on disk."""
        return self.document.literal(name) != self.base.literal(name)

    def changed_names(self) -> list[str]:
        """The variables that differ from what is on disk, in file order, removed ones last."""
        names = dict.fromkeys([*self.document.keys(), *self.base.keys()])
        return [name for name in names if self.changed(name)]

    def rebase(self, base: EnvDocument, *, keep: bool) -> None:
        """Take another document as the one on disk; with keep the edits stay in force, else they are dropped."""
        wanted = {name: self.document.literal(name) for name in self.changed_names()} if keep else {}
        self.base = base
        self.document = base.copy()
        _write(self.document, wanted)
        if not keep:
            self._done.clear()
            self._undone.clear()

    def _settle(self, edit: Edit) -> None:
        """When a variable is back at what the file says, give it the file's own bytes again."""
        if any(not self.changed(name) for name in edit.after):
            wanted = {name: self.document.literal(name) for name in self.changed_names()}
            self.document = self.base.copy()
            _write(self.document, wanted)


def _write(document: EnvDocument, changes: Mapping[str, str | None]) -> list[str]:
    warnings: list[str] = []
    for name, text in changes.items():
        if text is None:
            document.unset(name)
        elif document.literal(name) != text:
            warnings += document.set(name, text)
    return warnings

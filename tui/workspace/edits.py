"""The unsaved edits of an env document, with undo and redo across variables.

The document on disk is never touched by an edit. What is shown is the file as it was read with the edits applied in
order, so that taking all of them back gives the file's bytes again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui.workspace.document import EnvDocument
from tui.workspace.referring import Expression, same, text_of


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of undo: what a set of variables was, and what it became. None means: not set."""

    label: str
    """For people: Undo LABEL."""
    before: Mapping[str, str | None]
    after: Mapping[str, str | None]
    former: EnvDocument | None = None
    """For a change of the spelling: the document as it was."""
    rewritten: EnvDocument | None = None
    """For a change of the spelling: the document that it gave."""


@dataclass(slots=True)
class Edits:
    """The edits on one document."""

    base: EnvDocument
    """The document as it is on disk."""
    document: EnvDocument = field(init=False)
    """The base with the edits applied."""
    _ground: EnvDocument = field(init=False)
    """What a variable goes back to: the base, or what the last change of the spelling made of it."""
    _done: list[Edit] = field(default_factory=list)
    _undone: list[Edit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ground = self.base
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
        before = {name: text_of(self.document, name) for name in changes}
        edit = Edit(label, before, dict(changes))
        trial = self.document.copy()
        different = {name: text for name, text in changes.items() if not same(text, before[name])}
        warnings = _write(trial, different)
        self.document = trial
        if different:
            self._done.append(edit)
            self._undone.clear()
            self._settle(edit)
        return edit, warnings

    def rewrite(self, label: str, rewritten: EnvDocument) -> Edit:
        """Take a document in which lines are spelled otherwise, as one step."""
        names = dict.fromkeys([*self.document.keys(), *rewritten.keys()])
        changed = [name for name in names if not same(text_of(self.document, name), text_of(rewritten, name))]
        edit = Edit(
            label,
            {name: text_of(self.document, name) for name in changed},
            {name: text_of(rewritten, name) for name in changed},
            former=self.document,
            rewritten=rewritten,
        )
        self._done.append(edit)
        self._undone.clear()
        self._stand_on(rewritten)
        return edit

    def undo(self) -> Edit | None:
        """Take the last step back; None when there is none."""
        if not self._done:
            return None
        edit = self._done.pop()
        self._undone.append(edit)
        if edit.former is not None:
            self._stand_on(edit.former)
            self._ground = next((step.rewritten for step in reversed(self._done) if step.rewritten), self.base)
            return edit
        self.document = self._rebuilt(edit.before)
        return edit

    def redo(self) -> Edit | None:
        """Do the last undone step again; None when there is none."""
        if not self._undone:
            return None
        edit = self._undone.pop()
        self._done.append(edit)
        if edit.rewritten is not None:
            self._stand_on(edit.rewritten)
            return edit
        self.document = self._rebuilt(edit.after)
        return edit

    def changed(self, name: str) -> bool:
        """True when the variable differs from what is on disk."""
        return not same(text_of(self.document, name), text_of(self.base, name))

    def changed_names(self) -> list[str]:
        """The variables that differ from what is on disk, in file order, removed ones last."""
        names = dict.fromkeys([*self.document.keys(), *self.base.keys()])
        return [name for name in names if self.changed(name)]

    def both(self, name: str) -> tuple[str | None, str | None]:
        """What a variable is on disk and what it is now; None for not set."""
        return self.base.literal(name), self.document.literal(name)

    def rebase(self, base: EnvDocument, *, keep: bool) -> None:
        """Take another document as the one on disk; with keep the edits stay in force, else they are dropped."""
        wanted = {name: text_of(self.document, name) for name in self.changed_names()} if keep else {}
        if base != self.document:
            self._forget_spellings()
        self.base = self._ground = base
        self.document = base.copy()
        _write(self.document, wanted)
        if not keep:
            self._done.clear()
            self._undone.clear()

    def _settle(self, edit: Edit) -> None:
        """When a variable is back at what the file says, give it the file's own bytes again."""
        if any(not self.changed(name) for name in edit.after):
            self.document = self._rebuilt({})

    def _rebuilt(self, changes: Mapping[str, str | None]) -> EnvDocument:
        """The ground with all that differs from it now, and these changes, written at once."""
        names = dict.fromkeys([*self.document.keys(), *self._ground.keys()])
        wanted = {name: text_of(self.document, name) for name in names} | dict(changes)
        rebuilt = self._ground.copy()
        _write(rebuilt, {name: text for name, text in wanted.items() if not same(text, text_of(self._ground, name))})
        return rebuilt

    def _stand_on(self, document: EnvDocument) -> None:
        """Go on from another spelling of the document."""
        self._ground = document
        self.document = document.copy()

    def _forget_spellings(self) -> None:
        """Forget the steps up to the last change of the spelling: it was one of another text."""
        kept = [number for number, edit in enumerate(self._done, start=1) if edit.rewritten is not None]
        del self._done[: kept[-1] if kept else 0]
        if any(edit.rewritten is not None for edit in self._undone):
            self._undone.clear()


def _write(document: EnvDocument, changes: Mapping[str, str | None]) -> list[str]:
    """Remove what is None and set the rest at once: the file is proven once, not once for each value.

    References come last: what they name has its line by then.
    """
    for name, text in changes.items():
        if text is None:
            document.unset(name)
    wanted = {name: text for name, text in changes.items() if text is not None}
    given = {name: text for name, text in wanted.items() if not same(text, text_of(document, name))}
    warnings = document.update({name: text for name, text in given.items() if not isinstance(text, Expression)})
    for name, text in given.items():
        if isinstance(text, Expression):
            document.set_expression(name, text)
    return warnings

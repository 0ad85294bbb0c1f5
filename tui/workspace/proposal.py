"""Several values that are looked at before they are set together: pasted lines, a profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from schemas.kinds import nearest
from schemas.profiles import PROFILES
from schemas.secrets import mask
from tui.workspace.document import EnvDocument
from tui.workspace.initial import profile_texts
from tui.workspace.workspace import Change, Workspace


@dataclass(frozen=True, slots=True)
class Proposed:
    """One value that may be set."""

    name: str
    before: str
    """The text in force."""
    after: str
    secret: bool
    wrong: str = ""
    """What the type check or the catalog says against it; empty when nothing does."""
    settable: bool = True
    """False for what cannot be set, and for what is so already."""
    taken: bool = True
    """Whether it is set with the others."""
    same: bool = False
    """The file says so already."""

    @property
    def doubtful(self) -> bool:
        """Whether something speaks against it, so that a person should decide."""
        return bool(self.wrong) and not self.same

    @property
    def shown_before(self) -> str:
        """The text in force, masked when secret."""
        return mask(self.before) if self.secret and self.before else self.before

    @property
    def shown_after(self) -> str:
        """The new text, masked when secret."""
        return mask(self.after) if self.secret and self.after else self.after

    def turned(self) -> Proposed:
        """The same, taken when it was left out and the other way round; what cannot be set stays out."""
        return replace(self, taken=not self.taken and self.settable)


def from_lines(workspace: Workspace, text: str) -> list[Proposed]:
    """What pasted ``KEY=VALUE`` lines would set, in their order; of a name that comes twice the last line counts."""
    document = EnvDocument.parse(text.encode("utf-8", "replace"))
    return [_pasted(workspace, document, name) for name in document.keys()]  # noqa: SIM118 - not a mapping


def _pasted(workspace: Workspace, document: EnvDocument, name: str) -> Proposed:
    one = _proposed(workspace, name, document.literal(name) or "")
    if not (name.isascii() and name.isidentifier()):
        return _left_out(one, "is no name of a variable")
    if document.is_expression(name):
        return _left_out(one, "refers to other variables: type it in its editor")
    if one.secret and one.after and not one.after.strip(mask("x")):
        return _left_out(one, "is a mask, not a secret")
    if workspace.text(name) == one.after:
        return replace(_left_out(one, "is so already"), same=True)
    return one


def _left_out(one: Proposed, why: str) -> Proposed:
    return replace(one, wrong=why, settable=False, taken=False)


def _proposed(workspace: Workspace, name: str, text: str) -> Proposed:
    secret = workspace.is_secret(name)
    if name not in workspace.catalog:
        close = nearest(name, list(workspace.catalog.names()))
        wrong = f"is not known here{f': {close}' if close else ''}"
        return Proposed(name, workspace.text(name) or "", text, secret, wrong, taken=False)
    problem = workspace.check(name, text)
    return Proposed(name, workspace.effective(name), text, secret, problem.message if problem else "")


def from_profile(workspace: Workspace, profile: str) -> list[Proposed]:
    """What a profile would change on this machine. KeyError for an unknown profile."""
    found = (
        _proposed(workspace, name, text)
        for name, text in profile_texts(profile).items()
        if name in workspace.catalog
        and not workspace.catalog[name].discovered  # another product's LOG_LEVEL is not meant
    )
    return [one for one in found if one.before != one.after]


def profiles_with_differences(workspace: Workspace) -> Mapping[str, int]:
    """How many variables each profile would change."""
    return {name: len(from_profile(workspace, name)) for name in PROFILES}


def set_taken(workspace: Workspace, label: str, proposed: Iterable[Proposed]) -> Change:
    """Set what is taken as one step of undo.

    Raises EnvKeyError, EnvValueError or EnvEditError when a value cannot be written; then nothing changed.
    """
    return workspace.set_all(label, {one.name: one.after for one in proposed if one.taken})

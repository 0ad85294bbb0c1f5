"""The three-way comparison of one variable: old default, the person's value, new default."""

from __future__ import annotations

from dataclasses import dataclass

from schemas import conditions
from schemas.rules.base import Values
from tui.workspace.upgrade.plan import Action, Inputs, Item, Kind
from tui.workspace.upgrade.template import MAIN
from tui.workspace.upgrade.values import Meaning, meaning_of

_SHARED = "shared"
_HELD = {
    "frozen": "stored data is sealed with it",
    "stateful": "the service's volume holds it too",
}
"""Why the old default of a secret stays: by its class in the schema."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges variables of one upgrade, each on its own."""

    inputs: Inputs

    def new_default(self, name: str, file: str) -> Meaning | None:
        """What the new template says for a file."""
        return self.inputs.new.meaning(name, file)

    def new_token(self, name: str, file: str) -> str:
        """The same as it stands in the template, quotes and references included."""
        new = self.inputs.new
        home = new.home(name, file)
        return (new.targets[home].token(name) if home is not None else None) or ""

    def old_default(self, name: str, file: str) -> Meaning | None:
        """What the old template says for a file; None when it is not known."""
        base = self.inputs.base
        return None if base is None else base.meaning(name, file)

    def present(self, name: str, file: str, source: str, old_name: str = "") -> Item | None:
        """The item of a variable that both the person's file and the new template have; None when all is well.

        Args:
            name: the variable, as the new template calls it.
            file: where the result has it.
            source: the person's file that has it.
            old_name: the name in that file, where it was renamed.
        """
        was = old_name or name
        user = meaning_of(self.inputs.user[source], was)
        old, new = self.old_default(was, source), self.new_default(name, file)
        options = self.inputs.options
        kind = self._kind(user, old, new)
        note = ""
        if name in options.take or was in options.take:
            takes = True
        elif name in options.keep or was in options.keep:
            takes = False
        else:
            takes = kind is Kind.DEFAULT_CHANGED and not options.keep_defaults
            note = self._held(name) if takes else ""
            takes = takes and not note
        if old_name:
            kind = Kind.RENAMED
        elif kind is None and takes and user != new:
            kind = Kind.CONFLICT
        if kind is None or new is None:
            return None
        return Item(
            kind,
            name,
            file,
            Action.TAKE if takes or old_name else Action.KEEP,
            before=_text(user),
            after=_text(new if takes else user),
            old_default=_text(old),
            new_default=_text(new),
            old_name=old_name,
            note=note,
        )

    def _kind(self, user: Meaning | None, old: Meaning | None, new: Meaning | None) -> Kind | None:
        """What became of a variable that is in the file under the same name."""
        if user == new or new is None or old == new:
            return None
        if old is None:
            return Kind.CONFLICT if self.inputs.base is not None else None
        return Kind.DEFAULT_CHANGED if user == old else Kind.CONFLICT

    def _held(self, name: str) -> str:
        """Why the old default of this variable must not be changed by the way; empty when it may."""
        variable = self.inputs.catalog.get(name)
        return _HELD.get(variable.secret_class or "", "") if variable else ""

    def added(self, name: str, file: str, values: Values) -> Item:
        """The item of a variable that the new template has, and neither the old one nor the person's files."""
        new = self.new_default(name, file)
        partner = self.partner(name)
        text, note = _text(new), ""
        if partner is not None:
            text, note = _text(meaning_of(self.inputs.user[MAIN], partner)), f"must equal {partner}"
        kind, action = Kind.ADDED, Action.TAKE
        if name in self.inputs.options.keep:
            action, text = Action.KEEP, None
        elif not text and self.required(name, values):
            kind, action, text = Kind.REQUIRED, Action.ASK, None
        return Item(kind, name, file, action, after=text, new_default=_text(new), note=note)

    def partner(self, name: str) -> str | None:
        """The variable that an added secret must equal, where the person's main file gives it a value of its own."""
        variable = self.inputs.catalog.get(name)
        if variable is None or variable.secret_class != _SHARED:
            return None
        main = self.inputs.user[MAIN]
        for other in variable.linked:
            user = meaning_of(main, other)
            if user is not None and user.text and user != self.old_default(other, MAIN):
                return other
        return None

    def required(self, name: str, values: Values) -> bool:
        """Whether a variable must have a value: by the schema, or because the new compose file demands it."""
        if name in self.inputs.new.demanded:
            return True
        variable = self.inputs.catalog.get(name)
        if variable is None:
            return False
        return variable.required or bool(variable.required_when and conditions.holds(variable.required_when, values))


def _text(meaning: Meaning | None) -> str | None:
    """The text of a value, None where there is none."""
    return None if meaning is None else meaning.text

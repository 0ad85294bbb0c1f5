"""An env file held losslessly: every byte that was not edited is written back as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self

from tui.workspace import editing
from tui.workspace.enverrors import EnvEditError
from tui.workspace.interpolation import references
from tui.workspace.problems import LineProblem, find_problems
from tui.workspace.quoting import check_key, check_value, expression, warnings_of
from tui.workspace.readers import Views
from tui.workspace.statements import Kind, readable


class EnvDocument:
    """The text of an env file, read as Compose reads it and edited one value token at a time."""

    def __init__(self, text: str = "") -> None:
        self._views = Views(text)
        self._joined = ""
        """The line break that was added to a last line without one."""
        self._added: set[str] = set()
        """The keys that this session added behind that line."""
        self._original: dict[str, tuple[str, str]] = {}
        """The token and the literal that an edited key had first."""
        self._meant: dict[str, str | None] = {}

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """The document of a file's bytes; bytes that are not UTF-8 are carried through."""
        return cls(data.decode("utf-8", "surrogateescape"))

    def to_bytes(self) -> bytes:
        """The bytes of the file: those that were parsed, but for the values that were edited."""
        return self._views.text.encode("utf-8", "surrogateescape")

    def copy(self) -> EnvDocument:
        """A document of its own with the same text."""
        other = EnvDocument()
        other.take(self)
        return other

    def take(self, other: EnvDocument) -> None:
        """Become what another document is: an edit that was tried on a copy counts."""
        self._views, self._joined, self._added = other._views, other._joined, set(other._added)
        self._original, self._meant = dict(other._original), dict(other._meant)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EnvDocument) and other._views.text == self._views.text

    __hash__ = None  # type: ignore[assignment]  # a document changes while it is edited

    def __contains__(self, key: object) -> bool:
        return key in self._views.assigned

    def __repr__(self) -> str:
        return f"<EnvDocument of {len(self._views.assigned)} keys>"

    @property
    def meant(self) -> dict[str, str | None]:
        """What the edits of this session gave to each key; None for a removed one."""
        return dict(self._meant)

    @property
    def views(self) -> Views:
        """Both readings of the text, for the checks that look at lines."""
        return self._views

    def keys(self) -> list[str]:
        """The assigned keys in file order, each once."""
        return list(self._views.assigned)

    def literal(self, key: str) -> str | None:
        """The text of the value with quotes and escapes undone, before interpolation; None when not assigned."""
        statement = self._views.assigned.get(key)
        return None if statement is None else readable(statement.literal)

    def token(self, key: str) -> str | None:
        """The value exactly as it stands in the file, quotes included; None when not assigned."""
        statement = self._views.assigned.get(key)
        if statement is None:
            return None
        return self._views.text[statement.value_start : statement.value_end]

    def value(self, key: str, environment: Mapping[str, str] | None = None) -> str | None:
        """What Compose resolves ``${key}`` to from this file; the environment wins over the file."""
        statement = self._views.assigned.get(key)
        if statement is None:
            return None
        if environment and key in environment:
            return environment[key]
        if "$" not in statement.literal and self._views.compose.error is None:
            return readable(statement.literal)
        resolved = self._views.values(environment) if environment else self._views.resolved
        return readable(resolved[key]) if key in resolved else None

    def values(self, environment: Mapping[str, str] | None = None) -> dict[str, str]:
        """What Compose resolves each assigned key to; the environment wins over the file."""
        resolved = self._views.values(environment)
        return {key: readable(resolved[key]) for key in self._views.assigned if key in resolved}

    def set(self, key: str, value: str) -> list[str]:
        """Give ``key`` a value; nothing else in the file changes. No edit when it reads so already.

        Returns:
            What the person should know about it, as sentences without the value.

        Raises:
            EnvKeyError: the name is not one.
            EnvValueError: no environment can hold the value.
            EnvEditError: the readers disagree about this file, or the edit would change another line.
        """
        self._check(key, value)
        self._meant[key] = value
        if self._reads(key, value) or self._reverted(key, value):
            return []
        edit = editing.assign(self._views, key, value)
        self._take(key, edit)
        return warnings_of(key, value, edit.form) + self._warnings_about(key)

    def update(self, values: Mapping[str, str]) -> list[str]:
        """Give many keys their values: the same as :meth:`set` for each, and fast.

        Raises:
            EnvKeyError, EnvValueError: nothing was changed.
            EnvEditError: the keys before the one that it names were changed.
        """
        for key, value in values.items():
            self._check(key, value)
        changes = {key: value for key, value in values.items() if not self._reads(key, value)}
        edits = editing.assign_all(self._views, changes) if len(changes) > 1 else None
        if edits is None:
            return [warning for key, value in changes.items() for warning in self.set(key, value)]
        self._meant.update(values)
        for key, edit in zip(changes, edits, strict=True):
            self._take(key, edit)
        return [
            warning
            for (key, value), edit in zip(changes.items(), edits, strict=True)
            for warning in warnings_of(key, value, edit.form) + self._warnings_about(key)
        ]

    def set_token(self, key: str, token: str) -> None:
        """Give ``key`` a value as it stands in another env file: quotes, references and all.

        Raises:
            EnvKeyError: the name is not one.
            EnvEditError: the token is not one value, or the edit would change another line.
        """
        check_key(key, known=editing.target_of(self._views, key) is not None)
        if self.token(key) != token:
            self._take(key, editing.assign_token(self._views, key, token))
        self._meant.pop(key, None)

    def set_expression(self, key: str, text: str) -> None:
        """Give ``key`` a value in which references such as ``${OTHER:-x}`` stay in force.

        The opposite of :meth:`literal`: what that returns for an expression goes in here.

        Raises:
            EnvKeyError, EnvValueError, EnvEditError: as for :meth:`set`.
        """
        self._check(key, text)
        self.set_token(key, expression(text))

    def is_expression(self, key: str) -> bool:
        """Whether the value depends on other variables; then :meth:`literal` is what a person edits."""
        statement = self._views.assigned.get(key)
        if statement is None or statement.quote == "'":
            return False
        return any(name.strip("_") != "DOLLAR" for name in references(statement.literal))

    def rewrite(
        self,
        edits: Sequence[editing.TextEdit],
        *,
        renamed: Mapping[str, str] | None = None,
        given: Mapping[str, str | None] | None = None,
    ) -> None:
        """Change the text without changing what the readers take from it, but for the names and values given.

        Raises:
            EnvEditError: a reader would take a key for something else; nothing was changed.
        """
        self._views = editing.rewrite(self._views, edits, renamed=renamed, given=given)
        self._meant = {(renamed or {}).get(key, key): value for key, value in self._meant.items()} | dict(given or {})
        self._original.clear()
        self._added.clear()
        self._joined = ""

    def unset(self, key: str) -> bool:
        """Remove every assignment of ``key``, whole lines; False when there is none.

        Raises:
            EnvEditError: a line cannot be removed without changing another one.
        """
        if editing.target_of(self._views, key) is None:
            return False
        self._views = editing.remove(self._views, key)
        self._meant[key] = None
        self._original.pop(key, None)
        if key in self._added:
            self._added.discard(key)
            if not self._added and self._joined and self._views.text.endswith(self._joined):
                self._views = Views(self._views.text.removesuffix(self._joined))
                self._joined = ""
        return True

    def comment_above(self, key: str) -> str:
        """The comment block directly above the assignment, as help text; empty if there is none."""
        statement = self._views.assigned.get(key)
        return "" if statement is None else self._views.comments.above(statement)

    def commented_keys(self) -> dict[str, str]:
        """The assignments that are commented out: key to value."""
        return self._views.comments.assignments()

    def line_of(self, key: str) -> int | None:
        """The line of the assignment that wins, counted from 1; None when not assigned."""
        statement = self._views.assigned.get(key)
        return None if statement is None else self._views.line_at(statement.start)

    def duplicates(self) -> dict[str, list[int]]:
        """The keys that are assigned more than once, with all their lines."""
        lines: dict[str, list[int]] = {}
        for statement in self._views.leading.statements:
            if statement.kind is Kind.ASSIGN and statement.key:
                lines.setdefault(statement.key, []).append(self._views.line_at(statement.start))
        return {key: found for key, found in lines.items() if len(found) > 1}

    def problems(self) -> list[LineProblem]:
        """The lines that a reader refuses, skips or takes for something else than the other one."""
        return find_problems(self._views)

    def _check(self, key: str, value: str) -> None:
        """Refuse a name or a value that no env file can hold."""
        check_key(key, known=editing.target_of(self._views, key) is not None)
        check_value(key, value)

    def _reads(self, key: str, value: str) -> bool:
        """Whether both readers take ``key`` for ``value`` already."""
        views = self._views
        python = views.python.last(key)
        if python is None or python.kind is not Kind.ASSIGN:
            return False
        if readable(views.python_values()[key] or "") != value:
            return False
        return views.compose.error is not None or self.value(key) == value

    def _reverted(self, key: str, value: str) -> bool:
        """Take back the first edit of a key, so that its line is the one that was read."""
        token, literal = self._original.get(key, ("", ""))
        if key not in self._original or (literal != value and "$" not in literal):
            return False
        try:
            edit = editing.assign_token(self._views, key, token)
        except EnvEditError:
            return False
        before, self._views = self._views, edit.views
        if self._reads(key, value):
            return True
        self._views = before
        return False

    def _take(self, key: str, edit: editing.Edit) -> None:
        """Make the edited text the document's."""
        token, literal = self.token(key), self.literal(key)
        if edit.in_place and token is not None and literal is not None:
            self._original.setdefault(key, (token, literal))
        self._views = edit.views
        if edit.joined:
            self._joined = edit.joined
        if not edit.in_place:
            self._added.add(key)

    def _warnings_about(self, key: str) -> list[str]:
        """What else in the file the new value touches."""
        views = self._views
        found = [
            f"{other} refers to {key} and changes with it." for other in views.referrers.get(key, ()) if other != key
        ]
        found += [
            f"{other} differs from {key} only in case: pydantic takes both for one setting."
            for other in views.spellings.get(key.lower(), ())
            if other != key
        ]
        return found

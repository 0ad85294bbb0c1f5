"""One text as its two readers see it: what each takes every key for, and which line decides."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tui.workspace.comments import Comments
from tui.workspace.interpolation import InterpolationError, interpolate, interpolate_as_python, references
from tui.workspace.statements import Cut, Kind, Statement, cut_as_compose, cut_as_python

_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A statement that Compose cuts well and cannot interpolate."""

    statement: Statement
    message: str
    """What is wrong, without the value."""
    variable: str = ""
    """The variable that is required and missing; empty when the text itself is broken."""


class Views:
    """A text and both readings of it. Never changed; an edit makes a new one."""

    def __init__(self, text: str) -> None:
        self.text = text
        """The text of the file, bytes that are not UTF-8 carried as surrogates."""

    @cached_property
    def compose(self) -> Cut:
        """The statements as Compose cuts them."""
        return cut_as_compose(self.text)

    @cached_property
    def python(self) -> Cut:
        """The statements as python-dotenv cuts them."""
        return cut_as_python(self.text)

    @cached_property
    def _breaks(self) -> list[int]:
        """The offsets of all line breaks."""
        return [match.start() for match in re.finditer("\n", self.text)]

    def line_at(self, offset: int) -> int:
        """The line of an offset, counted from 1."""
        return bisect_left(self._breaks, offset) + 1

    @cached_property
    def _quoted(self) -> tuple[list[int], list[int]]:
        """Where the quoted values of either reader begin and end, overlapping ones joined."""
        starts: list[int] = []
        ends: list[int] = []
        quoted = [s for cut in (self.compose, self.python) for s in cut.statements if s.quote]
        for statement in sorted(quoted, key=lambda s: s.value_start):
            if ends and statement.value_start <= ends[-1]:
                ends[-1] = max(ends[-1], statement.value_end)
            else:
                starts.append(statement.value_start)
                ends.append(statement.value_end)
        return starts, ends

    def in_quotes(self, start: int, end: int) -> bool:
        """Whether a part of the text between two offsets stands inside a quoted value."""
        starts, ends = self._quoted
        position = bisect_right(ends, start)
        return position < len(starts) and starts[position] < end

    @cached_property
    def line_break(self) -> str:
        """What most lines of the text end in; LF for a text without line breaks."""
        crlf = self.text.count("\r\n")
        return "\r\n" if crlf > self.text.count("\n") - crlf else "\n"

    @cached_property
    def comments(self) -> Comments:
        """The comment lines."""
        return Comments(self.text, self.leading)

    @property
    def leading(self) -> Cut:
        """The reading that counts: Compose's, or python-dotenv's where Compose refuses the file."""
        return self.compose if self.compose.error is None else self.python

    @cached_property
    def assigned(self) -> dict[str, Statement]:
        """Each assigned key with the assignment that wins, in the order of first appearance."""
        found: dict[str, Statement] = {}
        for statement in self.leading.statements:
            if statement.kind is Kind.ASSIGN and statement.key:
                found[statement.key] = statement
        return found

    @cached_property
    def _alone(self) -> tuple[dict[str, str], list[Refusal]]:
        """Compose's values with an empty environment."""
        return self._resolve_compose(_NOTHING)

    @cached_property
    def referrers(self) -> dict[str, list[str]]:
        """For each name that a value refers to, the keys whose values do."""
        found: dict[str, list[str]] = {}
        for key, statement in self.assigned.items():
            if "$" in statement.literal and statement.quote != "'":
                for name in references(statement.literal):
                    found.setdefault(name, []).append(key)
        return found

    @cached_property
    def spellings(self) -> dict[str, list[str]]:
        """The keys by their name in lower case."""
        found: dict[str, list[str]] = {}
        for key in self.assigned:
            found.setdefault(key.lower(), []).append(key)
        return found

    @property
    def resolved(self) -> Mapping[str, str]:
        """What Compose hands on as ``${KEY}`` with an empty environment."""
        return self._alone[0]

    def values(self, environment: Mapping[str, str] | None = None) -> dict[str, str]:
        """What Compose hands on as ``${KEY}`` for each key of the file; the environment wins over the file."""
        resolved = dict(self._alone[0]) if not environment else self._resolve_compose(environment)[0]
        if environment:
            resolved.update((key, environment[key]) for key in resolved if key in environment)
        return resolved

    def refusals(self, environment: Mapping[str, str] | None = None) -> list[Refusal]:
        """The statements for which Compose refuses the file."""
        return self._alone[1] if not environment else self._resolve_compose(environment)[1]

    def as_env_file(self, environment: Mapping[str, str], before: Mapping[str, str] = _NOTHING) -> dict[str, str]:
        """What Compose takes from the file as a service's ``env_file``: the file wins for the key itself.

        Before holds what the service's former env files gave: references fall back to it.
        """
        return self._resolve_compose(environment, before)[0]

    def _resolve_compose(
        self, environment: Mapping[str, str], before: Mapping[str, str] = _NOTHING
    ) -> tuple[dict[str, str], list[Refusal]]:
        """The values of the leading reading, references resolved from the environment first."""
        if self.compose.error is not None:
            read = self.python_values(environment)
            return {key: value for key, value in read.items() if value is not None}, []
        values: dict[str, str] = {}
        refusals: list[Refusal] = []

        def lookup(name: str) -> str | None:
            return environment[name] if name in environment else values.get(name, before.get(name))

        for statement in self.compose.statements:
            if statement.kind is Kind.BARE:
                if statement.key in environment and self.text[statement.end - 1] == "\n":
                    values[statement.key] = environment[statement.key]
            elif statement.quote == "'":
                values[statement.key] = statement.literal
            else:
                try:
                    values[statement.key] = interpolate(statement.literal, lookup)
                except InterpolationError as error:
                    refusals.append(Refusal(statement, error.message, error.variable))
                    values[statement.key] = interpolate_as_python(statement.literal, lookup)
        return values, refusals

    @cached_property
    def _python_alone(self) -> dict[str, str | None]:
        """python-dotenv's values with an empty environment."""
        return self._resolve_python(_NOTHING)

    def python_values(self, environment: Mapping[str, str] | None = None) -> dict[str, str | None]:
        """What python-dotenv reads for each key; None for a key without equal sign."""
        return dict(self._resolve_python(environment)) if environment else self._python_alone

    def _resolve_python(self, environment: Mapping[str, str]) -> dict[str, str | None]:
        values: dict[str, str | None] = {}

        def lookup(name: str) -> str | None:
            return (values[name] or "") if name in values else environment.get(name)

        for statement in self.python.statements:
            if statement.kind is Kind.ASSIGN:
                values[statement.key] = interpolate_as_python(statement.literal, lookup)
            elif statement.kind is Kind.BARE:
                values[statement.key] = None
        return values

"""What a ``$`` in a value stands for: Compose's interpolation, and python-dotenv's smaller one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

Lookup = Callable[[str], str | None]
"""The value of a variable, None when it is not set."""

_FIRST = "A-Za-z_\u017f\u212a"
# Compose folds case by Unicode: LONG S and KELVIN SIGN count as the letters s and k.
_NAME = f"[{_FIRST}][{_FIRST}0-9]*"
_REFERENCE = re.compile(
    rf"\$(?:(?P<dollar>\$)|(?P<named>{_NAME})|\{{(?:(?P<braced>(?P<name>{_NAME})(?::?[-+?].*)?)\}}|(?P<broken>)))"
)
_OPERATOR = re.compile(r":?[-+?]")
_PYTHON_REFERENCE = re.compile(r"\$\{([^}:]*)(?::-([^}]*))?\}")
_NAMED = re.compile(rf"\$(?:\$|(?P<named>{_NAME})|\{{(?P<braced>{_NAME})(?P<end>\}}?))")
_ALONE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+?])([^${}\n]*))?\}", re.ASCII)
"""What most values of a compose file are: one reference and nothing else."""
_MAX_DEPTH = 64

LIVE_IN_COMPOSE = re.compile(rf"\$(?=[${_FIRST}{{])")
"""A ``$`` that Compose would act on."""
LIVE_IN_PYTHON = _PYTHON_REFERENCE
"""What python-dotenv would replace, even inside single quotes."""


class InterpolationError(ValueError):
    """A value that Compose cannot interpolate; it refuses the whole file then."""

    def __init__(self, message: str, variable: str = "") -> None:
        super().__init__(message)
        self.message = message
        """What is wrong, without the value."""
        self.variable = variable
        """The variable that is required and missing, or empty when the text itself is broken."""


def interpolate(text: str, lookup: Lookup, *, depth: int = 0) -> str:
    """``text`` with each reference replaced as Compose does it.

    Raises:
        InterpolationError: a brace is not closed, a name is not a name, or a required variable is missing.
    """
    if "$" not in text:
        return text
    if depth > _MAX_DEPTH:
        raise InterpolationError("references are nested too deeply")
    parts: list[str] = []
    position = 0
    while match := _REFERENCE.search(text, position):
        parts.append(text[position : match.start()])
        position = match.end()
        if match["dollar"]:
            parts.append("$")
        elif match["named"]:
            parts.append(lookup(match["named"]) or "")
        elif match["braced"]:
            position, replacement = _braced(match, lookup, depth)
            parts.append(replacement)
        else:
            raise InterpolationError("a ${ is not closed or does not hold a name")
    parts.append(text[position:])
    return "".join(parts)


def _braced(match: re.Match[str], lookup: Lookup, depth: int) -> tuple[int, str]:
    """What ``${...}`` stands for, and where the text goes on behind it."""
    # The match runs to the last brace of the line; the reference ends at the brace that closes the first one.
    closing = _closing_brace(match[0])
    if closing < 0:
        return match.end(), _reference(match["braced"], lookup, depth)
    whole = _REFERENCE.match(match[0][: closing + 1])
    if whole is None or not whole["braced"]:
        raise InterpolationError("a ${ is not closed or does not hold a name")
    return match.start() + closing + 1, _reference(whole["braced"], lookup, depth)


def _closing_brace(text: str) -> int:
    """Where the first brace of ``text`` is closed; Compose never looks at the character behind an opening one."""
    opened = 0
    position = 0
    while position < len(text):
        if text[position] == "}":
            opened -= 1
            if opened == 0:
                return position
        if text[position] == "{":
            opened += 1
            position += 1
        position += 1
    return -1


def _reference(body: str, lookup: Lookup, depth: int) -> str:
    """The value of the text between braces: a name, or a name with an operator."""
    operator = _OPERATOR.search(body)
    if operator is None:
        return lookup(body) or ""
    name = body[: operator.start()]
    # Compose works the word out even when it is not used, so an error in it counts.
    word = interpolate(body[operator.end() :], lookup, depth=depth + 1)
    value = lookup(name)
    present = bool(value) if operator[0].startswith(":") else value is not None
    match operator[0][-1]:
        case "-":
            return value or "" if present else word
        case "+":
            return word if present else value or ""
        case _:
            if not present:
                raise InterpolationError(f"{name} is required and has no value", name)
            return value or ""


def interpolate_as_python(text: str, lookup: Lookup) -> str:
    """``text`` with each ``${NAME}`` and ``${NAME:-word}`` replaced as python-dotenv does it."""
    if "${" not in text:
        return text

    def replace(match: re.Match[str]) -> str:
        value = lookup(match[1])
        return (match[2] or "") if value is None else value

    return _PYTHON_REFERENCE.sub(replace, text)


def python_references(text: str) -> list[str]:
    """The variables that python-dotenv looks up for ``text``, in order."""
    return [match[1] for match in _PYTHON_REFERENCE.finditer(text)]


def references(text: str) -> set[str]:
    """The variables that ``text`` names, in the words of defaults too."""
    return {name for match in _NAMED.finditer(text) if (name := match["named"] or match["braced"])}


def plain_references(text: str) -> set[str]:
    """The variables that ``text`` names without a default or another word."""
    return {name for match in _NAMED.finditer(text) if (name := match["named"] or (match["end"] and match["braced"]))}


class Reference(NamedTuple):
    """One ``$NAME`` or ``${NAME...}`` in a text."""

    name: str
    operator: str = ""
    """One of ``-``, ``:-``, ``?``, ``:?``, ``+``, ``:+``; empty for a plain reference."""
    word: str = ""
    """What stands behind the operator, as it is written: a default, a message, a replacement."""
    start: int = 0
    end: int = 0
    """Where it stands in the text that was asked about; a nested one stands where the outermost does."""

    @property
    def default(self) -> str | None:
        """The text that stands in for a missing value; None when the reference names none."""
        return self.word if self.operator.endswith("-") else None

    @property
    def required(self) -> bool:
        """True when Compose refuses the file as long as there is no value."""
        return self.operator.endswith("?")


def parse_references(text: str) -> Iterator[Reference]:
    """Each reference of a text in its order, those inside words too. What Compose could not read is passed over."""
    if alone := _ALONE.fullmatch(text):
        yield Reference(alone[1], alone[2] or "", alone[3] or "", 0, len(text))
        return
    position = 0
    while "$" in text and (match := _REFERENCE.search(text, position)):
        position = match.end()
        if match["named"]:
            yield Reference(match["named"], start=match.start(), end=position)
        elif match["braced"]:
            closing = _closing_brace(match[0])
            if closing >= 0:
                position = match.start() + closing + 1
            body = match[0][2 : closing if closing >= 0 else -1]
            yield from _in_braces(body, match.start(), position)


def _in_braces(body: str, start: int, end: int) -> Iterator[Reference]:
    operator = _OPERATOR.search(body)
    if operator is None:
        yield Reference(body, start=start, end=end)
        return
    word = body[operator.end() :]
    yield Reference(body[: operator.start()], operator[0], word, start, end)
    for inner in parse_references(word):
        yield Reference(inner.name, inner.operator, inner.word, start, end)

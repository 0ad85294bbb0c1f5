"""The scalars of a compose file: texts that know where they stand, and what Compose makes of numbers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple


class Place(NamedTuple):
    """A place in a file."""

    file: Path
    line: int
    """Counted from 1."""
    column: int = 1
    """Counted from 1."""

    def short(self, root: Path) -> str:
        """The file relative to a folder when it lies below it, and the line."""
        file = self.file if self.file.is_relative_to(root) else self.file.resolve()
        base = root if self.file.is_relative_to(root) else root.resolve()
        return f"{file.relative_to(base) if file.is_relative_to(base) else file}:{self.line}"


class Text(str):
    """A scalar with the place that it was read from. Equal to the plain text."""

    __slots__ = ("place",)

    place: Place

    @classmethod
    def at(cls, text: str, place: Place) -> Text:
        """The text with its place."""
        made = cls(text)
        made.place = place
        return made


def path_text(text: str) -> str:
    """A text as the name of a file: a NUL, which no name can hold, becomes a character that no file has."""
    return text.replace("\0", "\ufffd")


_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = frozenset({"true", "True", "TRUE", "false", "False", "FALSE"})
_INTEGER = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|0[0-7_]*|[1-9][0-9_]*)")
_FLOAT = re.compile(r"[-+]?(?:[0-9][0-9_]*\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_LARGEST = 1 << 64
"""A whole number from here on is a float for Compose."""


def plain_scalar(text: str) -> str | None:
    """What an unquoted scalar is as the text of a variable; None for a null.

    Compose reads YAML as Go does: yes and on stay texts, 010 is eight, 1.10 is 1.1 (measured with 2.40.3).
    """
    first = text[:1]
    if not (first.isdigit() or first in "-+.") or not text:
        if text in _NULL:
            return None
        return text.lower() if text in _BOOL else text
    if _INTEGER.fullmatch(text):
        number = _integer(text.replace("_", ""))
        return str(number) if -_LARGEST // 2 <= number < _LARGEST else _go_float(float(number))
    if _FLOAT.fullmatch(text):
        return _go_float(float(text.replace("_", "")))
    return text


def _integer(text: str) -> int:
    sign, digits = (-1, text[1:]) if text[0] == "-" else (1, text.lstrip("+"))
    prefix = digits[:2].lower()
    if prefix in {"0x", "0b", "0o"}:
        return sign * int(digits[2:], {"0x": 16, "0b": 2, "0o": 8}[prefix])
    return sign * int(digits, 8 if digits[0] == "0" and len(digits) > 1 else 10)


def _go_float(number: float) -> str:
    """A float as Go prints it: the fewest digits, with an exponent below 1e-4 and from 1e6 on."""
    from decimal import Decimal  # noqa: PLC0415 - few files have a float

    if not number:
        return "0"
    sign, digits, _ = Decimal(repr(number)).normalize().as_tuple()
    power = Decimal(repr(number)).adjusted()
    if -4 <= power < 6:
        return f"{Decimal(repr(number)).normalize():f}"
    text = "".join(map(str, digits))
    fraction = f".{text[1:]}" if len(text) > 1 else ""
    return f"{'-' if sign else ''}{text[0]}{fraction}e{'-' if power < 0 else '+'}{abs(power):02d}"

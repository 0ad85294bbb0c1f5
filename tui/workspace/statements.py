"""Cutting the text of an env file into statements, the way each of its two readers does.

Compose and python-dotenv agree about most files and disagree about hostile ones, so each has its own small
reader here. Both work on the untouched text and say where in it a statement, its key and its value stand:
what was not edited is never rebuilt. The rules were measured on Compose 2.40.3 and python-dotenv 1.2.4.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

BOM = "\ufeff"

SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What Compose takes for space around statements and at the end of a value, as a regular expression class."""

BLANK = "\t\v\f\r \x85\xa0"
"""What Compose takes for blanks inside a line: in a key and before a value."""

_SPACE_CHARS = re.sub(r"(.)-(.)", lambda m: "".join(map(chr, range(ord(m[1]), ord(m[2]) + 1))), SPACE)
_SKIPPED = re.compile(rf"(?:[{SPACE}]+|#[^\n]*)*")
_BLANKS = re.compile(rf"[{BLANK}]*")
_EXPORT = re.compile(r"export(?=[\t\n\f\r ])")
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?==)")
_KEY_END = re.compile(r"[=:\n]")
_QUOTED = {
    "'": re.compile(r"'((?:\\.|[^'\\])*)'", re.DOTALL),
    '"': re.compile(r'"((?:\\.|[^"\\])*)"', re.DOTALL),
}
_COMPOSE_ESCAPE = re.compile(r"\\(0[0-9]{0,3}|.)", re.DOTALL)
_LETTER_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}

_PY_BLANKS = re.compile(r"[^\S\r\n]*")
_PY_SPACE = re.compile(r"\s*")
_PY_EXPORT = re.compile(r"export[^\S\r\n]+")
_PY_QUOTED_KEY = re.compile(r"'([^']+)'")
_PY_KEY = re.compile(r"[^=#\s]+")
_PY_LINE = re.compile(r"[^\r\n]*")
_PY_COMMENT = re.compile(r"\s+#.*")
_PY_TAIL = re.compile(r"[^\S\r\n]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|\Z)")
_PY_ESCAPE = {"'": re.compile(r"\\([\\'])"), '"': re.compile(r"\\([\\'\"abfnrtv])")}
_NEWLINE = re.compile(r"\r\n?")


class Kind(enum.Enum):
    """What a statement does."""

    ASSIGN = "assign"
    """``KEY=value``"""
    BARE = "bare"
    """``KEY`` alone: Compose takes the value of the shell, python-dotenv reads None. As the last line without a
    line break Compose drops it (strictly, it sets the variable with the empty name)."""
    JUNK = "junk"
    """A line that python-dotenv skips."""


Meaning: TypeAlias = tuple[Kind, str, str]
"""What a reader takes from a statement: what it does, its key, its literal."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of an env file; all offsets are into the text that was cut."""

    kind: Kind
    key: str
    start: int
    """Where the statement begins: its key, or ``export`` before it."""
    key_end: int
    """Behind the last character of the key."""
    value_start: int
    """Where the value token begins, its opening quote included."""
    value_end: int
    """Behind the value token, its closing quote included; comments and trailing blanks are outside."""
    end: int
    """Where the reader looks for the next statement."""
    literal: str = ""
    """The value with quotes and escapes undone, before interpolation; for junk the text itself."""
    quote: str = ""
    """The quote around the value, or empty."""
    exported: bool = False
    """Whether ``export`` stands before the key."""

    @property
    def meaning(self) -> Meaning:
        """What the reader takes from it, wherever it stands and however it is spelled."""
        return self.kind, self.key, self.literal


@dataclass(frozen=True, slots=True)
class CutError:
    """Where Compose stops reading, and with it refuses the whole file."""

    offset: int
    """Where the statement that Compose cannot read begins."""
    message: str
    """What is wrong there, without the text itself."""


@dataclass(frozen=True)
class Cut:
    """A file cut into statements by one reader."""

    statements: tuple[Statement, ...]
    error: CutError | None = None
    """Set only by Compose: python-dotenv skips what it cannot read."""

    def last(self, key: str) -> Statement | None:
        """The statement that decides what ``key`` is: the last one that names it."""
        return self._last.get(key)

    @cached_property
    def _last(self) -> dict[str, Statement]:
        return {statement.key: statement for statement in self.statements if statement.kind is not Kind.JUNK}


def cut_as_compose(text: str) -> Cut:
    """The statements that Compose sees in ``text``, up to the first that it cannot read."""
    found: list[Statement] = []
    position = 1 if text.startswith(BOM) else 0
    while True:
        position = _after(_SKIPPED, text, position)
        if position >= len(text):
            return Cut(tuple(found))
        step = _compose_statement(text, position)
        if isinstance(step, CutError):
            return Cut(tuple(found), step)
        found.append(step)
        position = step.end


def cut_as_python(text: str) -> Cut:
    """The statements that python-dotenv sees in ``text``; comments and blank lines are left out."""
    found: list[Statement] = []
    position = 1 if text.startswith(BOM) else 0
    while position < len(text):
        position = _after(_PY_SPACE, text, position)
        if position >= len(text):
            break
        step = _python_statement(text, position)
        if step.key or step.kind is Kind.JUNK:
            found.append(step)
        position = step.end
    return Cut(tuple(found))


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    """The offset behind what ``pattern``, which may match nothing, matches at ``position``."""
    match = pattern.match(text, position)
    return match.end() if match else position


def _compose_statement(text: str, start: int) -> Statement | CutError:
    """The one statement that begins at ``start``."""
    key_start = start
    export = _EXPORT.match(text, start)
    if export:
        key_start = _after(_BLANKS, text, export.end())
    plain = _PLAIN_KEY.match(text, key_start)
    if plain:
        key, key_end, stop = plain[0], plain.end(), plain.end()
    else:
        if key_start >= len(text):
            return CutError(start, "export is not followed by a name")
        end = _KEY_END.search(text, key_start)
        stop = end.start() if end else len(text)
        segment = text[key_start:stop]
        wrong = next((char for char in segment if not _key_char(char)), None)
        if wrong is not None:
            return CutError(start, f"the character {_shown(wrong)} cannot be part of a name")
        key = segment.rstrip(_SPACE_CHARS)
        key_end = key_start + len(key)
        bare = end is None or end[0] == "\n"
        if " " in key and end is not None:
            return CutError(start, "a name cannot contain a blank")
        if bare:
            stop = min(stop + 1, len(text))
            return Statement(Kind.BARE, key, start, key_end, key_end, key_end, stop, exported=export is not None)
    return _compose_value(text, start, key, key_end, _after(_BLANKS, text, stop + 1), exported=export is not None)


def _compose_value(
    text: str, start: int, key: str, key_end: int, position: int, *, exported: bool
) -> Statement | CutError:
    """The assignment whose value begins at ``position``."""
    quote = text[position : position + 1]
    if quote in _QUOTED:
        match = _QUOTED[quote].match(text, position)
        if not match:
            return CutError(start, "the quote that opens the value is never closed")
        literal = unescape_as_compose(match[1], quote)
        end = value_end = match.end()
    else:
        quote = ""
        newline = text.find("\n", position)
        stop = newline if newline >= 0 else len(text)
        literal = text[position:stop].partition(" #")[0].rstrip(_SPACE_CHARS)
        value_end = position + len(literal)
        end = stop + 1 if newline >= 0 else stop
    return Statement(Kind.ASSIGN, key, start, key_end, position, value_end, end, literal, quote, exported=exported)


def _key_char(char: str) -> bool:
    """Whether Compose accepts ``char`` inside a name (blanks are judged later)."""
    return char in "_.-[]" or char in BLANK or unicodedata.category(char)[0] in "LN"


def _shown(char: str) -> str:
    """A character as a message can show it."""
    return f'"{char}"' if char.isprintable() else f"U+{ord(char):04X}"


def unescape_as_compose(inner: str, quote: str) -> str:
    r"""The text between quotes with escapes undone; ``\$`` becomes ``$$``, which interpolation undoes."""
    if "\\" not in inner:
        return inner
    if quote == "'":
        return re.sub(r"\\(.)", lambda m: "'" if m[1] == "'" else m[0], inner, flags=re.DOTALL)
    return _COMPOSE_ESCAPE.sub(_compose_escape, inner)


def _compose_escape(match: re.Match[str]) -> str:
    """What one escape inside double quotes stands for."""
    body = match[1]
    if body[0] == "0":
        digits = body[1:]
        octal = len(digits) == 3 and all(digit in "01234567" for digit in digits)
        return chr(int(digits, 8)) if octal and int(digits, 8) < 256 else "\\" + digits
    if body == "$":
        return "$$"
    if body in '"\\':
        return body
    return _LETTER_ESCAPES.get(body, match[0])


def _python_statement(text: str, start: int) -> Statement:
    """The one statement, comment or junk line that begins at ``start``."""
    export = _PY_EXPORT.match(text, start)
    position = export.end() if export else start
    exported = export is not None
    if text[position : position + 1] == "#":
        tail = _PY_TAIL.match(text, position)
        return Statement(Kind.BARE, "", start, start, start, start, tail.end() if tail else len(text))
    quoted = text[position : position + 1] == "'"
    match = (_PY_QUOTED_KEY if quoted else _PY_KEY).match(text, position)
    if not match:
        return _junk(text, start, position)
    key, key_end = _NEWLINE.sub("\n", match[match.lastindex or 0]), match.end()
    position = _after(_PY_BLANKS, text, key_end)
    if text[position : position + 1] != "=":
        tail = _PY_TAIL.match(text, position)
        if not tail:
            return _junk(text, start, position)
        return Statement(Kind.BARE, key, start, key_end, key_end, key_end, tail.end(), exported=exported)
    after_sign = position + 1
    position = _after(_PY_BLANKS, text, after_sign)
    value = _python_value(text, position, blanks=position > after_sign)
    if value is None:
        return _junk(text, start, position)
    literal, value_end, quote = value
    line_end = value_end
    if not quote and text[value_end : value_end + 1] not in ("", "\r", "\n"):
        line_end = _after(_PY_LINE, text, value_end)
    tail = _PY_TAIL.match(text, line_end)
    if not tail:
        return _junk(text, start, line_end)
    return Statement(
        Kind.ASSIGN, key, start, key_end, position, value_end, tail.end(), literal, quote, exported=exported
    )


def _python_value(text: str, position: int, *, blanks: bool) -> tuple[str, int, str] | None:
    """The decoded value at ``position``, where its token ends, and its quote; None when it is never closed."""
    quote = text[position : position + 1]
    if blanks and quote == "#":
        return "", position, ""
    if quote in _QUOTED:
        match = _QUOTED[quote].match(text, position)
        if not match:
            return None
        return unescape_as_python(match[1], quote), match.end(), quote
    line = text[position : _after(_PY_LINE, text, position)]
    literal = _PY_COMMENT.sub("", line, count=1).rstrip()
    return literal, position + len(literal), ""


def unescape_as_python(inner: str, quote: str) -> str:
    """The text between quotes with escapes undone and line breaks as Python's text mode reads them."""
    inner = _NEWLINE.sub("\n", inner)
    if "\\" not in inner:
        return inner
    return _PY_ESCAPE[quote].sub(lambda m: _LETTER_ESCAPES.get(m[1], m[1]), inner)


def readable(text: str) -> str:
    """The text as a container gets it: the replacement character for each byte that is not UTF-8."""
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


def _junk(text: str, start: int, position: int) -> Statement:
    """What python-dotenv skips: from ``start`` to the end of the line in which it gave up."""
    stop = _after(_PY_LINE, text, position)
    raw = _NEWLINE.sub("\n", text[start:stop])
    return Statement(Kind.JUNK, "", start, start, start, stop, stop, raw)

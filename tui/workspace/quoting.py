"""How a value is written so that Compose, python-dotenv and pydantic-settings all read the same string.

The forms are tried from the one that most readers know to the one that only these three know. What no form
carries is refused. The rule was checked against the three readers on thousands of hostile values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from tui.workspace.enverrors import EnvKeyError, EnvValueError
from tui.workspace.interpolation import LIVE_IN_COMPOSE, LIVE_IN_PYTHON

MAX_ASSIGNMENT_BYTES = 131_071
"""The longest ``KEY=value`` that Linux hands to a program (its limit of 128 KiB holds a closing NUL too)."""

_NEW_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_PLAIN_MARKS = frozenset("_./:@%+=,-?*!^[]~")
_EXPANDED_BEHIND_EXPORT = frozenset("*?[]~")
_HOME = re.compile(r"(?:\A|[:=])~")
_LIVE = re.compile(rf"{LIVE_IN_COMPOSE.pattern}|\$(?=[0-9(\[@*#?!-])")
_SHELL_ACTS = re.compile(r"`|\$[0-9(\[@*#?!-]")
_DOUBLE = str.maketrans({"\\": "\\\\", '"': '\\"', "\r": "\\r"})
_DOUBLE_ONE_LINE = str.maketrans({"\\": "\\\\", '"': '\\"', "\r": "\\r", "\n": "\\n"})


class Form(Enum):
    """The spellings of a value, by who reads them."""

    PLAIN = "plain"
    """Without quotes: every reader."""
    SINGLE = "single"
    """In single quotes: every reader but ``docker run --env-file``."""
    DOUBLE = "double"
    """In double quotes with escapes."""
    SINGLE_ESCAPED = "single-escaped"
    r"""In single quotes with ``\'``: no shell can read it."""
    INDIRECT = "indirect"
    """In double quotes, each ``$`` as the default of a variable that nobody sets."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a value."""

    form: Form
    token: str
    """What stands behind the equal sign."""


@dataclass(frozen=True, slots=True)
class Place:
    """What the spelling has to know about the line it goes into."""

    crlf: bool = False
    """Most lines of the file end in CR LF."""
    comment: bool = False
    """Something other than a line end follows the value."""
    blank_before_comment: bool = True
    """A plain space separates the value from that comment."""
    exported: bool = False
    """``export`` stands before the key."""
    quote: str = ""
    """The quote that the present value has: kept when the new value allows it."""
    dollar: str = "_DOLLAR_"
    """A name that the file does not set, for the indirect form."""


def check_key(key: str, *, known: bool = False) -> None:
    """Refuse a name that is not safe as an environment variable.

    Args:
        key: the name.
        known: the file holds the key already, so dots and dashes are the person's own choice.

    Raises:
        EnvKeyError: with the rule that the name breaks.
    """
    if _NEW_KEY.match(key) or (known and re.fullmatch(r"[\w.\-]+", key)):
        return
    if not key:
        raise EnvKeyError("A variable needs a name", "Write it as NAME=value")
    raise EnvKeyError(
        f"{key!r} cannot be the name of a variable",
        "Use letters, digits and underscores; the first character is a letter or an underscore",
    )


def check_value(key: str, value: str) -> None:
    """Refuse what no environment can hold.

    Raises:
        EnvValueError: NUL, text that is not Unicode, or more than Linux takes. The value is not in the message.
    """
    if "\0" in value:
        raise EnvValueError(f"The value of {key} holds a NUL character", "No environment variable can hold one")
    try:
        size = len(f"{key}={value}".encode())
    except UnicodeEncodeError:
        raise EnvValueError(
            f"The value of {key} is not valid Unicode text", "Encode binary data, as base64 for example"
        ) from None
    if size > MAX_ASSIGNMENT_BYTES:
        raise EnvValueError(
            f"The value of {key} is too long: {size} bytes with its name, {MAX_ASSIGNMENT_BYTES} are possible",
            "Keep it in a file and hand over the path",
        )


def spellings(value: str, place: Place) -> Iterator[Spelling]:
    """The forms that carry ``value`` into all three readers, the best first."""
    crlf = place.crlf
    allowed: dict[Form, Callable[[], str]] = {}
    if _is_plain(value, place):
        allowed[Form.PLAIN] = lambda: value
    escapable = _single_escapable(value, crlf=crlf)
    if escapable and "'" not in value:
        allowed[Form.SINGLE] = lambda: f"'{value}'"
    if not LIVE_IN_COMPOSE.search(value):
        allowed[Form.DOUBLE] = lambda: _double(value, crlf=crlf)
    if escapable and "'" in value:
        allowed[Form.SINGLE_ESCAPED] = lambda: "'" + value.replace("'", "\\'") + "'"
    if _LIVE.search(value):
        allowed[Form.INDIRECT] = lambda: _LIVE.sub(lambda _: f"${{{place.dollar}:-$}}", _double(value, crlf=crlf))
    kept = _kept_quote(value, place, allowed)
    if kept:
        yield Spelling(kept, allowed.pop(kept)())
    for form, spell in allowed.items():
        yield Spelling(form, spell())


def warnings_of(key: str, value: str, form: Form) -> list[str]:
    """What a person should know about readers that this spelling does not reach, as sentences."""
    found: list[str] = []
    if form is Form.INDIRECT:
        found.append(
            f"{key} contains a $ that only a default of the variable _DOLLAR_ can protect; "
            "do not set that variable. Readers without substitution see it raw."
        )
    if form is Form.SINGLE_ESCAPED:
        found.append(f"{key} is not for a shell: a file with this line cannot be sourced.")
    elif "\r" in value or (form in {Form.DOUBLE, Form.INDIRECT} and _SHELL_ACTS.search(value)):
        found.append(f"{key} is not for a shell: sourcing the file would change or run part of the value.")
    if value.endswith("\\"):
        found.append(f"{key} ends in a backslash, which python-dotenv before 1.2.3 misreads.")
    return found


def expression(text: str) -> str:
    """The token of a text whose references are to stay in force."""
    marks = _PLAIN_MARKS | set("${}")
    if not _HOME.search(text) and all(char.isalnum() or char in marks for char in text):
        return text
    return _double(text, crlf=False)


def is_plain(value: str, place: Place | None = None) -> bool:
    """Whether the value needs no quotes: on a line of its own, or in the place that is given."""
    return _is_plain(value, place or Place())


def _is_plain(value: str, place: Place) -> bool:
    """Whether the value can stand without quotes."""
    if place.comment and (not value or not place.blank_before_comment):
        return False
    if place.exported and not _EXPANDED_BEHIND_EXPORT.isdisjoint(value):
        return False
    return not _HOME.search(value) and all(char.isalnum() or char in _PLAIN_MARKS for char in value)


def _single_escapable(value: str, *, crlf: bool) -> bool:
    r"""Whether single quotes, with ``\'`` where needed, mean the same to both readers."""
    return not (
        "\r" in value
        or "\\\\" in value
        or "\\'" in value
        or value.endswith("\\")
        or LIVE_IN_PYTHON.search(value)
        or (crlf and "\n" in value)
    )


def _double(value: str, *, crlf: bool) -> str:
    """The value in double quotes; line breaks stay real ones where no editor would repair them."""
    table = _DOUBLE_ONE_LINE if crlf or "\r" in value else _DOUBLE
    return f'"{value.translate(table)}"'


def _kept_quote(value: str, place: Place, allowed: dict[Form, Callable[[], str]]) -> Form | None:
    """The form of the present line, when the new value is as safe in it."""
    if place.quote == "'" and Form.SINGLE in allowed:
        return Form.SINGLE
    if place.quote == '"' and not (_LIVE.search(value) or "`" in value or "\r" in value):
        return Form.DOUBLE
    return None

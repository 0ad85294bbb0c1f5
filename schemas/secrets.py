"""Secrets: how they are made, which ones are well known, and how they are kept out of sight."""

from __future__ import annotations

import base64
import re
import secrets
import string
from collections.abc import Iterable
from urllib.parse import quote

from schemas.catalog import Variable

MASK = "\u2022" * 8
"""Eight dots: says nothing about the length."""

_PLACEHOLDER = re.compile(
    r"change.?me|^your[-_ ]|^you[-_]client|^<.*>$|^x{3,}|^(password|secret|example)$", re.IGNORECASE
)
_SHORTEST = 4
"""Values shorter than this are not searched for in other texts: '1' would mask every digit."""


def generate(variable: Variable) -> str:
    """A new value from the variable's generator, by the operating system's random source.

    Raises ValueError for a variable that has no generator.
    """
    maker = variable.generator
    if maker is None:
        raise ValueError(f"{variable.name} has no generator")
    match maker.alphabet:
        case "alphanumeric":
            letters = string.ascii_letters + string.digits
            return maker.prefix + "".join(secrets.choice(letters) for _ in range(maker.length))
        case "base64":
            return maker.prefix + base64.b64encode(secrets.token_bytes(maker.length)).decode()
        case "hex":
            return maker.prefix + secrets.token_hex(maker.length // 2)


def is_insecure(variable: Variable, text: str) -> bool:
    """True when the text is one that was shipped, a placeholder, or the variable's own name (FIELD F02)."""
    if not text:
        return False
    return text in variable.insecure or text.lower() == variable.name.lower() or is_placeholder(text)


def is_placeholder(text: str) -> bool:
    """True for a text that asks to be replaced, such as 'your-access-key'."""
    return bool(_PLACEHOLDER.search(text))


def mask(text: str) -> str:
    """What is shown instead of a secret; an empty text stays empty."""
    return MASK if text else ""


def redact(text: str, values: Iterable[str]) -> str:
    """The text with every secret value masked: plain, percent-encoded, in base64, and with its dollars doubled."""
    forms: set[str] = set()
    for value in values:
        if len(value) >= _SHORTEST:
            encoded = base64.b64encode(value.encode()).decode().rstrip("=")
            forms |= {value, quote(value, safe=""), quote(value), encoded, value.replace("$", "$$")}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, MASK)
    return text

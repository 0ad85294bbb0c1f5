"""Secrets: how they are made, which ones are well known, and how they are kept out of sight."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from schemas.catalog import Variable

if TYPE_CHECKING:
    from random import Random

MASK = "\u2022" * 8
"""Eight dots: says nothing about the length."""

_PLACEHOLDER = re.compile(
    r"change[-_. ]?(?:me|this|it)|your[-_ ]|^you[-_]|^<.*>$|(?<![A-Za-z0-9])x{3,}(?![A-Za-z0-9])"
    r"|secret|passw(?:or)?d|example|placeholder|insert[-_ ]|^(?:todo|none|null|test|default)$",
    re.IGNORECASE,
)
"""FIELD F02. A run of x counts only when it stands alone: a random text has three of them once in a thousand times."""
_PASSWORD = re.compile(r"(://[^/\s:@]*):(?!\d+[/?#])(?:(?!://)\S)+@")
"""The password in an address. It may hold what should have been encoded there (``/``, ``@``); a port is none."""
_LOGIN = re.compile(r"://[^/\s]*@")
_SHORTEST = 4
"""Values shorter than this are not searched for in other texts: '1' would mask every digit."""
_SHORTEST_PIECE = 6
"""The same for pieces of base64, which are likelier to occur by chance."""


def generate(variable: Variable, source: Random | None = None) -> str:
    """A new value from the variable's generator; by the operating system's random source when none is given.

    A text of letters and digits holds a lower-case letter, a capital and a digit, which some databases insist on.
    Raises ValueError for a variable that has no generator.
    """
    import base64
    import random
    import string

    maker = variable.generator
    if maker is None:
        raise ValueError(f"{variable.name} has no generator")
    source = source or random.SystemRandom()
    if maker.alphabet == "base64":
        return maker.prefix + base64.b64encode(source.randbytes(maker.length)).decode("ascii")
    if maker.alphabet == "hex":
        return maker.prefix + "".join(source.choices("0123456789abcdef", k=maker.length))
    kinds = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
    while True:
        text = "".join(source.choices("".join(kinds), k=maker.length))
        if maker.length < len(kinds) or all(any(c in kind for c in text) for kind in kinds):
            return maker.prefix + text


def is_insecure(variable: Variable, text: str) -> bool:
    """True when the text was shipped, is the variable's own name, or for a secret a placeholder (FIELD F02)."""
    if not text:
        return False
    if text in variable.insecure or text.lower() == variable.name.lower():
        return True
    return variable.secret and is_placeholder(text)


def is_placeholder(text: str) -> bool:
    """True when the text asks to be replaced: 'change me', 'your-access-key', 'xxx'."""
    return bool(_PLACEHOLDER.search(text))


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a secret is to guess."""

    word: str
    """weak, fair or strong."""
    why: str
    """What is against it, or how long it would be in random bits."""


FAIR_BITS, STRONG_BITS = 64, 96
"""Bits of a random text from which on it is fair, and strong."""
_ALPHABETS = ((r"[a-z]", 26), (r"[A-Z]", 26), (r"[0-9]", 10), (r"[^a-zA-Z0-9]", 32))


def strength(variable: Variable, text: str) -> Strength:
    """How hard the text is to guess if it was made at random; repeated characters count once."""
    import math

    if is_insecure(variable, text):
        return Strength("weak", "everybody knows it")
    size = sum(letters for pattern, letters in _ALPHABETS if re.search(pattern, text))
    bits = round(min(len(text), 2 * len(set(text))) * math.log2(size)) if size else 0
    word = "strong" if bits >= STRONG_BITS else "fair" if bits >= FAIR_BITS else "weak"
    return Strength(word, f"{len(text)} characters, at most {bits} bits")


def mask(text: str) -> str:
    """What is shown instead of a secret; an empty text stays empty."""
    return MASK if text else ""


def carries_password(text: str) -> bool:
    """True when an address in the text has a login with a password (RFC 3986, section 3.2.1)."""
    return bool(_PASSWORD.search(text))


def hide_passwords(text: str) -> str:
    """The text with the passwords of its addresses masked; who logs in and where stays."""
    return _PASSWORD.sub(rf"\g<1>:{MASK}@", text)


def hide_logins(text: str) -> str:
    """The text with the logins of its addresses masked, also those of one part: it may be a token."""
    return _LOGIN.sub(f"://{MASK}@", hide_passwords(text))


def redact(text: str, values: Iterable[str]) -> str:
    """The text with every secret value masked: plain, percent-encoded, in base64, and with its dollars doubled.

    Base64 is found in both alphabets and also when the secret stands inside a longer text that was encoded, at any
    of the three offsets.
    """
    pattern = _pattern(tuple(values))
    return pattern.sub(MASK, text) if pattern else text


@lru_cache(maxsize=4)
def _pattern(values: tuple[str, ...]) -> re.Pattern[str] | None:
    """What finds any of the values; None when there is nothing to find. A screen asks many times for the same ones."""
    forms: set[str] = set()
    for value in values:
        if len(value) >= _SHORTEST:
            forms |= encodings(value)
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile("|".join(map(re.escape, longest_first))) if forms else None


def encodings(value: str) -> set[str]:
    """The forms in which a secret turns up in logs, diffs and errors."""
    from urllib.parse import quote, quote_plus

    percent = {quote(value, safe=""), quote(value), quote_plus(value)}
    lower = {re.sub("%[0-9A-F]{2}", lambda match: match[0].lower(), text) for text in percent}
    escaped = {value.replace("$", "$$"), value.replace("\\", "\\\\").replace('"', '\\"')}
    return {value, *percent, *lower, *escaped, *_base64_forms(value.encode("utf-8", "surrogateescape"))}


def _base64_forms(data: bytes) -> set[str]:
    """The characters of base64 that depend on nothing but the data, for each offset at which it may begin."""
    import base64

    forms = {base64.b64encode(data).decode("ascii").rstrip("=")}
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + data).decode("ascii").rstrip("=")
        start = (0, 2, 3)[offset]
        end = len(encoded) - ((offset + len(data)) % 3 != 0)
        forms.add(encoded[start:end])
    forms |= {form.replace("+", "-").replace("/", "_") for form in forms}
    return {form for form in forms if len(form) >= _SHORTEST_PIECE}

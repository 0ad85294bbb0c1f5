"""Passwords of accounts: what is accepted, and how they are kept."""

from __future__ import annotations

import secrets
import string
from typing import Final

from werkzeug.security import check_password_hash, generate_password_hash

from schemas.errors import LaunchdeckError

SHORTEST: Final = 8
"""Characters."""
GENERATED: Final = 16
"""Characters of a password that is made here."""


class WeakPasswordError(LaunchdeckError):
    """The password is refused."""


def hashed(password: str) -> str:
    """What is kept of a password: scrypt with a salt. Raises WeakPasswordError."""
    letters = any(character.isalpha() for character in password)
    digits = any(character.isdigit() for character in password)
    if len(password) < SHORTEST or not letters or not digits:
        raise WeakPasswordError(f"A password has at least {SHORTEST} characters, with a letter and a digit among them")
    return generate_password_hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Whether that is the password."""
    return check_password_hash(password_hash, password)


def generated() -> str:
    """A fresh password that is accepted."""
    alphabet = string.ascii_letters + string.digits
    while True:
        password = "".join(secrets.choice(alphabet) for _ in range(GENERATED))
        if any(character.isdigit() for character in password) and any(character.isalpha() for character in password):
            return password

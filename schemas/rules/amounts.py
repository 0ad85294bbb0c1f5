"""Sizes and lengths of time as numbers: what the arithmetic of the rules counts with."""

from __future__ import annotations

import re

MEGABYTE = 1024 * 1024
"""nginx, PostgreSQL, MySQL, Java and Dify's own limits in MB all count in powers of two."""

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s?([kmgt]?)(?:i?b)?", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}
_TIME = re.compile(r"(\d+)(ms|[smhdwMy])?")
_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "M": 2592000, "y": 31536000}


def size(text: str) -> int | None:
    """The bytes of a size such as 128MB, 100M or 2g; None when it is none."""
    match = _SIZE.fullmatch(text.strip())
    return int(float(match[1]) * 1024 ** _POWERS[match[2].lower()]) if match else None


def seconds(text: str) -> float | None:
    """The seconds of a length of time in nginx's notation, such as 3600s or 1h 30m; None when it is none."""
    pieces = _TIME.findall(text)
    if not pieces or _TIME.sub("", text).strip():
        return None
    return sum(int(number) * _SECONDS[unit or "s"] for number, unit in pieces)


def shown_size(number: int) -> str:
    """A size for a message: 15728640 is '15 MB'."""
    for unit, power in (("GB", 3), ("MB", 2), ("KB", 1)):
        if number >= 1024**power:
            return f"{number / 1024**power:.4g} {unit}"
    return f"{number} bytes"

"""What a text amounts to: seconds as hours, bytes as megabytes, how hard a secret is to guess. A remark."""

from __future__ import annotations

from schemas.catalog import Variable
from schemas.secrets import strength

_SPANS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))
_SECONDS = {"milliseconds": 0.001, "seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
_BYTES = {"bytes": 1, "kB": 1000, "KB": 1000, "MB": 1000**2, "GB": 1000**3}


def span_text(seconds: float) -> str:
    """A length of time in the two largest units that say it; a few seconds with their fraction."""
    if seconds < 60 and seconds != round(seconds):
        return f"{seconds:.1f} seconds"
    parts = []
    rest = round(seconds)
    for word, size in _SPANS:
        number, rest = divmod(rest, size)
        if number:
            parts.append(f"{number} {word}{'s' if number > 1 else ''}")
    return " ".join(parts[:2])


def size_text(size: float) -> str:
    """A number of bytes with the unit that suits it."""
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if abs(size) < 1000 or unit == "TB":
            shown = f"{size:.0f}" if size >= 100 or unit == "B" else f"{size:.1f}".removesuffix(".0")
            return f"{shown} {unit}"
        size /= 1000
    return ""


def note_on(variable: Variable, text: str) -> str:
    """The remark on a text; empty when there is none to make."""
    if variable.secret:
        known = strength(variable, text) if text else None
        return f"{known.word}: {known.why}" if known else ""
    if variable.kind not in {"int", "float"}:
        return ""
    try:
        number = float(text)
    except ValueError:
        return ""
    if variable.unit in _SECONDS and (seconds := number * _SECONDS[variable.unit]) >= 1:
        said = span_text(seconds)
        return f"= {said}" if said != f"{number:g} {variable.unit}" else ""
    if variable.unit in _BYTES and number * _BYTES[variable.unit] >= 1000:
        said = size_text(number * _BYTES[variable.unit])
        return f"= {said}" if said != f"{number:g} {variable.unit}" else ""
    return ""

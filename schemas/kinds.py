"""The type check of one variable on its text: what a form, the command line and the container's start all ask.

A kind says what a text must look like; it is the one place where that is written. The settings classes run the same
checks before pydantic converts a text, so that all readers refuse the same values. Standard library only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from schemas.catalog import Variable

TRUE_TEXTS = frozenset({"true", "1", "yes", "on", "t", "y"})
"""What pydantic reads as true, in any case."""
FALSE_TEXTS = frozenset({"false", "0", "no", "off", "f", "n"})

_INTEGER = re.compile(r"\s*[+-]?\d+(?:_\d+)*(?:\.0+)?\s*", re.ASCII)
_FLOAT = re.compile(r"\s*[+-]?(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*", re.ASCII)
_SIZE = re.compile(r"\d+(?:\.\d+)?\s?(?:[kKmMgGtT](?:i?[bB])?|[bB])?")
_DURATION = re.compile(r"\d+(?:ms|[smhdwMy])?(?:\s?\d+(?:ms|[smhdwMy]))*")
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.?")
_EMAIL = re.compile(r"(?:[^<>@]*<)?[^\s<>@]+@[^\s<>@]+>?")
_CRON_FIELD = re.compile(r"(?:\*|\d+(?:-\d+)?|[A-Za-z]{3}(?:-[A-Za-z]{3})?)(?:/\d+)?")

MAX_PORT = 65535


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text is not a value of the variable. Never quotes the text of a secret."""

    message: str
    """What is wrong: follows the variable's name, as in 'DB_PORT must be ...'."""
    hint: str = ""
    """What would be right."""


def check_value(variable: Variable, text: str) -> Problem | None:
    """The type check of one text; None when it is a value of the variable.

    An empty text is 'not set' for kinds of text, and a mistake for numbers and switches that a program parses
    (an empty value counts as set there, FIELD F34).
    """
    if "\0" in text:
        return Problem("must not hold a NUL character", "no environment can carry it")
    if not text:
        return None if variable.empty_ok else Problem("must not be empty", "remove the line to use the default")
    if text in variable.defaults.values():
        return None  # shipped as it is; the rule on placeholders finds those that are in use
    if variable.choices and (problem := _check_choice(variable, text)) is not None:
        return problem
    if variable.max_length is not None and len(text) > variable.max_length:
        return Problem(f"must have at most {variable.max_length} characters", f"this one has {len(text)}")
    if variable.pattern and not variable.choices and not re.fullmatch(variable.pattern, text):
        return Problem("has not the expected form", f"such as {variable.example}" if variable.example else "")
    check = _CHECKS.get(variable.kind)
    return check(variable, text) if check else None


def _check_choice(variable: Variable, text: str) -> Problem | None:
    values = [choice.value for choice in variable.choices]
    if text in values or not variable.strict_choices:
        return None
    if variable.pattern and re.fullmatch(variable.pattern, text):
        return None
    if variable.kind in {"bool", "bool_or_string"} and text.lower() in TRUE_TEXTS | FALSE_TEXTS:
        return None
    return Problem(f"must be one of {', '.join(values)}", nearest(text, values))


def nearest(text: str, values: list[str]) -> str:
    """The sentence 'did you mean X?' when one of the values is close to the text, else empty."""
    from difflib import get_close_matches

    folded = {value.lower(): value for value in values}
    close = get_close_matches(text.lower(), folded, n=1, cutoff=0.6)
    return f"did you mean {folded[close[0]]}?" if close else ""


def _range_text(variable: Variable) -> str:
    low, high = variable.minimum, variable.maximum
    unit = f" {variable.unit}" if variable.unit else ""
    if low is not None and high is not None:
        return f"from {low:g} to {high:g}{unit}"
    if low is not None:
        return f"{'more than' if variable.exclusive_minimum else 'at least'} {low:g}{unit}"
    if high is not None:
        return f"{'less than' if variable.exclusive_maximum else 'at most'} {high:g}{unit}"
    return unit.strip()


def _out_of_range(variable: Variable, number: float) -> Problem | None:
    low, high = variable.minimum, variable.maximum
    below = low is not None and (number < low or (variable.exclusive_minimum and number == low))
    above = high is not None and (number > high or (variable.exclusive_maximum and number == high))
    return Problem(f"must be {_range_text(variable)}") if below or above else None


def _check_int(variable: Variable, text: str) -> Problem | None:
    if not _INTEGER.fullmatch(text):
        return Problem("must be a whole number", _range_text(variable))
    return _out_of_range(variable, int(text.strip().replace("_", "").partition(".")[0]))


def _check_float(variable: Variable, text: str) -> Problem | None:
    if not _FLOAT.fullmatch(text):
        return Problem("must be a number", _range_text(variable))
    return _out_of_range(variable, float(text))


def _check_port(variable: Variable, text: str) -> Problem | None:
    if not _INTEGER.fullmatch(text) or not 1 <= int(text.strip().replace("_", "").partition(".")[0]) <= MAX_PORT:
        return Problem("must be a port", "a whole number from 1 to 65535")
    return _out_of_range(variable, int(text.strip().replace("_", "").partition(".")[0]))


def _check_bool(_variable: Variable, text: str) -> Problem | None:
    if text.lower() in TRUE_TEXTS | FALSE_TEXTS:
        return None
    return Problem("must be true or false")


def is_host(text: str) -> bool:
    """True for a host name, a compose service name, an IPv4 or an IPv6 address."""
    import ipaddress

    try:
        ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        labels = text.removesuffix(".").split(".")
        return len(text) <= 253 and all(_LABEL.fullmatch(label) for label in labels)
    return True


def _check_host(_variable: Variable, text: str) -> Problem | None:
    if "://" in text or "/" in text:
        return Problem("must be a host name, not an address with a scheme or a path", "such as db.example.com")
    return None if is_host(text) else Problem("must be a host name or an IP address", "such as db.example.com")


def _port_of(netloc: str) -> bool:
    try:
        port = urlsplit(f"//{netloc}").port
    except ValueError:
        return False
    return port is None or 1 <= port <= MAX_PORT


def _check_url(variable: Variable, text: str) -> Problem | None:
    example = variable.example or f"{(variable.schemes or ('https',))[-1]}://host.example.com"
    if any(character.isspace() for character in text):
        return Problem("must be an address without blanks", f"such as {example}")
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return Problem("is not an address that can be read", "percent-encode @ : / ? # in user name and password")
    if not parts.scheme or "://" not in text:
        return Problem("must be an address with a scheme", f"such as {example}")
    if variable.schemes and parts.scheme.lower() not in variable.schemes:
        return Problem(f"must begin with {' or '.join(f'{s}://' for s in variable.schemes)}", f"such as {example}")
    if not host:
        return Problem("must name a host", f"such as {example}")
    if not _port_of(parts.netloc.rpartition("@")[2]):
        return Problem("has a port that is not one", "a whole number from 1 to 65535")
    return None if is_host(host) else Problem("has a host name that is not one", f"such as {example}")


def _check_url_template(variable: Variable, text: str) -> Problem | None:
    return _check_url(variable, re.sub(r"\{\w+\}", "x", text))


def _check_host_port(_variable: Variable, text: str) -> Problem | None:
    for item in text.split(","):
        host, colon, port = item.strip().rpartition(":")
        if not colon or not is_host(host) or not port.isdigit() or not 1 <= int(port) <= MAX_PORT:
            return Problem("must be host:port, several separated by commas", "such as node1:26379,node2:26379")
    return None


def _check_size(_variable: Variable, text: str) -> Problem | None:
    return None if _SIZE.fullmatch(text) else Problem("must be a size", "such as 128MB, 512k or 2G")


def _check_duration(_variable: Variable, text: str) -> Problem | None:
    return None if _DURATION.fullmatch(text) else Problem("must be a length of time", "such as 30s, 5m or 1h 30m")


def _check_cron(_variable: Variable, text: str) -> Problem | None:
    fields = text.split()
    good = len(fields) == 5 and all(
        _CRON_FIELD.fullmatch(part) for one in fields for part in one.split(",")
    )  # fmt: skip
    return None if good else Problem("must be a cron line of five fields", "such as 0 3 * * *")


def _check_email(_variable: Variable, text: str) -> Problem | None:
    if _EMAIL.fullmatch(text) and ("<" in text) == text.endswith(">"):
        return None
    return Problem("must be a mail address", "such as ops@example.com or Name <ops@example.com>")


def _check_json(_variable: Variable, text: str) -> Problem | None:
    try:
        json.loads(text)
    except ValueError as error:
        return Problem("must be JSON", f"{error.args[0].partition(':')[0].lower()}" if error.args else "")
    return None


_CHECKS: dict[str, Callable[[Variable, str], Problem | None]] = {
    "int": _check_int,
    "float": _check_float,
    "port": _check_port,
    "bool": _check_bool,
    "host": _check_host,
    "url": _check_url,
    "url_template": _check_url_template,
    "host_port": _check_host_port,
    "size": _check_size,
    "duration": _check_duration,
    "cron": _check_cron,
    "email": _check_email,
    "json": _check_json,
}

"""Guesses at what a variable is: from its name, its default, its comment, and the places where it lands.

A guess only ever helps: it chooses the editor and the words, its findings are warnings at most.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.catalog import Choice
from schemas.kinds import is_host
from schemas.secrets import carries_password
from tui.workspace.compose.landings import Landing, Where

_SECRET_NAME = re.compile(
    r"(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|ENCRYPTION_?KEY|SIGNING_?KEY"
    r"|CREDENTIALS?)(_|$)|(^|_)(PASS|PWD|SALT|PEPPER)$"
)
_NO_SECRET = re.compile(
    r"_(ENABLED|DISABLED|LENGTH|SIZE|TTL|EXPIRES?|EXPIRY|EXPIRATION|TIMEOUT|LIFETIME|MINUTES|SECONDS|HOURS|DAYS|COUNT"
    r"|LIMIT|URL|URI|FILE|PATH|DIR|NAME|TYPE|ALGORITHM|ISSUER|COST|ROUNDS|HEADER|USER(NAME)?|MIN|MAX)S?$"
    r"|^(MAX|MIN|NUM|ENABLE|DISABLE|USE)_|PUBLIC_KEY|(^|_)PUBLISHABLE"
)
_MADE_HERE = re.compile(
    r"(PASSWORD|PASSWD|PASSPHRASE|SECRET|ENCRYPTION_?KEY|SIGNING_?KEY)(_KEY)?(_BASE)?$|(^|_)(PASS|PWD|SALT|PEPPER)$"
)
_GIVEN_BY_OTHERS = re.compile(
    r"(^|_)(SMTP|MAIL|EMAIL|OAUTH2?|OIDC|SAML|LDAP|SSO|CLIENT|AWS|S3|AZURE|GCP|GCS|GOOGLE|GITHUB|GITLAB|SLACK|DISCORD"
    r"|STRIPE|TWILIO|CLOUDFLARE|OPENAI|ANTHROPIC|SENTRY|WEBHOOK|LICEN[CS]E|PROXY|REGISTRY)_"
)
"""Whoever holds the other end gives these out: a made one would hide that it is missing."""
_URL = re.compile(r"[a-z][a-z0-9+.-]*://\S+")
_DURATION = re.compile(r"\d+(?:ms|s|m|h|d|w)(?:\s?\d+(?:ms|s|m|h|d|w))*")
_SIZE = re.compile(r"\d+(?:\.\d+)?\s?(?:[kKmMgGtT]i?[bB]?)")
_SIZE_NAME = re.compile(r"(SIZE|MEMORY|MEM|LIMIT|BUFFER|HEAP|CACHE|STORAGE|QUOTA)")
_CRON = re.compile(r"(?:[\d*/,-]+\s+){4}[\d*/,\w-]+")
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_LEVELS = ("debug", "info", "warn", "warning", "error", "critical")
_BRACKETS = re.compile(r"[\[({]\s*((?:[`'\"]?[\w.+-]+[`'\"]?\s*[|/,]\s*)+[`'\"]?[\w.+-]+[`'\"]?)\s*[\])}]")
_LISTED = re.compile(
    r"(?:one of|options?|choices|(?:allowed|possible|valid|supported|available|accepted)(?: values?)?(?: are)?|values)"
    r"\s*(?::|=|are|-)?\s*((?:[`'\"]?[\w.+-]+[`'\"]?(?:\s*(?:,\s*or|\||/|,|\bor\b)\s*))+[`'\"]?[\w.+-]+[`'\"]?)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,\s*or\s+|\||/|,|\s+or\s+)\s*")
_MOST_CHOICES = 24
_TELLING = frozenset({Where.PUBLISHED_PORT, Where.IMAGE_TAG})
"""Places that tell the kind also of a value that is a part of the text there."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What is inferred."""

    kind: str
    secret: bool = False
    choices: tuple[Choice, ...] = ()


def infer_kind(name: str, default: str) -> str:
    """A guess at the kind of a variable from its name and default alone."""
    return infer(name, [default]).kind


def infer(name: str, values: Sequence[str], comment: str = "", landings: Sequence[Landing] = ()) -> Guess:
    """A guess at a variable; values are its default and its examples, empty ones are passed over."""
    given = [value for value in values if value and "${" not in value]
    if _is_secret(name.upper(), given):
        kind = _common(name.upper(), given)
        return Guess("secret" if kind != "url" else "url", secret=True)
    if given and all(value.lower() in {"true", "false"} for value in given):
        return Guess("bool")
    choices = _choices(name.upper(), given, comment)
    if choices:
        return Guess("enum", choices=choices)
    return Guess(_by_place(given, landings) or _common(name.upper(), given))


def is_made_here(name: str) -> bool:
    """True for the name of a secret that the services of a deployment share among themselves."""
    return bool(_MADE_HERE.search(name.upper())) and not _GIVEN_BY_OTHERS.search(name.upper())


def _is_secret(name: str, given: Sequence[str]) -> bool:
    if any(carries_password(value) for value in given):
        return True
    if not _SECRET_NAME.search(name) or _NO_SECRET.search(name):
        return False
    return not any(value.lower() in {"true", "false"} for value in given)


def _by_place(given: Sequence[str], landings: Sequence[Landing]) -> str:
    """The kind that a place alone tells; empty when it tells none."""
    where = {landing.where for landing in landings if landing.whole or landing.reference.start == 0}
    where |= {landing.where for landing in landings if landing.where in _TELLING}
    if (where & {Where.PUBLISHED_PORT, Where.PORT}) and all(_is_port(value) for value in given):
        return "port"
    if Where.VOLUME in where and (not given or any("/" in value for value in given)):
        return "path"
    return "string" if where & {Where.IMAGE, Where.IMAGE_TAG} else ""


def _common(name: str, given: Sequence[str]) -> str:
    """The kind that all the values have; text when they differ."""
    kinds = {_kind_of(name, value) for value in given} or {_by_name(name)}
    if kinds == {"int", "float"}:
        return "float"
    return kinds.pop() if len(kinds) == 1 else "string"


def _kind_of(name: str, value: str) -> str:
    if value.isdigit() and value.isascii():
        return "port" if re.search(r"(^|_)PORT$", name) and _is_port(value) else "int"
    if re.fullmatch(r"-?\d+\.\d+", value):
        return "float" if "VERSION" not in name and "TAG" not in name else "string"
    if value[:1] in {"{", "["} and _is_json(value):
        return "json"
    for kind, pattern in (("url", _URL), ("duration", _DURATION), ("cron", _CRON), ("email", _EMAIL)):
        if pattern.fullmatch(value):
            return kind
    if _SIZE.fullmatch(value) and _SIZE_NAME.search(name):
        return "size"
    if re.search(r"(^|_)(HOST|HOSTNAME|SERVER)$", name) and is_host(value):
        return "host"
    if value.startswith(("/", "./", "../", "~/")) and re.search(r"(PATH|DIR|FILE|FOLDER|ROOT|VOLUME|LOCATION)", name):
        return "path"
    if "," in value and " " not in value and re.search(r"(S|LIST)$", name):
        return "csv"
    return "string"


def _by_name(name: str) -> str:
    """The kind that a name tells when there is no value at all."""
    for kind, pattern in (("port", r"(^|_)PORT$"), ("email", r"(^|_)EMAIL$"), ("url", r"_UR[LI]$")):
        if re.search(pattern, name):
            return kind
    return "string"


def _choices(name: str, given: Sequence[str], comment: str) -> tuple[Choice, ...]:
    """What a comment lists as possible values, when the default is one of them."""
    for found in _lists(comment):
        words = list(dict.fromkeys(found))
        if 2 <= len(words) <= _MOST_CHOICES and given and all(value in words for value in given):
            return tuple(Choice(word) for word in words)
    if name.endswith(("LOG_LEVEL", "LOGLEVEL")) and given and all(value.lower() in _LEVELS for value in given):
        upper = given[0].isupper()
        return tuple(Choice(word.upper() if upper else word) for word in _LEVELS)
    return ()


def _lists(comment: str) -> Iterator[list[str]]:
    text = " ".join(comment.split())
    for pattern in (_LISTED, _BRACKETS):
        for match in pattern.finditer(text):
            yield [word.strip("`'\"").rstrip(".") for word in _BETWEEN.split(match[1])]


def _is_port(value: str) -> bool:
    return value.isdigit() and value.isascii() and 1 <= int(value) <= 65535


def _is_json(value: str) -> bool:
    try:
        json.loads(value)
    except ValueError:
        return False
    return True

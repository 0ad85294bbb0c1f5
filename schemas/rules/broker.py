"""The rule on the broker's address."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from schemas.derived import broker_url
from schemas.rules.base import Diagnostic, Fix, Rule, Severity, Values


def _mismatch(values: Values) -> Iterator[Diagnostic]:
    url = values.text("CELERY_BROKER_URL")
    if not url.startswith(("redis://", "rediss://")):
        return
    try:
        parts = urlsplit(url)
        port = parts.port or 6379
    except ValueError:
        return  # the type check says what is wrong with it
    differs = [
        name
        for name, ours in (
            ("REDIS_HOST", parts.hostname or ""),
            ("REDIS_PORT", str(port)),
            ("REDIS_USERNAME", unquote(parts.username or "")),
            ("REDIS_PASSWORD", unquote(parts.password or "")),
        )
        if ours != values.text(name)
    ]
    if values.is_true("REDIS_USE_SSL") != (parts.scheme == "rediss"):
        differs.append("REDIS_USE_SSL")
    if differs:
        message = f"CELERY_BROKER_URL disagrees with {', '.join(differs)}: the API works and no task is ever executed"
        fix = Fix("Build CELERY_BROKER_URL from the REDIS_ variables", {"CELERY_BROKER_URL": broker_url(values)})
        yield MISMATCH.diagnostic(message, "CELERY_BROKER_URL", *differs, fix=fix)


MISMATCH = Rule(
    "LD-REDIS-BROKER-MISMATCH",
    Severity.ERROR,
    ("CELERY_BROKER_URL", "REDIS_HOST", "REDIS_PORT", "REDIS_USERNAME", "REDIS_PASSWORD", "REDIS_USE_SSL"),
    "The broker's address names another Redis, or another login, than the REDIS_ variables.",
    "The API answers and the workers wait on a queue that nobody fills.",
    _mismatch,
    ("F08",),
    "broker",
)
RULES = (MISMATCH,)

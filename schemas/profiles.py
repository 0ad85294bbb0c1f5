"""Profiles: named sets of values for what a deployment is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """A named set of values."""

    name: str
    summary: str
    values: Mapping[str, str]


MOST_CONNECTIONS = 900
"""With 4 MB of work_mem each this is what the default effective_cache_size has room for."""

_LOUD = ("DEBUG", "FLASK_DEBUG", "SQLALCHEMY_ECHO", "ENABLE_REQUEST_LOGGING")

PROFILES: dict[str, Profile] = {
    "development": Profile(
        "development",
        "for one person at a desk: debug output, every query logged",
        {
            **dict.fromkeys(_LOUD, "true"),
            "LOG_LEVEL": "DEBUG",
            "DEPLOY_ENV": "DEVELOPMENT",
            "CELERY_WORKER_CLASS": "threads",
            "WEB_API_CORS_ALLOW_ORIGINS": "*",
            "CONSOLE_CORS_ALLOW_ORIGINS": "*",
            "MIGRATION_ENABLED": "true",
        },
    ),
    "production": Profile(
        "production",
        "for everybody else: quiet, strict, as many workers as CPUs",
        {
            **dict.fromkeys(_LOUD, "false"),
            "LOG_LEVEL": "INFO",
            "DEPLOY_ENV": "PRODUCTION",
            "SERVER_WORKER_CLASS": "gevent",
            "CELERY_WORKER_CLASS": "gevent",
            "MIGRATION_ENABLED": "true",
        },
    ),
}


def profile_values(name: str, cpus: int) -> dict[str, str]:
    """The values of a profile on a machine with that many CPUs; KeyError for an unknown profile.

    gevent workers are one per CPU, since each serves many requests; sync workers, which serve one, twice that and one
    more (gunicorn's design notes). More processes open more database connections, so that the database accepts more.
    """
    values = dict(PROFILES[name].values)
    cpus = max(cpus, 1)
    workers = min(cpus, 2) if name == "development" else cpus
    if values.get("SERVER_WORKER_CLASS") == "sync":
        workers = cpus * 2 + 1
    values |= {"SERVER_WORKER_AMOUNT": str(workers), "CELERY_WORKER_AMOUNT": str(workers)}
    return values | _room(values)


def _room(values: Mapping[str, str]) -> dict[str, str]:
    """The database's connections, when its default is less than these processes may open.

    Each connection takes memory, so that beyond a limit the pools shrink instead.
    """
    from schemas.catalog import load_catalog
    from schemas.rules.base import Values
    from schemas.rules.capacity import demand, needed, room

    texts = Values(load_catalog(), values)
    wanted = demand(texts)
    if wanted is None or wanted.total <= room(texts.integer("POSTGRES_MAX_CONNECTIONS") or 0):
        return {}
    number = needed(wanted.total)
    if number <= MOST_CONNECTIONS:
        return {"POSTGRES_MAX_CONNECTIONS": str(number)}
    share = (room(MOST_CONNECTIONS) - wanted.other) // (int(values["SERVER_WORKER_AMOUNT"]) + 1)
    pools = {"SQLALCHEMY_POOL_SIZE": str(max(share, 1)), "SQLALCHEMY_MAX_OVERFLOW": "0"}
    return {"POSTGRES_MAX_CONNECTIONS": str(MOST_CONNECTIONS), **pools}

"""From the configured values to what plain processes on this machine need."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from tui.engine.local.layout import Layout
from tui.engine.protocol import EngineError
from tui.engine.shell import FOR_PROGRAMS

LOOPBACK = "127.0.0.1"
BIND_VARIABLE = "LAUNCHDECK_LOCAL_BIND"
"""Set it to 0.0.0.0 to let other machines reach the API."""

DATABASE_SERVICES = frozenset({"db_postgres", "db", "postgres", "localhost", LOOPBACK, "::1", "host.docker.internal"})
REDIS_SERVICES = frozenset({"redis", "valkey", "localhost", LOOPBACK, "::1", "host.docker.internal"})
"""Hosts that mean: the one that is brought along. Any other host is somebody else's server."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the engine itself has to know of the values."""

    database_host: str
    database_port: int
    database_user: str
    database_password: str
    databases: tuple[str, ...]
    """The main database first."""
    redis_host: str
    redis_port: int
    redis_password: str
    api_host: str
    api_port: int
    embeds_database: bool
    embeds_redis: bool
    environment: Mapping[str, str]
    """The whole environment of the application's processes, without MODE."""


def shell_environment() -> dict[str, str]:
    """The few variables of the operator's shell that a process needs."""
    passed = {name: os.environ[name] for name in FOR_PROGRAMS if name in os.environ}
    return {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **passed}


def local_settings(values: Mapping[str, str], layout: Layout) -> Settings:
    """The settings of a workspace's values. Raises EngineError for what the Local engine cannot run."""
    if values.get("DB_TYPE", "postgresql") != "postgresql":
        raise EngineError(
            f"DB_TYPE is {values['DB_TYPE']}, and the Local engine brings PostgreSQL only",
            "Set DB_TYPE to postgresql, or use the Compose engine",
        )
    embeds_database = values.get("DB_HOST", LOOPBACK) in DATABASE_SERVICES
    embeds_redis = values.get("REDIS_HOST", LOOPBACK) in REDIS_SERVICES
    settings = {
        "DB_HOST": LOOPBACK if embeds_database else values["DB_HOST"],
        "DB_PORT": values.get("DB_PORT") or "5432",
        "REDIS_HOST": LOOPBACK if embeds_redis else values["REDIS_HOST"],
        "REDIS_PORT": values.get("REDIS_PORT") or "6379",
        "DIFY_BIND_ADDRESS": os.environ.get(BIND_VARIABLE) or LOOPBACK,
        "DIFY_PORT": values.get("DIFY_PORT") or "5001",
        "OPENDAL_SCHEME": "fs",
        "OPENDAL_FS_ROOT": str(layout.storage),
        "LOG_FILE": "",
        "RUNTIME_DIR": str(layout.run),
    }
    if embeds_redis:
        settings["CELERY_BROKER_URL"] = _broker(values, settings)
    # An empty text counts as set for the application; what the file leaves empty is not handed on (FIELD F34).
    environment = {name: text for name, text in values.items() if text}
    environment |= {**settings, **shell_environment()}
    main = values.get("DB_DATABASE") or "dify"
    plugin = values.get("DB_PLUGIN_DATABASE") or main
    return Settings(
        database_host=settings["DB_HOST"],
        database_port=_port("DB_PORT", settings["DB_PORT"]),
        database_user=values.get("DB_USERNAME") or "postgres",
        database_password=values.get("DB_PASSWORD", ""),
        databases=tuple(dict.fromkeys((main, plugin))),
        redis_host=settings["REDIS_HOST"],
        redis_port=_port("REDIS_PORT", settings["REDIS_PORT"]),
        redis_password=values.get("REDIS_PASSWORD", ""),
        api_host=settings["DIFY_BIND_ADDRESS"],
        api_port=_port("DIFY_PORT", settings["DIFY_PORT"]),
        embeds_database=embeds_database,
        embeds_redis=embeds_redis,
        environment=environment,
    )


def _port(name: str, text: str) -> int:
    if text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise EngineError(f"{name} is not a port", "Set a whole number from 1 to 65535")


def _broker(values: Mapping[str, str], settings: Mapping[str, str]) -> str:
    """The broker's address with the host rewritten; refused when its password is not Redis' own."""
    password = values.get("REDIS_PASSWORD", "")
    url = values.get("CELERY_BROKER_URL", "")
    database = "1"
    if url:
        try:
            parts = urlsplit(url)
        except ValueError:
            raise EngineError("CELERY_BROKER_URL is not an address", "launchdeck check --fix builds it anew") from None
        if unquote(parts.password or "") != password:
            raise EngineError(
                "CELERY_BROKER_URL has another password than REDIS_PASSWORD", "launchdeck check --fix builds it anew"
            )
        database = parts.path.strip("/") or database
    login = f":{quote(password, safe='')}@" if password else ""
    return f"redis://{login}{settings['REDIS_HOST']}:{settings['REDIS_PORT']}/{database}"

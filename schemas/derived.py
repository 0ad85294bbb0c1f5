"""Derived variables: what follows from others, so that nobody has to type it twice."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, urlsplit

from schemas.rules.base import Values

BROKER_DATABASE = 1
"""The broker's Redis database; the cache has REDIS_DB, 0 by default."""

NO_SERVICE = frozenset(
    {
        *("alibabacloud_mysql", "analyticdb", "relyt", "tidb_vector", "tencent", "lindorm", "baidu", "vikingdb"),
        *("upstash", "tidb_on_qdrant", "tablestore", "huawei_cloud", "clickzetta"),
    }
)
"""Vector stores that the compose file brings no service for."""


def broker_url(values: Values) -> str:
    """CELERY_BROKER_URL from the Redis parts, login percent-encoded (FIELD F07, F08)."""
    user, password = (quote(values.text(name), safe="") for name in ("REDIS_USERNAME", "REDIS_PASSWORD"))
    login = f"{user}:{password}@" if user or password else ""
    if values.is_true("CELERY_USE_SENTINEL") and values.text("REDIS_SENTINELS"):
        hosts = [host.strip() for host in values.text("REDIS_SENTINELS").split(",")]
        return ";".join(f"sentinel://{login}{host}/{BROKER_DATABASE}" for host in hosts)
    scheme = "rediss" if values.is_true("REDIS_USE_SSL") else "redis"
    return f"{scheme}://{login}{values.text('REDIS_HOST')}:{values.text('REDIS_PORT')}/{BROKER_DATABASE}"


def compose_profiles(values: Values) -> str:
    """COMPOSE_PROFILES from the database and the vector store; what has no bundled service is left out."""
    wanted = [values.text("VECTOR_STORE"), values.text("DB_TYPE")]
    return ",".join(name for name in wanted if name and name not in NO_SERVICE)


def public_urls(address: str) -> dict[str, str]:
    """All public addresses from the one that people type into the browser."""
    parts = urlsplit(address.rstrip("/"))
    port = parts.port
    usual = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    origin = f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")
    names = ("CONSOLE_API_URL", "CONSOLE_WEB_URL", "SERVICE_API_URL", "APP_API_URL", "APP_WEB_URL", "FILES_URL")
    found = {
        **dict.fromkeys((*names, "TRIGGER_URL"), origin),
        "ENDPOINT_URL_TEMPLATE": f"{origin}/e/{{hook_id}}",
        "WEB_API_CORS_ALLOW_ORIGINS": origin,
        "CONSOLE_CORS_ALLOW_ORIGINS": origin,
        "NGINX_SERVER_NAME": parts.hostname or "_",
    }
    if parts.scheme == "http" and port and port != usual:
        found["EXPOSE_NGINX_PORT"] = str(port)
    return found


_MAKERS: dict[str, Callable[[Values], str]] = {
    "CELERY_BROKER_URL": broker_url,
    "COMPOSE_PROFILES": compose_profiles,
}
DERIVED: tuple[str, ...] = tuple(_MAKERS)
"""The variables that can be derived from the values in force."""


def derive(name: str, values: Values) -> str | None:
    """What a derived variable would be; None for one that is not derived."""
    maker = _MAKERS.get(name)
    return maker(values) if maker else None

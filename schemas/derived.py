"""Derived variables: what follows from others, so that nobody has to type it twice."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, urlsplit

from schemas.errors import LaunchdeckError
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

UNDECLARED = ("COMPOSE_PROFILES",)
"""What Compose reads from the env file itself, so that no compose file can hold a default for it.

Where the file does not set it, it is empty, whatever a new file would get.
"""

_HAND_MADE = frozenset({"certbot", "unstructured"})
"""Profiles that follow from no variable: whoever wants the service adds them by hand, and they are kept."""

_BASES = (
    *("CONSOLE_API_URL", "CONSOLE_WEB_URL", "SERVICE_API_URL", "APP_API_URL", "APP_WEB_URL", "FILES_URL"),
    "TRIGGER_URL",
)
_ORIGINS = ("WEB_API_CORS_ALLOW_ORIGINS", "CONSOLE_CORS_ALLOW_ORIGINS")
USUAL_PORTS = {"http": 80, "https": 443}
"""The port that an address of each scheme means when it names none."""


def broker_url(values: Values) -> str:
    """CELERY_BROKER_URL from the Redis parts, login percent-encoded (FIELD F07, F08).

    With sentinels the address lists them, each with the login of the Redis behind it; their own password goes in
    CELERY_SENTINEL_PASSWORD.
    """
    user, password = (quote(values.text(name), safe="") for name in ("REDIS_USERNAME", "REDIS_PASSWORD"))
    login = f"{user}:{password}@" if user or password else ""
    if values.is_true("CELERY_USE_SENTINEL") and values.items("REDIS_SENTINELS"):
        return ";".join(f"sentinel://{login}{host}/{BROKER_DATABASE}" for host in values.items("REDIS_SENTINELS"))
    scheme = "rediss" if values.is_true("REDIS_USE_SSL") else "redis"
    host = values.in_force("REDIS_HOST")
    host = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"{scheme}://{login}{host}:{values.in_force('REDIS_PORT')}/{BROKER_DATABASE}"


def compose_profiles(values: Values) -> str:
    """COMPOSE_PROFILES from the database and the vector store; what has no bundled service is left out.

    Profiles that follow from no variable, such as certbot, stay.
    """
    wanted = [values.in_force("VECTOR_STORE"), values.in_force("DB_TYPE")]
    extra = [name for name in values.items("COMPOSE_PROFILES") if name in _HAND_MADE]
    return ",".join(dict.fromkeys(name for name in [*wanted, *extra] if name and name not in NO_SERVICE))


def public_urls(address: str) -> dict[str, str]:
    """All public addresses from the one that people type into the browser, such as https://dify.example.com:8443.

    Raises LaunchdeckError for what is no http or https address.
    """
    origin, host, port = _origin(address)
    urls = {
        **dict.fromkeys(_BASES, origin),
        "ENDPOINT_URL_TEMPLATE": f"{origin}/e/{{hook_id}}",
        **dict.fromkeys(_ORIGINS, origin),
        "NGINX_SERVER_NAME": "_" if ":" in host else host,
    }
    if origin.startswith("http:") and port != USUAL_PORTS["http"]:
        urls["EXPOSE_NGINX_PORT"] = str(port)
    return urls


def _origin(address: str) -> tuple[str, str, int]:
    """The origin without a usual port, the host without brackets, and the port."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in USUAL_PORTS:
        raise LaunchdeckError(
            f"'{address}' is not an address that a browser can open", "such as https://dify.example.com"
        )
    usual = USUAL_PORTS[parts.scheme]
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port and port != usual else ""), host, port or usual


def public_address(values: Values) -> str:
    """The one public address that the public URLs name, empty when none is set or they disagree on it.

    What the file does not say is not guessed: an address that is empty follows the browser's.
    """
    seen = set()
    for name in _BASES[:6]:
        parts = values.url(name)
        if parts is not None and parts.scheme in USUAL_PORTS:
            seen.add(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")
    return seen.pop() if len(seen) == 1 else ""


_MAKERS: dict[str, Callable[[Values], str]] = {
    "CELERY_BROKER_URL": broker_url,
    "COMPOSE_PROFILES": compose_profiles,
}
DERIVED: tuple[str, ...] = tuple(_MAKERS)
"""The variables that follow from the values in force."""

PUBLIC: tuple[str, ...] = (*_BASES, "ENDPOINT_URL_TEMPLATE", *_ORIGINS, "NGINX_SERVER_NAME")
"""The variables that follow from the public address."""


def derive(name: str, values: Values) -> str | None:
    """What a derived variable would be; None for one that is not derived, or while no public address is known."""
    maker = _MAKERS.get(name)
    if maker is not None:
        return maker(values)
    address = public_address(values) if name in PUBLIC else ""
    return public_urls(address)[name] if address else None

"""Where the database and the broker are, read off the environment. Standard library only.

Addresses are composed from their parts with percent-encoding and are never put into an argument list or a log.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote, urlsplit

from runtime.environment import Environment
from runtime.record import field, record

POSTGRESQL: Final = "postgresql"
DB_TYPES: Final = (POSTGRESQL, "mysql", "oceanbase", "seekdb")
"""The closed set of DB_TYPE; all but the first speak MySQL's protocol."""

BROKER_DB: Final = 1
"""The Redis database that holds the queues when CELERY_BROKER_URL does not say."""

REDIS_SCHEMES: Final = ("redis", "rediss")
DEFAULT_PORTS: Final = {"redis": 6379, "rediss": 6379, "sentinel": 26379, "amqp": 5672, "amqps": 5671, "pyamqp": 5672}


@record(frozen=True, slots=True)
class Database:
    """The relational database."""

    kind: str
    """postgresql, or one of those that speak MySQL's protocol."""
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    name: str

    @property
    def is_postgresql(self) -> bool:
        """True for PostgreSQL, False for the MySQL family."""
        return self.kind == POSTGRESQL

    @property
    def place(self) -> str:
        """Host and port for messages."""
        return f"{self.host}:{self.port}"


@record(frozen=True, slots=True)
class Broker:
    """The message broker that Celery uses."""

    scheme: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    url: str = field(repr=False)
    """The whole address, secret."""
    nodes: tuple[tuple[str, int], ...] = ()
    """For Sentinel: all nodes."""
    master: str = ""
    """For Sentinel: the name of the master."""
    sentinel_password: str = field(default="", repr=False)

    @property
    def is_redis(self) -> bool:
        """True when it speaks the Redis protocol directly."""
        return self.scheme in REDIS_SCHEMES

    @property
    def tls(self) -> bool:
        """True when the connection is encrypted."""
        return self.scheme in {"rediss", "amqps"}

    @property
    def place(self) -> str:
        """Host and port for messages."""
        return f"{self.host}:{self.port}"


def database(environment: Environment) -> Database:
    """The database that DB_* describes."""
    return Database(
        kind=environment.choice("DB_TYPE", POSTGRESQL, DB_TYPES),
        host=environment.text("DB_HOST", "localhost"),
        port=environment.port("DB_PORT", 5432),
        user=environment.text("DB_USERNAME", "postgres"),
        password=environment.text("DB_PASSWORD"),
        name=environment.text("DB_DATABASE", "dify"),
    )


def redis_url(environment: Environment, number: int) -> str:
    """The address of that database of the Redis which REDIS_* describes."""
    user = quote(environment.text("REDIS_USERNAME"), safe="")
    password = quote(environment.text("REDIS_PASSWORD"), safe="")
    host = environment.text("REDIS_HOST", "localhost")
    if ":" in host and not host.startswith("["):
        host = f"[{host}]"
    scheme = "rediss" if environment.flag("REDIS_USE_SSL") else "redis"
    login = f"{user}:{password}@" if user or password else ""
    return f"{scheme}://{login}{host}:{environment.port('REDIS_PORT', 6379)}/{number}"


def broker(environment: Environment) -> Broker:
    """The broker of CELERY_BROKER_URL, else the Redis of REDIS_*."""
    url = environment.text("CELERY_BROKER_URL") or redis_url(environment, BROKER_DB)
    # Sentinel addresses may list several nodes, each a whole address.
    parts = [urlsplit(part) for part in url.split(";") if part]
    try:
        nodes = tuple((part.hostname or "", part.port or DEFAULT_PORTS.get(part.scheme, 0)) for part in parts)
    except ValueError:
        nodes = ()
    if not nodes or not parts[0].scheme or not all(host and port for host, port in nodes):
        environment.report("CELERY_BROKER_URL", "must be an address such as redis://:password@host:6379/1")
        return Broker("redis", "localhost", 6379, "", "", url)
    first = parts[0]
    return Broker(
        scheme=first.scheme.partition("+")[0],
        host=nodes[0][0],
        port=nodes[0][1],
        user=unquote(first.username or ""),
        password=unquote(first.password or ""),
        url=url,
        nodes=nodes,
        master=environment.text("CELERY_SENTINEL_MASTER_NAME"),
        sentinel_password=environment.text("CELERY_SENTINEL_PASSWORD"),
    )

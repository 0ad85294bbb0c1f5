"""Redis.

Configures the Redis server for cache, locks and messages: a single one, behind Sentinel or as a cluster.
"""

from __future__ import annotations

from pydantic import NonNegativeInt, PositiveFloat

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port


class RedisConfig(Settings):
    """How API, workers and beat reach Redis."""

    category = "redis"

    REDIS_HOST: str = setting(
        "localhost",
        help=(
            "Where the Redis server for cache, locks and messages runs. Use the service name for the bundled "
            "one; the broker address names its host separately."
        ),
        group="connection",
        kind="host",
        docker="redis",
        local=SAME,
        example="redis.example.com",
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_PORT: Port = setting(
        6379,
        help=(
            "Port of the Redis server, as seen from the containers. Managed services often use another one "
            "for TLS; the broker address must follow."
        ),
        group="connection",
        kind="port",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_USERNAME: str | None = setting(
        None,
        help=(
            "Account on a Redis 6 or newer with access lists. Empty means the default user, which is what the "
            "bundled server has."
        ),
        group="connection",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_PASSWORD: str | None = setting(
        None,
        help=(
            "Password for Redis, given to the bundled server as well. The broker address repeats it, so "
            "change both at once; letters and digits are safest."
        ),
        group="connection",
        docker="difyai123456",
        middleware="difyai123456",
        local="difyai123456",
        secret="free",
        generate=alphanumeric(32),
        insecure=("difyai123456",),
        readers=(*SHARED_ENVIRONMENT, "redis"),
        linked=("CELERY_BROKER_URL",),
    )

    REDIS_DB: NonNegativeInt = setting(
        0,
        help=(
            "Number of the Redis database for cache and locks. Celery uses another one, by default 1; pick "
            "different numbers when several products share a server."
        ),
        group="connection",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_USE_SSL: bool = setting(
        False,
        help=(
            "Encrypts the connection to a single Redis server. The bundled one offers no TLS, Sentinel and "
            "Cluster ignore the switch, and the broker needs a rediss address."
        ),
        group="ssl",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SSL_CERT_REQS: str = setting(
        "CERT_NONE",
        help=(
            "How strictly the certificate of Redis is checked, for the broker too. Without a check, the line "
            "is encrypted but anyone in between can pose as the server."
        ),
        group="ssl",
        docker=SAME,
        local=SAME,
        choices={
            "CERT_NONE": "No check",
            "CERT_OPTIONAL": "Checked, as with required",
            "CERT_REQUIRED": "Checked, refused when wrong",
        },
        active_when={"REDIS_USE_SSL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SSL_CA_CERTS: str | None = setting(
        None,
        help=(
            "PEM file inside the container with the authority that signed the certificate of Redis. Needed "
            "for a private authority; mount the file into API, worker and beat."
        ),
        group="ssl",
        kind="path",
        docker=SAME,
        local=SAME,
        example="/certs/redis-ca.pem",
        active_when={"REDIS_USE_SSL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SSL_CERTFILE: str | None = setting(
        None,
        help=(
            "PEM file inside the container with the certificate that proves who Dify is to Redis. Only for "
            "servers that demand one."
        ),
        group="ssl",
        kind="path",
        docker=SAME,
        local=SAME,
        example="/certs/client.pem",
        active_when={"REDIS_USE_SSL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SSL_KEYFILE: str | None = setting(
        None,
        help=(
            "PEM file inside the container with the private key of the client certificate. Mount it readable "
            "for the user of the container and for nobody else."
        ),
        group="ssl",
        kind="path",
        docker=SAME,
        local=SAME,
        example="/certs/client.key",
        active_when={"REDIS_USE_SSL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_USE_SENTINEL: bool | None = setting(
        False,
        help=(
            "Asks Sentinel nodes which Redis server is the primary, so that a failover goes unnoticed. It "
            "wins when cluster mode is on as well."
        ),
        group="sentinel",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SENTINELS: str | None = setting(
        None,
        help=(
            "Sentinel nodes as host:port, separated by commas. Name at least three on different machines, "
            "otherwise losing one may leave nobody to ask."
        ),
        group="sentinel",
        kind="host_port",
        docker=SAME,
        local=SAME,
        example="s1:26379,s2:26379,s3:26379",
        active_when={"REDIS_USE_SENTINEL": ["true"]},
        required_when={"REDIS_USE_SENTINEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SENTINEL_SERVICE_NAME: str | None = setting(
        None,
        help=(
            "Name under which the Sentinels watch your primary server. It stands in their configuration after "
            "the words sentinel monitor."
        ),
        group="sentinel",
        docker=SAME,
        local=SAME,
        example="mymaster",
        active_when={"REDIS_USE_SENTINEL": ["true"]},
        required_when={"REDIS_USE_SENTINEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SENTINEL_USERNAME: str | None = setting(
        None,
        help=(
            "Account for the Sentinel nodes themselves, when they use access lists. The login of the Redis "
            "servers behind them stays separate."
        ),
        group="sentinel",
        docker=SAME,
        local=SAME,
        active_when={"REDIS_USE_SENTINEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SENTINEL_PASSWORD: str | None = setting(
        None,
        help="Password the Sentinel nodes ask for. Leave it empty when they need none, which is their default.",
        group="sentinel",
        docker=SAME,
        local=SAME,
        secret="free",
        active_when={"REDIS_USE_SENTINEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SENTINEL_SOCKET_TIMEOUT: PositiveFloat | None = setting(
        0.1,
        help=(
            "Seconds to wait for a Sentinel before the next one is asked. A tenth is short; raise it when "
            "nodes are in other data centres."
        ),
        group="sentinel",
        docker=SAME,
        local=SAME,
        unit="seconds",
        active_when={"REDIS_USE_SENTINEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_USE_CLUSTERS: bool = setting(
        False,
        help=(
            "Connects to a Redis Cluster instead of one server; host, user, password and database number of "
            "the single server are then not used. Celery still needs a plain Redis."
        ),
        group="cluster",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_CLUSTERS: str | None = setting(
        None,
        help=(
            "Some nodes of the cluster as host:port, separated by commas. The rest is found through them, so "
            "a few that are always up suffice."
        ),
        group="cluster",
        kind="host_port",
        docker=SAME,
        local=SAME,
        example="n1:6379,n2:6379",
        active_when={"REDIS_USE_CLUSTERS": ["true"]},
        required_when={"REDIS_USE_CLUSTERS": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_CLUSTERS_PASSWORD: str | None = setting(
        None,
        help=(
            "Password for the nodes of the cluster, which must all share it. The single server's password is not tried."
        ),
        group="cluster",
        docker=SAME,
        local=SAME,
        secret="free",
        active_when={"REDIS_USE_CLUSTERS": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SERIALIZATION_PROTOCOL: int = setting(
        3,
        help="Version of the protocol spoken with Redis. Fall back to 2 for servers or proxies older than Redis 6.",
        group="connection",
        choices={"2": "Any server", "3": "Redis 6 or newer"},
        strict_choices=True,
        reaches_container=False,
    )

    REDIS_ENABLE_CLIENT_SIDE_CACHE: bool = setting(
        False,
        help=(
            "Keeps keys that were just read in the memory of each process, and lets the server call them "
            "back. Saves round trips to a distant Redis; needs protocol 3."
        ),
        group="connection",
        reaches_container=False,
    )


class RedisStackConfig(Settings):
    """Where the bundled Redis keeps its data."""

    category = "redis"

    REDIS_HOST_VOLUME: str = setting(
        "./volumes/redis/data",
        help=(
            "Folder on the host for Redis data, used by the middleware Compose file. A new path starts empty: "
            "waiting tasks and cached sessions are gone."
        ),
        group="container",
        kind="path",
        middleware=SAME,
        compose=SAME,
    )

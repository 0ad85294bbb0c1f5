"""redis."""

from __future__ import annotations

from pydantic import NonNegativeInt, PositiveFloat

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port


class RedisConfig(Settings):
    """connection."""

    category = "redis"

    REDIS_HOST: str = setting(
        "localhost",
        help="TODO Redis server host (REDIS_HOST)",
        group="connection",
        kind="host",
        docker="redis",
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_PORT: Port = setting(
        6379,
        help="TODO Redis server port (REDIS_PORT)",
        group="connection",
        kind="port",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_USERNAME: str | None = setting(
        None,
        help="TODO Redis ACL user (REDIS_USERNAME)",
        group="connection",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_PASSWORD: str | None = setting(
        None,
        help="TODO Redis password (REDIS_PASSWORD)",
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
        help="TODO Redis logical database index (REDIS_DB)",
        group="connection",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_USE_SSL: bool = setting(
        False,
        help="TODO encrypt Redis traffic (REDIS_USE_SSL)",
        group="ssl",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SSL_CERT_REQS: str = setting(
        "CERT_NONE",
        help="TODO Redis certificate verification level (REDIS_SSL_CERT_REQS)",
        group="ssl",
        docker=SAME,
        local=SAME,
        choices={"CERT_NONE": "", "CERT_OPTIONAL": "", "CERT_REQUIRED": ""},
        active_when={"REDIS_USE_SSL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SSL_CA_CERTS: str | None = setting(
        None,
        help="TODO CA bundle path for Redis (REDIS_SSL_CA_CERTS)",
        group="ssl",
        kind="path",
        docker=SAME,
        local=SAME,
        active_when={"REDIS_USE_SSL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SSL_CERTFILE: str | None = setting(
        None,
        help="TODO client certificate path for Redis (REDIS_SSL_CERTFILE)",
        group="ssl",
        kind="path",
        docker=SAME,
        local=SAME,
        active_when={"REDIS_USE_SSL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SSL_KEYFILE: str | None = setting(
        None,
        help="TODO client key path for Redis (REDIS_SSL_KEYFILE)",
        group="ssl",
        kind="path",
        docker=SAME,
        local=SAME,
        active_when={"REDIS_USE_SSL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_USE_SENTINEL: bool | None = setting(
        False,
        help="TODO locate Redis through Sentinel (REDIS_USE_SENTINEL)",
        group="sentinel",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SENTINELS: str | None = setting(
        None,
        help="TODO Sentinel nodes as host:port list (REDIS_SENTINELS)",
        group="sentinel",
        kind="host_port",
        docker=SAME,
        local=SAME,
        example="s1:26379,s2:26379",
        active_when={"REDIS_USE_SENTINEL": ["true"]},
        required_when={"REDIS_USE_SENTINEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SENTINEL_SERVICE_NAME: str | None = setting(
        None,
        help="TODO Sentinel master group name (REDIS_SENTINEL_SERVICE_NAME)",
        group="sentinel",
        docker=SAME,
        local=SAME,
        active_when={"REDIS_USE_SENTINEL": ["true"]},
        required_when={"REDIS_USE_SENTINEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SENTINEL_USERNAME: str | None = setting(
        None,
        help="TODO Sentinel login name (REDIS_SENTINEL_USERNAME)",
        group="sentinel",
        docker=SAME,
        local=SAME,
        active_when={"REDIS_USE_SENTINEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SENTINEL_PASSWORD: str | None = setting(
        None,
        help="TODO Sentinel password (REDIS_SENTINEL_PASSWORD)",
        group="sentinel",
        docker=SAME,
        local=SAME,
        secret="free",
        active_when={"REDIS_USE_SENTINEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SENTINEL_SOCKET_TIMEOUT: PositiveFloat | None = setting(
        0.1,
        help="TODO Sentinel socket timeout (REDIS_SENTINEL_SOCKET_TIMEOUT)",
        group="sentinel",
        docker=SAME,
        local=SAME,
        unit="seconds",
        active_when={"REDIS_USE_SENTINEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_USE_CLUSTERS: bool = setting(
        False,
        help="TODO connect to a Redis Cluster (REDIS_USE_CLUSTERS)",
        group="cluster",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_CLUSTERS: str | None = setting(
        None,
        help="TODO cluster nodes as host:port list (REDIS_CLUSTERS)",
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
        help="TODO Redis Cluster password (REDIS_CLUSTERS_PASSWORD)",
        group="cluster",
        docker=SAME,
        local=SAME,
        secret="free",
        active_when={"REDIS_USE_CLUSTERS": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    REDIS_SERIALIZATION_PROTOCOL: int = setting(
        3,
        help="TODO RESP protocol version (REDIS_SERIALIZATION_PROTOCOL)",
        group="connection",
        choices={"2": "", "3": ""},
        strict_choices=True,
        reaches_container=False,
    )

    REDIS_ENABLE_CLIENT_SIDE_CACHE: bool = setting(
        False,
        help="TODO Redis client-side caching, RESP3 only (REDIS_ENABLE_CLIENT_SIDE_CACHE)",
        group="connection",
        reaches_container=False,
    )


class RedisStackConfig(Settings):
    """redis: what Compose, shell scripts and other containers read."""

    category = "redis"

    REDIS_HOST_VOLUME: str = setting(
        "./volumes/redis/data",
        help="TODO host path for Redis data (REDIS_HOST_VOLUME)",
        group="container",
        kind="path",
        middleware=SAME,
        compose=SAME,
    )

"""Docker Compose host: the ports that the host publishes."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackPort


class PublishedPortsStackConfig(Settings):
    """Ports of the host, which only Compose reads."""

    category = "compose_host"

    EXPOSE_NGINX_PORT: StackPort = setting(
        80,
        help=(
            "Host port under which the console and apps are reachable over HTTP. Pick another one if a "
            "different web server occupies port 80, and adapt the public URLs."
        ),
        group="ports",
        kind="port",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "nginx"),
    )

    EXPOSE_NGINX_SSL_PORT: StackPort = setting(
        443,
        help=(
            "Host port published for HTTPS. It is bound even while TLS is off, so change it if another "
            "service on the host uses 443."
        ),
        group="ports",
        kind="port",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "nginx"),
    )

    EXPOSE_PLUGIN_DAEMON_PORT: StackPort = setting(
        5002,
        help=(
            "Host port of the plugin daemon, published by the middleware Compose file only. Needed when "
            "the API runs from source on the host; the full stack ignores it."
        ),
        group="ports",
        kind="port",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    EXPOSE_POSTGRES_PORT: StackPort = setting(
        5432,
        help=(
            "Host port for PostgreSQL in the middleware Compose file, for running the API from source. "
            "Block it in the firewall, since the sample database password is public."
        ),
        group="ports",
        kind="port",
        middleware=SAME,
        compose=SAME,
        active_when={"DB_TYPE": ["postgresql"]},
    )

    EXPOSE_MYSQL_PORT: StackPort = setting(
        3306,
        help=(
            "Host port for MySQL in the middleware Compose file. Change it when a local MySQL already "
            "listens on 3306; the full stack does not publish one."
        ),
        group="ports",
        kind="port",
        middleware=SAME,
        compose=SAME,
        active_when={"DB_TYPE": ["mysql"]},
    )

    EXPOSE_REDIS_PORT: StackPort = setting(
        6379,
        help=(
            "Host port for Redis in the middleware Compose file. Anyone who reaches it with the password "
            "can read sessions and queued tasks, so keep it local."
        ),
        group="ports",
        kind="port",
        middleware=SAME,
        compose=SAME,
    )

    EXPOSE_SANDBOX_PORT: StackPort = setting(
        8194,
        help=(
            "Host port that leads to the code sandbox in the middleware Compose file, published by the "
            "Squid container. A source-run API uses it to execute code."
        ),
        group="ports",
        kind="port",
        middleware=SAME,
        compose=SAME,
    )

    EXPOSE_SSRF_PROXY_PORT: StackPort = setting(
        3128,
        help=(
            "Host port of the Squid proxy in the middleware Compose file. Reachable from outside it acts "
            "as an open relay, so limit access to the host."
        ),
        group="ports",
        kind="port",
        middleware=SAME,
        compose=SAME,
    )

    EXPOSE_WEAVIATE_PORT: StackPort = setting(
        8080,
        help=(
            "Host port for the Weaviate HTTP interface in the middleware Compose file. Choose another one"
            " if 8080 is taken by a development server."
        ),
        group="ports",
        kind="port",
        middleware=SAME,
        compose=SAME,
    )

    EXPOSE_WEAVIATE_GRPC_PORT: StackPort = setting(
        50051,
        help=(
            "Host port for Weaviate's gRPC interface in the middleware Compose file. A source-run API "
            "needs it when gRPC queries to Weaviate are enabled."
        ),
        group="ports",
        kind="port",
        compose=SAME,
    )

"""container_startup."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackBool, StackInt, StackPort


class ContainerStartupStackConfig(Settings):
    """container_startup: what Compose, shell scripts and other containers read."""

    category = "container_startup"

    LANG: str = setting(
        "C.UTF-8",
        help="TODO process locale (LANG)",
        group="locale",
        docker=SAME,
        local="en_US.UTF-8",
        example="C.UTF-8",
        readers=SHARED_ENVIRONMENT,
    )

    LC_ALL: str = setting(
        "C.UTF-8",
        help="TODO locale override for all categories (LC_ALL)",
        group="locale",
        docker=SAME,
        local="en_US.UTF-8",
        example="C.UTF-8",
        readers=SHARED_ENVIRONMENT,
    )

    PYTHONIOENCODING: str = setting(
        "utf-8",
        help="TODO text encoding of Python standard streams (PYTHONIOENCODING)",
        group="locale",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    DIFY_BIND_ADDRESS: str = setting(
        "0.0.0.0",
        help="TODO address the API server listens on (DIFY_BIND_ADDRESS)",
        group="api_server",
        kind="host",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    DIFY_PORT: StackPort = setting(
        5001,
        help="TODO port the API server listens on (DIFY_PORT)",
        group="api_server",
        kind="port",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
        linked=("PLUGIN_DIFY_INNER_API_URL",),
    )

    SERVER_WORKER_AMOUNT: StackInt = setting(
        1,
        help="TODO gunicorn process count (SERVER_WORKER_AMOUNT)",
        group="api_server",
        docker=SAME,
        unit="processes",
        readers=SHARED_ENVIRONMENT,
    )

    SERVER_WORKER_CLASS: str = setting(
        "gevent",
        help="TODO gunicorn concurrency model (SERVER_WORKER_CLASS)",
        group="api_server",
        docker=SAME,
        choices={"gevent": "", "gthread": "", "sync": ""},
        also=r"[\w.]+[.:]\w+",
        readers=SHARED_ENVIRONMENT,
    )

    SERVER_WORKER_CONNECTIONS: StackInt = setting(
        10,
        help="TODO simultaneous clients per gunicorn process (SERVER_WORKER_CONNECTIONS)",
        group="api_server",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    GUNICORN_TIMEOUT: StackInt = setting(
        360,
        help="TODO silent gunicorn worker kill timeout (GUNICORN_TIMEOUT)",
        group="api_server",
        docker=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    MIGRATION_ENABLED: StackBool = setting(
        True,
        help="TODO upgrade the schema before starting (MIGRATION_ENABLED)",
        group="migration",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

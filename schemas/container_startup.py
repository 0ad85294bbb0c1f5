"""Container startup.

Configures what the entrypoint of the API image does before and while it starts a server.
"""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackBool, StackNonNegativeInt, StackPort, StackPositiveInt


class ContainerStartupStackConfig(Settings):
    """Locale, API server processes and migration, as the entrypoint reads them from the environment."""

    category = "container_startup"

    LANG: str = setting(
        "C.UTF-8",
        help=(
            "Locale of every process in the container. It has to be a UTF-8 one, otherwise file names and "
            "logs with other letters break."
        ),
        group="locale",
        docker=SAME,
        local="en_US.UTF-8",
        example="C.UTF-8",
        readers=SHARED_ENVIRONMENT,
    )

    LC_ALL: str = setting(
        "C.UTF-8",
        help=(
            "Overrides all locale settings, including the general one. Keep both equal; a locale that the "
            "image lacks brings warnings."
        ),
        group="locale",
        docker=SAME,
        local="en_US.UTF-8",
        example="C.UTF-8",
        readers=SHARED_ENVIRONMENT,
    )

    PYTHONIOENCODING: str = setting(
        "utf-8",
        help=(
            "Encoding of Python's standard input and output. Keep utf-8; a name that Python does not know "
            "stops every process at its start."
        ),
        group="locale",
        docker=SAME,
        local=SAME,
        example="utf-8",
        also=r"[\w.-]*(?::\w+)?",
        readers=SHARED_ENVIRONMENT,
    )

    DIFY_BIND_ADDRESS: str = setting(
        "0.0.0.0",
        help=(
            "Interface on which the API listens inside its container. With a loopback address, nginx and the "
            "other services can no longer reach it."
        ),
        group="api_server",
        kind="host",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    DIFY_PORT: StackPort = setting(
        5001,
        help=(
            "Port of the API inside its container. nginx, the plugin daemon and health checks expect 5001, so "
            "leave it unless you change those as well."
        ),
        group="api_server",
        kind="port",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
        linked=("PLUGIN_DIFY_INNER_API_URL",),
    )

    SERVER_WORKER_AMOUNT: StackPositiveInt = setting(
        1,
        help=(
            "Number of API server processes. One per CPU core suits gevent, twice the cores and one more "
            "suits sync; each process opens its own database pool."
        ),
        group="api_server",
        docker=SAME,
        unit="processes",
        readers=SHARED_ENVIRONMENT,
    )

    SERVER_WORKER_CLASS: str = setting(
        "gevent",
        help=(
            "How an API process serves several requests. gevent carries many streams at once; sync answers "
            "one after the other, so that a long chat blocks a whole process."
        ),
        group="api_server",
        docker=SAME,
        choices={
            "gevent": "Many streams per process",
            "gthread": "A few threads per process",
            "sync": "One request per process",
        },
        also=r"[\w.]+[.:]\w+",
        readers=SHARED_ENVIRONMENT,
    )

    SERVER_WORKER_CONNECTIONS: StackPositiveInt = setting(
        10,
        help=(
            "Requests one API process handles at the same time; more of them wait. Raise it for many parallel "
            "chats, and make sure the database pool keeps up."
        ),
        group="api_server",
        docker=SAME,
        unit="connections",
        readers=SHARED_ENVIRONMENT,
    )

    GUNICORN_TIMEOUT: StackNonNegativeInt = setting(
        360,
        help=(
            "Seconds an API process may stay silent before gunicorn replaces it; 0 waits for ever. With sync "
            "workers this also ends long answers, so keep it generous."
        ),
        group="api_server",
        docker=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    MIGRATION_ENABLED: StackBool = setting(
        True,
        help=(
            "Brings the database up to date before each start of API, worker and beat. Switch it off only "
            "when a separate job migrates; it must be written exactly as true."
        ),
        group="migration",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

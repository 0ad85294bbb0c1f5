"""Docker Compose host: how much memory and how many processors each container may use."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import SAME, setting
from schemas.types import StackFloat


class ContainerLimitsStackConfig(Settings):
    """Limits of the containers, which only Compose reads."""

    category = "compose_host"

    API_MEMORY_LIMIT: str = setting(
        "0",
        help=("Most memory the API server may use, such as 2g; 0 means no limit. Large uploads and streams need room."),
        group="limits",
        kind="size",
        docker=SAME,
        reaches_container=False,
    )

    WORKER_MEMORY_LIMIT: str = setting(
        "0",
        help=("Most memory the worker may use, such as 2g; 0 means no limit. Indexing large documents takes most."),
        group="limits",
        kind="size",
        docker=SAME,
        reaches_container=False,
    )

    BEAT_MEMORY_LIMIT: str = setting(
        "0",
        help=("Most memory the scheduler may use, such as 2g; 0 means no limit. It needs little."),
        group="limits",
        kind="size",
        docker=SAME,
        reaches_container=False,
    )

    WEB_MEMORY_LIMIT: str = setting(
        "0",
        help=("Most memory the web frontend may use, such as 2g; 0 means no limit. Two server processes share it."),
        group="limits",
        kind="size",
        docker=SAME,
        reaches_container=False,
    )

    PLUGIN_DAEMON_MEMORY_LIMIT: str = setting(
        "0",
        help=(
            "Most memory the plugin daemon may use, such as 2g; 0 means no limit. Every installed plugin runs "
            "inside it."
        ),
        group="limits",
        kind="size",
        docker=SAME,
        reaches_container=False,
    )

    SANDBOX_MEMORY_LIMIT: str = setting(
        "0",
        help=(
            "Most memory the code sandbox may use, such as 2g; 0 means no limit. It bounds what code nodes of "
            "workflows may take."
        ),
        group="limits",
        kind="size",
        docker=SAME,
        reaches_container=False,
    )

    NGINX_MEMORY_LIMIT: str = setting(
        "0",
        help=("Most memory the nginx container may use, such as 2g; 0 means no limit. It needs little."),
        group="limits",
        kind="size",
        docker=SAME,
        reaches_container=False,
    )

    DATABASE_MEMORY_LIMIT: str = setting(
        "0",
        help=("Most memory the database may use, such as 2g; 0 means no limit. Leave room beyond its shared buffers."),
        group="limits",
        kind="size",
        docker=SAME,
        reaches_container=False,
    )

    REDIS_MEMORY_LIMIT: str = setting(
        "0",
        help=(
            "Most memory the Redis container may use, such as 2g; 0 means no limit. When it is full, tasks and "
            "sessions are refused."
        ),
        group="limits",
        kind="size",
        docker=SAME,
        reaches_container=False,
    )

    VECTOR_STORE_MEMORY_LIMIT: str = setting(
        "0",
        help=(
            "Most memory the bundled vector store may use, such as 2g; 0 means no limit. Several of them need "
            "gigabytes."
        ),
        group="limits",
        kind="size",
        docker=SAME,
        reaches_container=False,
    )

    ELASTICSEARCH_MEMORY_LIMIT: str = setting(
        "2g",
        help=("Most memory the Elasticsearch container may use; it takes half of it for its heap."),
        group="limits",
        kind="size",
        docker=SAME,
        active_when={"VECTOR_STORE": ["elasticsearch", "elasticsearch-ja"]},
        reaches_container=False,
    )

    API_CPU_LIMIT: StackFloat = setting(
        0,
        help=("Most processors the API server may use, such as 1.5; 0 means all of the machine."),
        group="limits",
        docker=SAME,
        unit="processors",
        reaches_container=False,
    )

    WORKER_CPU_LIMIT: StackFloat = setting(
        0,
        help=("Most processors the worker may use, such as 1.5; 0 means all of the machine."),
        group="limits",
        docker=SAME,
        unit="processors",
        reaches_container=False,
    )

    DATABASE_CPU_LIMIT: StackFloat = setting(
        0,
        help=("Most processors the database may use, such as 1.5; 0 means all of the machine."),
        group="limits",
        docker=SAME,
        unit="processors",
        reaches_container=False,
    )

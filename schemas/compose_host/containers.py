"""Docker Compose host: which images and optional containers start, and how the engine keeps them.

Configures profiles, images, restarts, log rotation and grace periods.
"""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import SAME, setting
from schemas.types import StackBool, StackInt


class ComposeHostStackConfig(Settings):
    """Docker Compose host: what Compose, shell scripts and other containers read."""

    category = "compose_host"

    COMPOSE_PROFILES: str = setting(
        "${VECTOR_STORE:-weaviate},${DB_TYPE:-postgresql}",
        help=(
            "Comma-separated Compose profiles that decide which optional containers start: database, "
            "vector store, certbot, unstructured. If it is missing no database starts, and a --profile "
            "flag replaces the list instead of adding to it."
        ),
        group="profiles",
        kind="csv",
        docker=SAME,
        middleware="${DB_TYPE:-postgresql},weaviate",
        example="weaviate,postgresql,certbot",
        reaches_container=False,
    )

    COMPOSE_PROJECT_NAME: str = setting(
        "launchdeck",
        help=(
            "Name under which Compose keeps the containers, networks and volumes apart from those of other "
            "projects. Two deployments on one machine need two names; renaming one later starts it anew beside "
            "its old containers."
        ),
        group="profiles",
        docker=SAME,
        example="dify",
        reaches_container=False,
    )

    COMPOSE_FILE: str = setting(
        "docker-compose.yaml",
        help=(
            "Compose files that make up the deployment, the later ones on top, with colons between. With "
            "docker-compose.build.yaml behind docker-compose.yaml a launch builds the bundled runtime image by itself. "
            "Once it is set, an override file is read only when it is named too."
        ),
        group="profiles",
        example="docker-compose.yaml:docker-compose.build.yaml",
        reaches_container=False,
    )

    IMAGE_PREFIX: str = setting(
        "",
        help=(
            "Put in front of every image that has no variable of its own: the address of a mirror, with its closing "
            "slash. Leave it empty to pull from where the images are published."
        ),
        group="images",
        docker=SAME,
        example="mirror.example.com/",
        reaches_container=False,
    )

    API_IMAGE: str = setting(
        "langgenius/dify-api",
        help=(
            "Image that runs as API server, worker, scheduler and migration, each by its MODE. Enter "
            "launchdeck-runtime to run the image built from the Dockerfile of the workspace, and add "
            "docker-compose.build.yaml to COMPOSE_FILE so that a launch builds it."
        ),
        group="images",
        docker=SAME,
        example="launchdeck-runtime",
        reaches_container=False,
    )

    API_IMAGE_TAG: str = setting(
        "1.11.4",
        help=(
            "Version of the API image. Migrations run forward only, so take a backup before a newer one and do "
            "not go back."
        ),
        group="images",
        docker=SAME,
        example="1.11.4",
        reaches_container=False,
    )

    WEB_IMAGE: str = setting(
        "langgenius/dify-web",
        help=(
            "Image of the console and the published apps in the browser. Replace it to serve a frontend of your own."
        ),
        group="images",
        docker=SAME,
        example="langgenius/dify-web",
        reaches_container=False,
    )

    WEB_IMAGE_TAG: str = setting(
        "1.11.4",
        help=("Version of the web image; it must be the one that the API image was released with."),
        group="images",
        docker=SAME,
        linked=("API_IMAGE_TAG",),
        example="1.11.4",
        reaches_container=False,
    )

    UNSTRUCTURED_IMAGE: str = setting(
        "unstructured-io/unstructured-api:latest",
        help=(
            "Full reference of the Unstructured image. Its maker publishes it in a registry of his own: put the "
            "address that his documentation names in front."
        ),
        group="images",
        docker=SAME,
        active_when={"COMPOSE_PROFILES": {"contains": ["unstructured"]}},
        reaches_container=False,
    )

    COMPANION_REPLICAS: StackInt = setting(
        1,
        help=(
            "How many containers of web, sandbox, ssrf_proxy and plugin_daemon run. The bundled runtime image "
            "needs none of them: set 0 with it, 1 with the images of Dify."
        ),
        group="images",
        docker=SAME,
        linked=("API_IMAGE",),
        reaches_container=False,
    )

    RESTART_POLICY: str = setting(
        "unless-stopped",
        help=(
            "When the engine starts a container that ended again: unless-stopped after crashes and reboots, "
            "always even when a person stopped it, on-failure after errors only, no never."
        ),
        group="containers",
        kind="enum",
        docker=SAME,
        choices={
            "unless-stopped": "after crashes and reboots",
            "always": "even what a person stopped, after a reboot",
            "on-failure": "after errors only",
            "no": "never",
        },
        reaches_container=False,
    )

    CONTAINER_LOG_MAX_SIZE: str = setting(
        "10m",
        help=(
            "Size at which the engine starts a new log file for a container. Without rotation the logs fill the "
            "disk one day."
        ),
        group="containers",
        kind="size",
        docker=SAME,
        linked=("CONTAINER_LOG_MAX_FILES",),
        reaches_container=False,
    )

    CONTAINER_LOG_MAX_FILES: StackInt = setting(
        5,
        help=("Number of log files the engine keeps per container before it drops the oldest."),
        group="containers",
        docker=SAME,
        unit="files",
        reaches_container=False,
    )

    API_READ_ONLY: StackBool = setting(
        False,
        help=(
            "Makes the root file system of the API, worker, scheduler and migration containers read-only. The "
            "bundled runtime image is made for it; the images of Dify write to it and do not start."
        ),
        group="containers",
        docker=SAME,
        linked=("API_IMAGE",),
        reaches_container=False,
    )

    API_STOP_GRACE_PERIOD: str = setting(
        "40s",
        help=(
            "Longest time the API gets to finish its requests when it is stopped, before the engine kills it. "
            "Keep it above RUNTIME_GRACE_SECONDS."
        ),
        group="containers",
        kind="duration",
        docker=SAME,
        reaches_container=False,
    )

    WORKER_STOP_GRACE_PERIOD: str = setting(
        "120s",
        help=(
            "Longest time a worker gets to finish its tasks when it is stopped. What still runs then is lost or "
            "starts over."
        ),
        group="containers",
        kind="duration",
        docker=SAME,
        reaches_container=False,
    )

    DATABASE_STOP_GRACE_PERIOD: str = setting(
        "60s",
        help=(
            "Longest time the database and Redis get to write their data when they are stopped. A database that "
            "is killed must repair itself at its next start."
        ),
        group="containers",
        kind="duration",
        docker=SAME,
        reaches_container=False,
    )

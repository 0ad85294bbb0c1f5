"""common."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class EndpointConfig(Settings):
    """urls."""

    category = "common"

    CONSOLE_API_URL: str = setting(
        "",
        help="TODO public address of console backend (CONSOLE_API_URL)",
        group="urls",
        kind="url",
        docker=SAME,
        local="http://localhost:5001",
        schemes=("http", "https"),
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    CONSOLE_WEB_URL: str = setting(
        "",
        help="TODO public address of console frontend (CONSOLE_WEB_URL)",
        group="urls",
        kind="url",
        docker=SAME,
        local="http://localhost:3000",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    SERVICE_API_URL: str = setting(
        "",
        help="TODO address shown for the developer API (SERVICE_API_URL)",
        group="urls",
        kind="url",
        docker=SAME,
        local="http://localhost:5001",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    APP_WEB_URL: str = setting(
        "",
        help="TODO address of the published app frontend (APP_WEB_URL)",
        group="urls",
        kind="url",
        docker=SAME,
        local="http://localhost:3000",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    ENDPOINT_URL_TEMPLATE: str = setting(
        "http://localhost:5002/e/{hook_id}",
        help="TODO address pattern for plugin hook endpoints (ENDPOINT_URL_TEMPLATE)",
        group="urls",
        kind="url_template",
        docker="http://localhost/e/{hook_id}",
        middleware=SAME,
        local=SAME,
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    TRIGGER_URL: str = setting(
        "http://localhost:5001",
        help="TODO address shown for trigger endpoints (TRIGGER_URL)",
        group="urls",
        kind="url",
        docker="http://localhost",
        local=SAME,
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )


class FileAccessConfig(Settings):
    """files."""

    category = "common"

    FILES_URL: str = setting(
        "",
        help="TODO base address for signed file links (FILES_URL)",
        group="files",
        kind="url",
        docker=SAME,
        local="http://localhost:5001",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
        env=("FILES_URL", "CONSOLE_API_URL"),
    )

    INTERNAL_FILES_URL: str = setting(
        "",
        help="TODO in-network base address for file links (INTERNAL_FILES_URL)",
        group="files",
        kind="url",
        docker=SAME,
        local="http://127.0.0.1:5001",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    FILES_ACCESS_TIMEOUT: int = setting(
        300,
        help="TODO lifetime of a signed file link (FILES_ACCESS_TIMEOUT)",
        group="files",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )


class CommonStackConfig(Settings):
    """common: what Compose, shell scripts and other containers read."""

    category = "common"

    APP_API_URL: str = setting(
        "",
        help="TODO backend address used by published apps (APP_API_URL)",
        group="urls",
        kind="url",
        docker=SAME,
        schemes=("http", "https"),
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

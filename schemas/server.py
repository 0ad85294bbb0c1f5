"""server."""

from __future__ import annotations

from typing import Literal

from pydantic import NonNegativeInt, PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackBool


class LoggingConfig(Settings):
    """logging."""

    category = "server"

    LOG_LEVEL: str = setting(
        "INFO",
        help="TODO minimum severity written to logs (LOG_LEVEL)",
        group="logging",
        docker=SAME,
        choices={"DEBUG": "", "INFO": "", "WARNING": "", "ERROR": "", "CRITICAL": ""},
        also=r"WARN|FATAL|NOTSET",
        readers=SHARED_ENVIRONMENT,
    )

    LOG_OUTPUT_FORMAT: Literal["text", "json"] = setting(
        "text",
        help="TODO plain or structured log lines (LOG_OUTPUT_FORMAT)",
        group="logging",
        docker=SAME,
        local=SAME,
        choices={"text": "", "json": ""},
        readers=SHARED_ENVIRONMENT,
    )

    LOG_FILE: str | None = setting(
        None,
        help="TODO log file location, empty disables it (LOG_FILE)",
        group="logging",
        kind="path",
        docker="/app/logs/server.log",
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    LOG_FILE_MAX_SIZE: PositiveInt = setting(
        20,
        help="TODO rotate once the log reaches this (LOG_FILE_MAX_SIZE)",
        group="logging",
        docker=SAME,
        local=SAME,
        unit="MB",
        active_when={"LOG_FILE": {"non_empty": True}},
        readers=SHARED_ENVIRONMENT,
    )

    LOG_FILE_BACKUP_COUNT: PositiveInt = setting(
        5,
        help="TODO rotated log files to keep (LOG_FILE_BACKUP_COUNT)",
        group="logging",
        docker=SAME,
        local=SAME,
        unit="files",
        active_when={"LOG_FILE": {"non_empty": True}},
        readers=SHARED_ENVIRONMENT,
    )

    LOG_FORMAT: str = setting(
        "%(asctime)s.%(msecs)03d %(levelname)s [%(threadName)s] [%(filename)s:%(lineno)d] %(trace_id)s - %(message)s",
        help="TODO text log line pattern (LOG_FORMAT)",
        group="logging",
        local="%(asctime)s,%(msecs)d %(levelname)-2s [%(filename)s:%(lineno)d] %(req_id)s %(message)s",
        active_when={"LOG_OUTPUT_FORMAT": ["text"]},
        reaches_container=False,
    )

    LOG_DATEFORMAT: str | None = setting(
        None,
        help="TODO strftime pattern for log timestamps (LOG_DATEFORMAT)",
        group="logging",
        docker="%Y-%m-%d %H:%M:%S",
        local="%Y-%m-%d %H:%M:%S",
        active_when={"LOG_OUTPUT_FORMAT": ["text"]},
        readers=SHARED_ENVIRONMENT,
    )

    LOG_TZ: str | None = setting(
        "UTC",
        help="TODO timezone for text logs and Celery (LOG_TZ)",
        group="logging",
        docker=SAME,
        local=SAME,
        example="UTC",
        readers=SHARED_ENVIRONMENT,
    )


class DeploymentConfig(Settings):
    """identity."""

    category = "server"

    APPLICATION_NAME: str = setting(
        "langgenius/dify",
        help="TODO name reported to telemetry and databases (APPLICATION_NAME)",
        group="identity",
        reaches_container=False,
    )

    DEBUG: bool = setting(
        False,
        help="TODO developer mode switch (DEBUG)",
        group="debug",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    ENABLE_REQUEST_LOGGING: bool = setting(
        False,
        help="TODO log HTTP requests and replies (ENABLE_REQUEST_LOGGING)",
        group="logging",
        docker="False",
        local="False",
        readers=SHARED_ENVIRONMENT,
    )

    EDITION: str = setting(
        "SELF_HOSTED",
        help="TODO product edition selector (EDITION)",
        group="identity",
        choices={"SELF_HOSTED": "", "CLOUD": ""},
        reaches_container=False,
    )

    DEPLOY_ENV: str = setting(
        "PRODUCTION",
        help="TODO environment label shown in the UI (DEPLOY_ENV)",
        group="identity",
        docker=SAME,
        choices={"PRODUCTION": "", "TESTING": "", "DEVELOPMENT": ""},
        readers=SHARED_ENVIRONMENT,
    )


class UpdateConfig(Settings):
    """identity."""

    category = "server"

    CHECK_UPDATE_URL: str = setting(
        "https://updates.dify.ai",
        help="TODO endpoint polled for new releases (CHECK_UPDATE_URL)",
        group="identity",
        kind="url",
        docker=SAME,
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )


class AppExecutionConfig(Settings):
    """limits."""

    category = "server"

    APP_MAX_EXECUTION_TIME: PositiveInt = setting(
        1200,
        help="TODO longest allowed app run (APP_MAX_EXECUTION_TIME)",
        group="limits",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    APP_DEFAULT_ACTIVE_REQUESTS: NonNegativeInt = setting(
        0,
        help="TODO default concurrent requests per app (APP_DEFAULT_ACTIVE_REQUESTS)",
        group="limits",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    APP_MAX_ACTIVE_REQUESTS: NonNegativeInt = setting(
        0,
        help="TODO upper bound of concurrent app requests (APP_MAX_ACTIVE_REQUESTS)",
        group="limits",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )


class SwaggerUIConfig(Settings):
    """api_docs."""

    category = "server"

    SWAGGER_UI_ENABLED: bool = setting(
        True,
        help="TODO serve interactive API docs (SWAGGER_UI_ENABLED)",
        group="api_docs",
        docker="false",
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    SWAGGER_UI_PATH: str = setting(
        "/swagger-ui.html",
        help="TODO path of interactive API docs (SWAGGER_UI_PATH)",
        group="api_docs",
        kind="path",
        docker=SAME,
        local=SAME,
        active_when={"SWAGGER_UI_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )


class ServerStackConfig(Settings):
    """server: what Compose, shell scripts and other containers read."""

    category = "server"

    FLASK_DEBUG: StackBool = setting(
        False,
        help="TODO Flask debugger switch (FLASK_DEBUG)",
        group="debug",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

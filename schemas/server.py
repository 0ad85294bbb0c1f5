"""Server.

Configures logs, debugging, the identity of the installation, limits of requests and the API documentation.
"""

from __future__ import annotations

from typing import Literal

from pydantic import NonNegativeInt, PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackBool


class LoggingConfig(Settings):
    """What the API, the workers and beat write to their logs, and where."""

    category = "server"

    LOG_LEVEL: str = setting(
        "INFO",
        help=(
            "Lowest severity that is still logged. DEBUG helps while you look for a fault, but it is "
            "bulky and may show contents of requests."
        ),
        group="logging",
        docker=SAME,
        choices={
            "DEBUG": "Everything, for a search",
            "INFO": "Normal events and worse",
            "WARNING": "Surprises and worse",
            "ERROR": "Failures and worse",
            "CRITICAL": "Only what ends the service",
        },
        also=r"FATAL",
        readers=SHARED_ENVIRONMENT,
    )

    LOG_OUTPUT_FORMAT: Literal["text", "json"] = setting(
        "text",
        help="Shape of each log line. Choose json when a collector parses the logs, text when people read them.",
        group="logging",
        docker=SAME,
        local=SAME,
        choices={"text": "Lines for people", "json": "Objects for collectors"},
        readers=SHARED_ENVIRONMENT,
    )

    LOG_FILE: str | None = setting(
        None,
        help=(
            "File inside the container that receives the log besides standard output; empty writes none. Name "
            "a folder too, since a bare file name stops the start."
        ),
        group="logging",
        kind="path",
        docker="/app/logs/server.log",
        local=SAME,
        example="/app/logs/server.log",
        readers=SHARED_ENVIRONMENT,
    )

    LOG_FILE_MAX_SIZE: PositiveInt = setting(
        20,
        help=(
            "Megabytes at which the log file is closed and a new one begun. Together with the number of kept "
            "files it bounds the disk space."
        ),
        group="logging",
        docker=SAME,
        local=SAME,
        unit="MB",
        active_when={"LOG_FILE": {"non_empty": True}},
        readers=SHARED_ENVIRONMENT,
    )

    LOG_FILE_BACKUP_COUNT: PositiveInt = setting(
        5,
        help="Number of closed log files that are kept; the oldest is deleted. Raise it to look further back.",
        group="logging",
        docker=SAME,
        local=SAME,
        unit="files",
        active_when={"LOG_FILE": {"non_empty": True}},
        readers=SHARED_ENVIRONMENT,
    )

    LOG_FORMAT: str = setting(
        "%(asctime)s.%(msecs)03d %(levelname)s [%(threadName)s] [%(filename)s:%(lineno)d] %(trace_id)s - %(message)s",
        help=(
            "Pattern of a text log line, in the notation of Python's logging. Change it to add or drop fields "
            "such as the thread name; a mistake in it spoils every line."
        ),
        group="logging",
        local="%(asctime)s,%(msecs)d %(levelname)-2s [%(filename)s:%(lineno)d] %(req_id)s %(message)s",
        example="%(asctime)s %(levelname)s [%(filename)s:%(lineno)d] %(message)s",
        active_when={"LOG_OUTPUT_FORMAT": ["text"]},
        reaches_container=False,
    )

    LOG_DATEFORMAT: str | None = setting(
        None,
        help="Pattern of the time in text log lines, in strftime notation. Adapt it to what your log tools expect.",
        group="logging",
        docker="%Y-%m-%d %H:%M:%S",
        local="%Y-%m-%d %H:%M:%S",
        example="%Y-%m-%d %H:%M:%S",
        active_when={"LOG_OUTPUT_FORMAT": ["text"]},
        readers=SHARED_ENVIRONMENT,
    )

    LOG_TZ: str | None = setting(
        "UTC",
        help=(
            "Time zone of text log times and of the hours at which scheduled jobs run, as a name of the tz "
            "database. An unknown name stops the start."
        ),
        group="logging",
        docker=SAME,
        local=SAME,
        example="Europe/Berlin",
        readers=SHARED_ENVIRONMENT,
    )


class DeploymentConfig(Settings):
    """Which installation this is and how much it tells its developers."""

    category = "server"

    APPLICATION_NAME: str = setting(
        "langgenius/dify",
        help=(
            "Name under which this installation appears in telemetry and in the client lists of databases. "
            "Give each one its own if several report to one place."
        ),
        group="identity",
        reaches_container=False,
    )

    DEBUG: bool = setting(
        False,
        help=(
            "Developer mode: the API runs on Flask's development server instead of gunicorn and shows details "
            "of errors. Never switch it on where others can reach the server."
        ),
        group="debug",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    ENABLE_REQUEST_LOGGING: bool = setting(
        False,
        help=(
            "Logs every HTTP request and its reply at level DEBUG, so it shows nothing above that level. "
            "Bodies may hold private text; use it briefly."
        ),
        group="logging",
        docker="False",
        local="False",
        readers=SHARED_ENVIRONMENT,
    )

    EDITION: str = setting(
        "SELF_HOSTED",
        help=(
            "Which product the code behaves as. CLOUD brings the vendor's hosted rules and queues; your own "
            "server stays on SELF_HOSTED."
        ),
        group="identity",
        choices={"SELF_HOSTED": "Your own installation", "CLOUD": "The vendor's hosted service"},
        reaches_container=False,
    )

    DEPLOY_ENV: str = setting(
        "PRODUCTION",
        help=(
            "Tells installations apart: anything but production gets a coloured label in the interface, and "
            "error reports carry the word. Mark your test systems with it."
        ),
        group="identity",
        docker=SAME,
        choices={
            "PRODUCTION": "In use by people, no label",
            "TESTING": "For trials, labelled",
            "DEVELOPMENT": "For programmers, labelled",
        },
        readers=SHARED_ENVIRONMENT,
    )


class UpdateConfig(Settings):
    """Where the console looks for newer releases."""

    category = "server"

    CHECK_UPDATE_URL: str = setting(
        "https://updates.dify.ai",
        help=(
            "Address the console asks whether a newer release exists. Empty it where nothing may call out, "
            "such as on an isolated network."
        ),
        group="identity",
        kind="url",
        docker=SAME,
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )


class AppExecutionConfig(Settings):
    """How long and how often an app may run at the same time."""

    category = "server"

    APP_MAX_EXECUTION_TIME: PositiveInt = setting(
        1200,
        help=(
            "Seconds one run of an app may last before it is stopped. Raise it for long agents, and the "
            "proxy's read timeout with it."
        ),
        group="limits",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    APP_DEFAULT_ACTIVE_REQUESTS: NonNegativeInt = setting(
        0,
        help=(
            "How many requests an app without a limit of its own serves at the same time; 0 sets none. It "
            "keeps one busy app from starving the others."
        ),
        group="limits",
        docker=SAME,
        local=SAME,
        unit="requests",
        readers=SHARED_ENVIRONMENT,
    )

    APP_MAX_ACTIVE_REQUESTS: NonNegativeInt = setting(
        0,
        help=(
            "Highest number of simultaneous requests any single app may be given; 0 leaves it open. Use it to "
            "cap what authors set on their own apps."
        ),
        group="limits",
        docker=SAME,
        local=SAME,
        unit="requests",
        readers=SHARED_ENVIRONMENT,
    )


class SwaggerUIConfig(Settings):
    """The pages on which developers read and try the API."""

    category = "server"

    SWAGGER_UI_ENABLED: bool = setting(
        True,
        help=(
            "Serves pages on which developers can read and try the API. Switch it off on public servers: the "
            "pages list every route to anyone."
        ),
        group="api_docs",
        docker="false",
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    SWAGGER_UI_PATH: str = setting(
        "/swagger-ui.html",
        help=(
            "Where the pages of the API documentation appear, counted from the prefix of each API such as "
            "/v1. Change it only when it collides with a rule of your proxy."
        ),
        group="api_docs",
        kind="path",
        docker=SAME,
        local=SAME,
        active_when={"SWAGGER_UI_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )


class ServerStackConfig(Settings):
    """The debugging switch that Flask itself reads from the environment."""

    category = "server"

    FLASK_DEBUG: StackBool = setting(
        False,
        help=(
            "Flask's own debugger, which shows visitors a trace of each failure. Useful on a developer's "
            "machine, a leak anywhere else."
        ),
        group="debug",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

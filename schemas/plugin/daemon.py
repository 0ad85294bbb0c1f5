"""plugin: daemon."""

from __future__ import annotations

from pydantic import HttpUrl, PositiveFloat, PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port, StackBool, StackInt, StackPort


class PluginConfig(Settings):
    """daemon."""

    category = "plugin"

    PLUGIN_DAEMON_URL: HttpUrl = setting(
        HttpUrl("http://localhost:5002"),
        help="TODO plugin daemon address (PLUGIN_DAEMON_URL)",
        group="daemon",
        docker="http://plugin_daemon:5002",
        middleware="http://host.docker.internal:5002",
        local="http://127.0.0.1:5002",
        readers=SHARED_ENVIRONMENT,
        max_length=2083,
    )

    PLUGIN_DAEMON_KEY: str = setting(
        "plugin-api-key",
        help="TODO shared key for the plugin daemon (PLUGIN_DAEMON_KEY)",
        group="daemon",
        docker="lYkiYYT6owG+71oLerGzA7GXCgOT++6ovaezWAjpCjf+Sjc3ZtU+qUEi",
        middleware="lYkiYYT6owG+71oLerGzA7GXCgOT++6ovaezWAjpCjf+Sjc3ZtU+qUEi",
        local="lYkiYYT6owG+71oLerGzA7GXCgOT++6ovaezWAjpCjf+Sjc3ZtU+qUEi",
        secret="free",
        generate=alphanumeric(48),
        insecure=(
            "lYkiYYT6owG+71oLerGzA7GXCgOT++6ovaezWAjpCjf+Sjc3ZtU+qUEi",
            "plugin-api-key",
        ),
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_DAEMON_TIMEOUT: PositiveFloat | None = setting(
        600.0,
        help="TODO API wait for the plugin daemon (PLUGIN_DAEMON_TIMEOUT)",
        group="daemon",
        docker=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
        linked=("PLUGIN_MAX_EXECUTION_TIMEOUT",),
    )

    INNER_API_KEY_FOR_PLUGIN: str = setting(
        "inner-api-key",
        help="TODO key the API expects from daemon (INNER_API_KEY_FOR_PLUGIN)",
        group="inner_api",
        local="QaHbTe77CtuXmsfyhR7+vRjI/+XbV1AaFy691iy+kGDv2Jvy0/eAh8Y1",
        secret="shared",
        insecure=(
            "QaHbTe77CtuXmsfyhR7+vRjI/+XbV1AaFy691iy+kGDv2Jvy0/eAh8Y1",
            "inner-api-key",
        ),
        reaches_container=False,
        linked=("PLUGIN_DIFY_INNER_API_KEY",),
    )

    PLUGIN_REMOTE_INSTALL_HOST: str = setting(
        "localhost",
        help="TODO debugging host the API reports (PLUGIN_REMOTE_INSTALL_HOST)",
        group="debugging",
        kind="host",
        local=SAME,
        reaches_container=False,
    )

    PLUGIN_REMOTE_INSTALL_PORT: Port = setting(
        5003,
        help="TODO debugging port the API reports (PLUGIN_REMOTE_INSTALL_PORT)",
        group="debugging",
        kind="port",
        local=SAME,
        reaches_container=False,
    )

    PLUGIN_MAX_PACKAGE_SIZE: PositiveInt = setting(
        15728640,
        help="TODO plugin package size limit (PLUGIN_MAX_PACKAGE_SIZE)",
        group="daemon",
        docker="52428800",
        middleware="52428800",
        local=SAME,
        unit="bytes",
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_MAX_BUNDLE_SIZE: PositiveInt = setting(
        188743680,
        help="TODO plugin bundle size limit (PLUGIN_MAX_BUNDLE_SIZE)",
        group="daemon",
        unit="bytes",
        reaches_container=False,
    )


class PluginDaemonStackConfig(Settings):
    """daemon: what other containers read."""

    category = "plugin"

    PLUGIN_DAEMON_PORT: StackPort = setting(
        5002,
        help="TODO port the plugin daemon listens on (PLUGIN_DAEMON_PORT)",
        group="daemon",
        kind="port",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
        linked=("PLUGIN_DAEMON_URL",),
    )

    DB_PLUGIN_DATABASE: str = setting(
        "dify_plugin",
        help="TODO plugin daemon database name (DB_PLUGIN_DATABASE)",
        group="daemon",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_PPROF_ENABLED: StackBool = setting(
        False,
        help="TODO plugin daemon profiling endpoint (PLUGIN_PPROF_ENABLED)",
        group="daemon",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    FORCE_VERIFYING_SIGNATURE: StackBool = setting(
        True,
        help="TODO refuse unsigned plugins (FORCE_VERIFYING_SIGNATURE)",
        group="daemon",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    ENFORCE_LANGGENIUS_PLUGIN_SIGNATURES: StackBool = setting(
        True,
        help="TODO refuse badly signed vendor plugins (ENFORCE_LANGGENIUS_PLUGIN_SIGNATURES)",
        group="daemon",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_STDIO_BUFFER_SIZE: StackInt = setting(
        1024,
        help="TODO plugin pipe buffer (PLUGIN_STDIO_BUFFER_SIZE)",
        group="daemon",
        docker=SAME,
        unit="bytes",
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_STDIO_MAX_BUFFER_SIZE: StackInt = setting(
        5242880,
        help="TODO plugin pipe buffer ceiling (PLUGIN_STDIO_MAX_BUFFER_SIZE)",
        group="daemon",
        docker=SAME,
        unit="bytes",
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_PYTHON_ENV_INIT_TIMEOUT: StackInt = setting(
        120,
        help="TODO plugin environment setup limit (PLUGIN_PYTHON_ENV_INIT_TIMEOUT)",
        group="daemon",
        docker=SAME,
        middleware=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_MAX_EXECUTION_TIMEOUT: StackInt = setting(
        600,
        help="TODO plugin run limit, daemon side (PLUGIN_MAX_EXECUTION_TIMEOUT)",
        group="daemon",
        docker=SAME,
        middleware=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
        linked=("PLUGIN_DAEMON_TIMEOUT",),
    )

    PLUGIN_WORKING_PATH: str = setting(
        "/app/storage/cwd",
        help="TODO plugin working folder (PLUGIN_WORKING_PATH)",
        group="daemon",
        kind="path",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

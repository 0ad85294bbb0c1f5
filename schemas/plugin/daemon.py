"""Plugins: the daemon, and how the API reaches it."""

from __future__ import annotations

from pydantic import HttpUrl, PositiveFloat, PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port, StackBool, StackInt, StackPort


class PluginConfig(Settings):
    """Configures how the API reaches the plugin daemon and how large a plugin may be."""

    category = "plugin"

    PLUGIN_DAEMON_URL: HttpUrl = setting(
        HttpUrl("http://localhost:5002"),
        help=(
            "Where API and worker call the plugin daemon: its service port, not the debugging port 5003. Change "
            "it when the daemon runs on another machine."
        ),
        group="daemon",
        docker="http://plugin_daemon:5002",
        middleware="http://host.docker.internal:5002",
        local="http://127.0.0.1:5002",
        readers=SHARED_ENVIRONMENT,
        max_length=2083,
    )

    PLUGIN_DAEMON_KEY: str = setting(
        "plugin-api-key",
        help=(
            "Password between the API and the plugin daemon; Compose hands the same value to both. The shipped "
            "one is public: generate another and recreate api, worker and plugin_daemon together."
        ),
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
        help=(
            "How long the API waits for the plugin daemon, model calls included. Keep it no shorter than "
            "PLUGIN_MAX_EXECUTION_TIMEOUT, or long answers break off."
        ),
        group="daemon",
        docker=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
        linked=("PLUGIN_MAX_EXECUTION_TIMEOUT",),
    )

    INNER_API_KEY_FOR_PLUGIN: str = setting(
        "inner-api-key",
        help=(
            "What the API expects from the daemon when it calls back. Compose fills it from "
            "PLUGIN_DIFY_INNER_API_KEY; set it yourself only for an API that you start by hand."
        ),
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
        help=(
            "Host that the console names to plugin developers. Containers get it from "
            "EXPOSE_PLUGIN_DEBUGGING_HOST; set it only for an API that you start by hand."
        ),
        group="debugging",
        kind="host",
        local=SAME,
        reaches_container=False,
        linked=("EXPOSE_PLUGIN_DEBUGGING_HOST",),
    )

    PLUGIN_REMOTE_INSTALL_PORT: Port = setting(
        5003,
        help=(
            "Debugging port that the console names to plugin developers, for an API started by hand. In "
            "containers EXPOSE_PLUGIN_DEBUGGING_PORT takes its place."
        ),
        group="debugging",
        kind="port",
        local=SAME,
        reaches_container=False,
        linked=("EXPOSE_PLUGIN_DEBUGGING_PORT",),
    )

    PLUGIN_MAX_PACKAGE_SIZE: PositiveInt = setting(
        15728640,
        help=(
            "Largest plugin package that may be installed. For big offline packages raise "
            "NGINX_CLIENT_MAX_BODY_SIZE too, or the proxy refuses the upload first."
        ),
        group="daemon",
        docker="52428800",
        middleware="52428800",
        local=SAME,
        unit="bytes",
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_MAX_BUNDLE_SIZE: PositiveInt = setting(
        188743680,
        help=(
            "Largest bundle, a file with several plugins, that the console accepts. The stock Compose file does "
            "not pass it on, so a change needs an override file."
        ),
        group="daemon",
        unit="bytes",
        reaches_container=False,
    )


class PluginDaemonStackConfig(Settings):
    """Configures the plugin daemon's own container: port, database, signatures, time limits."""

    category = "plugin"

    PLUGIN_DAEMON_PORT: StackPort = setting(
        5002,
        help=(
            "Port on which the plugin daemon answers. The bundled nginx forwards plugin webhooks to 5002 "
            "whatever stands here, so change it only together with that and PLUGIN_DAEMON_URL."
        ),
        group="daemon",
        kind="port",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
        linked=("PLUGIN_DAEMON_URL",),
    )

    DB_PLUGIN_DATABASE: str = setting(
        "dify_plugin",
        help=(
            "Database for the daemon's records, on the server that Dify uses too. It must not be the one of "
            "DB_DATABASE; on an external server create it first if the login may not."
        ),
        group="daemon",
        docker=SAME,
        middleware=SAME,
        example="dify_plugin",
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_PPROF_ENABLED: StackBool = setting(
        False,
        help=(
            "Opens Go's profiling pages in the plugin daemon. Switch it on briefly to look into memory or CPU "
            "use; they reveal internals."
        ),
        group="daemon",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    FORCE_VERIFYING_SIGNATURE: StackBool = setting(
        True,
        help=(
            "Refuses plugins without a valid signature. Turn it off only to install unsigned plugins of your "
            "own, since any package may then run code in the daemon."
        ),
        group="daemon",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    ENFORCE_LANGGENIUS_PLUGIN_SIGNATURES: StackBool = setting(
        True,
        help=(
            "Refuses packages that name Dify's maker as author but lack its signature. Turn it off only for an "
            "official plugin that you changed yourself."
        ),
        group="daemon",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_STDIO_BUFFER_SIZE: StackInt = setting(
        1024,
        help=(
            "Room that the daemon first sets aside for a message from a plugin. It grows on demand, so there is "
            "rarely a reason to touch it."
        ),
        group="daemon",
        docker=SAME,
        unit="bytes",
        readers=SHARED_ENVIRONMENT,
        ge=0,
    )

    PLUGIN_STDIO_MAX_BUFFER_SIZE: StackInt = setting(
        5242880,
        help=(
            "Longest single message that a plugin may send to the daemon. Raise it when calls with large files "
            "or images fail with 'token too long'."
        ),
        group="daemon",
        docker=SAME,
        unit="bytes",
        readers=SHARED_ENVIRONMENT,
        ge=1,
    )

    PLUGIN_PYTHON_ENV_INIT_TIMEOUT: StackInt = setting(
        120,
        help=(
            "Time a plugin has to install its Python packages. Raise it on slow networks or weak machines, "
            "where installations end half way."
        ),
        group="daemon",
        docker=SAME,
        middleware=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
        ge=1,
    )

    PLUGIN_MAX_EXECUTION_TIMEOUT: StackInt = setting(
        600,
        help=(
            "Longest run of one plugin call before the daemon ends it. Raise it for slow models and tools, "
            "together with PLUGIN_DAEMON_TIMEOUT and GUNICORN_TIMEOUT."
        ),
        group="daemon",
        docker=SAME,
        middleware=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
        linked=("PLUGIN_DAEMON_TIMEOUT",),
        ge=1,
    )

    PLUGIN_WORKING_PATH: str = setting(
        "/app/storage/cwd",
        help=(
            "Folder in the daemon's container where plugins are unpacked and run, also when packages live in a "
            "bucket. On the mounted volume it survives a recreated container."
        ),
        group="daemon",
        kind="path",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

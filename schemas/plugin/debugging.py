"""plugin: debugging."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackPort


class PluginDebuggingStackConfig(Settings):
    """debugging: what other containers read."""

    category = "plugin"

    PLUGIN_DEBUGGING_HOST: str = setting(
        "0.0.0.0",
        help="TODO daemon bind address for remote debugging (PLUGIN_DEBUGGING_HOST)",
        group="debugging",
        kind="host",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_DEBUGGING_PORT: StackPort = setting(
        5003,
        help="TODO daemon port for remote debugging (PLUGIN_DEBUGGING_PORT)",
        group="debugging",
        kind="port",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    EXPOSE_PLUGIN_DEBUGGING_HOST: str = setting(
        "localhost",
        help="TODO debugging host shown to developers (EXPOSE_PLUGIN_DEBUGGING_HOST)",
        group="debugging",
        kind="host",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    EXPOSE_PLUGIN_DEBUGGING_PORT: StackPort = setting(
        5003,
        help="TODO published port for remote debugging (EXPOSE_PLUGIN_DEBUGGING_PORT)",
        group="debugging",
        kind="port",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

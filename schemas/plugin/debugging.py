"""Plugins: remote debugging by plugin developers."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackPort


class PluginDebuggingStackConfig(Settings):
    """Configures where the daemon takes plugins that run on a developer's machine."""

    category = "plugin"

    PLUGIN_DEBUGGING_HOST: str = setting(
        "0.0.0.0",
        help=(
            "Address in the daemon's container on which the debugging server listens. The published port needs "
            "0.0.0.0; with 127.0.0.1 nobody outside gets through."
        ),
        group="debugging",
        kind="host",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_DEBUGGING_PORT: StackPort = setting(
        5003,
        help=(
            "Port of the debugging server inside the container. To move the port that developers use, change "
            "EXPOSE_PLUGIN_DEBUGGING_PORT instead."
        ),
        group="debugging",
        kind="port",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    EXPOSE_PLUGIN_DEBUGGING_HOST: str = setting(
        "localhost",
        help=(
            "Host name that the console tells plugin developers to connect to. Replace localhost when they work "
            "on other machines."
        ),
        group="debugging",
        kind="host",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    EXPOSE_PLUGIN_DEBUGGING_PORT: StackPort = setting(
        5003,
        help=(
            "Port of this machine that leads to the debugging server; the console names it too. Change it when "
            "it is taken, and close it in the firewall if nobody develops plugins."
        ),
        group="debugging",
        kind="port",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

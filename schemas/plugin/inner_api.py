"""plugin: inner_api."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting


class PluginInnerApiStackConfig(Settings):
    """inner_api: what other containers read."""

    category = "plugin"

    PLUGIN_DIFY_INNER_API_KEY: str = setting(
        "QaHbTe77CtuXmsfyhR7+vRjI/+XbV1AaFy691iy+kGDv2Jvy0/eAh8Y1",
        help="TODO key the daemon uses on API (PLUGIN_DIFY_INNER_API_KEY)",
        group="inner_api",
        docker=SAME,
        middleware=SAME,
        secret="free",
        generate=alphanumeric(48),
        insecure=("QaHbTe77CtuXmsfyhR7+vRjI/+XbV1AaFy691iy+kGDv2Jvy0/eAh8Y1",),
        readers=SHARED_ENVIRONMENT,
        linked=("INNER_API_KEY_FOR_PLUGIN",),
    )

    PLUGIN_DIFY_INNER_API_URL: str = setting(
        "http://api:5001",
        help="TODO API address seen by the daemon (PLUGIN_DIFY_INNER_API_URL)",
        group="inner_api",
        kind="url",
        docker=SAME,
        middleware="http://host.docker.internal:5001",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

"""Plugins: calls from the daemon back to the API."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting


class PluginInnerApiStackConfig(Settings):
    """Configures where and with which key the daemon calls the API."""

    category = "plugin"

    PLUGIN_DIFY_INNER_API_KEY: str = setting(
        "QaHbTe77CtuXmsfyhR7+vRjI/+XbV1AaFy691iy+kGDv2Jvy0/eAh8Y1",
        help=(
            "Password with which the plugin daemon calls the API; Compose hands it to both sides. Replace the "
            "public sample and recreate api, worker and plugin_daemon together."
        ),
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
        help=(
            "Where the daemon reaches the API from inside its container: service name and container port, never "
            "the public address. Change it when the API runs elsewhere."
        ),
        group="inner_api",
        kind="url",
        docker=SAME,
        middleware="http://host.docker.internal:5001",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

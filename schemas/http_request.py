"""HTTP requests and tools.

Configures limits and certificate checks of HTTP workflow nodes and custom tools.
"""

from __future__ import annotations

from pydantic import PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackInt


class ToolConfig(Settings):
    """Sizes and timeouts."""

    category = "http_request"

    TOOL_ICON_CACHE_MAX_AGE: PositiveInt = setting(
        3600,
        help=(
            "Seconds browsers may keep a tool's icon before asking again. A short value shows replaced "
            "icons sooner at the cost of more requests."
        ),
        group="limits",
        unit="seconds",
        reaches_container=False,
    )


class HttpRequestStackConfig(Settings):
    """HTTP requests and tools: what Compose, shell scripts and other containers read."""

    category = "http_request"

    API_TOOL_DEFAULT_CONNECT_TIMEOUT: StackInt = setting(
        10,
        help=(
            "Seconds a custom OpenAPI tool may take to reach its server. Agents stall for this long when "
            "the tool's host is down."
        ),
        group="limits",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    API_TOOL_DEFAULT_READ_TIMEOUT: StackInt = setting(
        60,
        help=(
            "Seconds a custom OpenAPI tool may take to return data. Raise it for tools that start long computations."
        ),
        group="limits",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    HTTP_REQUEST_NODE_SSL_CERT_DATA: str = setting(
        "",
        help=(
            "Intended for a private CA certificate for HTTP nodes, as base64 of a PEM file. Version "
            "1.11.4 does not read it, so setting it has no effect."
        ),
        group="tls",
        reaches_container=False,
    )

    HTTP_REQUEST_NODE_SSL_CLIENT_CERT_DATA: str = setting(
        "",
        help=(
            "Intended for a client certificate that HTTP nodes present, as base64 of a PEM file. No part "
            "of version 1.11.4 evaluates it."
        ),
        group="tls",
        reaches_container=False,
    )

    HTTP_REQUEST_NODE_SSL_CLIENT_KEY_DATA: str = setting(
        "",
        help=(
            "Intended for the private key of the HTTP node client certificate, base64 of a PEM file. It "
            "is unused in version 1.11.4, so leave it empty rather than storing a key for nothing."
        ),
        group="tls",
        secret="free",
        reaches_container=False,
    )

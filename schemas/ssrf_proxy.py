"""SSRF protection proxy.

Configures the Squid proxy that shields internal addresses.
"""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackPort


class SsrfProxyStackConfig(Settings):
    """SSRF protection proxy: what Compose, shell scripts and other containers read."""

    category = "ssrf_proxy"

    SSRF_HTTP_PORT: StackPort = setting(
        3128,
        help=(
            "Port on which the Squid container accepts proxied requests. When it changes, the proxy "
            "addresses of the API and the sandbox must use the same port, or outgoing requests fail."
        ),
        group="server",
        kind="port",
        docker=SAME,
        middleware=SAME,
        readers=(*SHARED_ENVIRONMENT, "ssrf_proxy"),
        linked=(
            "SSRF_PROXY_HTTP_URL",
            "SSRF_PROXY_HTTPS_URL",
            "SANDBOX_HTTP_PROXY",
            "SANDBOX_HTTPS_PROXY",
        ),
    )

    SSRF_COREDUMP_DIR: str = setting(
        "/var/spool/squid",
        help=(
            "Folder inside the Squid container for memory dumps after a crash. It only matters for "
            "debugging the proxy itself."
        ),
        group="server",
        kind="path",
        docker=SAME,
        middleware=SAME,
        readers=(*SHARED_ENVIRONMENT, "ssrf_proxy"),
    )

    SSRF_REVERSE_PROXY_PORT: StackPort = setting(
        8194,
        help=(
            "Port on which Squid forwards incoming calls to the code sandbox. Adjust it together with the"
            " sandbox endpoint when callers reach the sandbox through the proxy."
        ),
        group="server",
        kind="port",
        docker=SAME,
        middleware=SAME,
        readers=(*SHARED_ENVIRONMENT, "ssrf_proxy"),
    )

    SSRF_SANDBOX_HOST: str = setting(
        "sandbox",
        help=(
            "Name under which Squid finds the code sandbox. Change it if the sandbox runs under another "
            "service name or on another machine."
        ),
        group="server",
        kind="host",
        docker=SAME,
        middleware=SAME,
        example="sandbox.example.com",
        readers=(*SHARED_ENVIRONMENT, "ssrf_proxy"),
    )

    SSRF_ALLOWED_DESTINATIONS: str = setting(
        "api,nginx",
        help=(
            "Private destinations that requests through Squid may reach all the same: host names, domains that "
            "begin with a dot, addresses and networks, separated by commas. Public ones are always allowed; every "
            "entry is a way into your network for whoever may write a workflow."
        ),
        group="server",
        kind="csv",
        docker=SAME,
        middleware="",
        example="api,nginx,.internal.example.com,10.1.2.0/24",
        readers=("ssrf_proxy",),
    )

"""HTTP of the API: who may call it from a browser, and how its own requests go out through the SSRF proxy."""

from __future__ import annotations

from pydantic import PositiveFloat, PositiveInt, computed_field

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class HttpConfig(Settings):
    """Origins, cookies, limits of requests, and the client behind the SSRF proxy."""

    category = "ssrf_proxy"

    COOKIE_DOMAIN: str = setting(
        "",
        help=(
            "Domain that the sign-in cookies are valid for. Set the common parent when console and API are on "
            "different subdomains; leave it empty for one host or an IP address."
        ),
        group="cookies",
        category="cors",
        docker=SAME,
        local=SAME,
        example="example.com",
        readers=SHARED_ENVIRONMENT,
    )

    API_COMPRESSION_ENABLED: bool = setting(
        False,
        help=(
            "Compresses API replies with gzip. It saves bandwidth for CPU time; leave it off when a proxy in "
            "front compresses already."
        ),
        group="limits",
        category="server",
        reaches_container=False,
    )

    inner_CONSOLE_CORS_ALLOW_ORIGINS: str = setting(
        "",
        help=(
            "Sites whose pages may call the console's API, as scheme and host, separated by commas. Name your "
            "console's address; a star lets any site try."
        ),
        group="origins",
        category="cors",
        kind="csv",
        docker="*",
        local="http://localhost:3000,*",
        example="https://dify.example.com",
        readers=SHARED_ENVIRONMENT,
        env=("CONSOLE_CORS_ALLOW_ORIGINS", "CONSOLE_WEB_URL"),
    )

    inner_WEB_API_CORS_ALLOW_ORIGINS: str = setting(
        "*",
        help=(
            "Sites whose pages may call published apps, separated by commas. A star suits apps that anyone "
            "may embed; list hosts to restrict it."
        ),
        group="origins",
        category="cors",
        kind="csv",
        docker=SAME,
        local="http://localhost:3000,*",
        example="https://www.example.com,https://shop.example.com",
        readers=SHARED_ENVIRONMENT,
        env=("WEB_API_CORS_ALLOW_ORIGINS",),
    )

    HTTP_REQUEST_MAX_CONNECT_TIMEOUT: int = setting(
        10,
        help=(
            "Highest connect timeout in seconds that an author may set on an HTTP node. Lower values free"
            " workers sooner when targets are unreachable."
        ),
        group="limits",
        category="http_request",
        docker=SAME,
        local="300",
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
        ge=1,
    )

    HTTP_REQUEST_MAX_READ_TIMEOUT: int = setting(
        600,
        help=(
            "Highest read timeout in seconds an author may set on an HTTP node. Slow remote jobs need a "
            "large value, and a waiting node blocks its worker."
        ),
        group="limits",
        category="http_request",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
        ge=1,
    )

    HTTP_REQUEST_MAX_WRITE_TIMEOUT: int = setting(
        600,
        help=(
            "Highest write timeout in seconds an author may set on an HTTP node. Relevant when workflows "
            "send large bodies."
        ),
        group="limits",
        category="http_request",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
        ge=1,
    )

    HTTP_REQUEST_NODE_MAX_BINARY_SIZE: PositiveInt = setting(
        10485760,
        help=(
            "Largest file, in bytes, an HTTP node may fetch; bigger replies make the node fail. Files are"
            " held in memory, so large values load the workers."
        ),
        group="limits",
        category="http_request",
        docker=SAME,
        local=SAME,
        unit="bytes",
        readers=SHARED_ENVIRONMENT,
    )

    HTTP_REQUEST_NODE_MAX_TEXT_SIZE: PositiveInt = setting(
        1048576,
        help=(
            "Largest text reply in bytes an HTTP node accepts before failing. Long texts end up in "
            "workflow variables and run logs, which makes the database grow."
        ),
        group="limits",
        category="http_request",
        docker=SAME,
        local=SAME,
        unit="bytes",
        readers=SHARED_ENVIRONMENT,
    )

    HTTP_REQUEST_NODE_SSL_VERIFY: bool = setting(
        True,
        help=(
            "Decides whether HTTP nodes check server certificates. Switching it off permits self-signed "
            "targets but also lets an attacker in between read and alter the traffic."
        ),
        group="tls",
        category="http_request",
        docker="True",
        local="True",
        readers=SHARED_ENVIRONMENT,
    )

    SSRF_DEFAULT_MAX_RETRIES: PositiveInt = setting(
        3,
        help=(
            "How often the protected HTTP client repeats a request after a connection failure or a "
            "temporary server error. More retries hide short outages but prolong failures."
        ),
        group="client",
        local=SAME,
        reaches_container=False,
    )

    SSRF_PROXY_ALL_URL: str | None = setting(
        None,
        help=(
            "Single proxy for all protected outgoing requests, whatever their scheme. It takes the place "
            "of the separate HTTP and HTTPS proxy addresses."
        ),
        group="client",
        kind="url",
        example="http://proxy.example.com:3128",
        schemes=("http", "https"),
        reaches_container=False,
    )

    SSRF_PROXY_HTTP_URL: str | None = setting(
        None,
        help=(
            "Proxy the API and workers use for http:// requests of HTTP nodes, tools and downloads. It "
            "counts only together with the HTTPS counterpart; if either is empty, requests leave directly"
            " and users may reach internal services."
        ),
        group="client",
        kind="url",
        docker="http://ssrf_proxy:3128",
        local=SAME,
        example="http://ssrf_proxy:3128",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    SSRF_PROXY_HTTPS_URL: str | None = setting(
        None,
        help=(
            "Proxy the API and workers use for https:// targets; the proxy itself is usually addressed "
            "with http. Without it, encrypted requests bypass the protection against internal access."
        ),
        group="client",
        kind="url",
        docker="http://ssrf_proxy:3128",
        local=SAME,
        example="http://ssrf_proxy:3128",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    SSRF_DEFAULT_TIME_OUT: PositiveFloat = setting(
        5,
        help=(
            "Overall default in seconds for requests through the protected client, used where no more "
            "specific limit applies. Raise it if remote APIs answer slowly."
        ),
        group="client",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    SSRF_DEFAULT_CONNECT_TIME_OUT: PositiveFloat = setting(
        5,
        help=(
            "Seconds the protected client tries to open a connection, proxy included, before giving up. "
            "Distant or overloaded targets may need more."
        ),
        group="client",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    SSRF_DEFAULT_READ_TIME_OUT: PositiveFloat = setting(
        5,
        help=(
            "Seconds the protected client waits for the next piece of a reply. Large remote files or slow"
            " tools fail with a timeout when this is short."
        ),
        group="client",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    SSRF_DEFAULT_WRITE_TIME_OUT: PositiveFloat = setting(
        5,
        help=(
            "Seconds the protected client may spend sending a part of a request body. Raise it for large "
            "uploads over slow links."
        ),
        group="client",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    SSRF_POOL_MAX_CONNECTIONS: PositiveInt = setting(
        100,
        help=(
            "Connections the protected client may hold open at once in one process. Requests beyond it "
            "wait, so raise it under heavy tool traffic."
        ),
        group="client",
        docker=SAME,
        local=SAME,
        unit="connections",
        readers=SHARED_ENVIRONMENT,
    )

    SSRF_POOL_MAX_KEEPALIVE_CONNECTIONS: PositiveInt = setting(
        20,
        help=(
            "Idle connections the protected client keeps for reuse. A larger number saves handshakes to "
            "frequently called hosts and occupies more sockets."
        ),
        group="client",
        docker=SAME,
        local=SAME,
        unit="connections",
        readers=SHARED_ENVIRONMENT,
    )

    SSRF_POOL_KEEPALIVE_EXPIRY: PositiveFloat | None = setting(
        5.0,
        help=(
            "Seconds after which an unused pooled connection of the protected client is closed. Keep it "
            "below the idle limit of proxies and firewalls on the way."
        ),
        group="client",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    RESPECT_XFORWARD_HEADERS_ENABLED: bool = setting(
        False,
        help=(
            "Believes the client address, scheme and host that one reverse proxy in front reports. Needed "
            "behind an HTTPS proxy; unsafe while the API can be reached directly, as callers could forge "
            "them."
        ),
        group="limits",
        category="server",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know decorated properties
    @property
    def CONSOLE_CORS_ALLOW_ORIGINS(self) -> list[str]:
        """The origins that may call the console's API."""
        return self.inner_CONSOLE_CORS_ALLOW_ORIGINS.split(",")

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know decorated properties
    @property
    def WEB_API_CORS_ALLOW_ORIGINS(self) -> list[str]:
        """The origins that may call the published apps' API."""
        return self.inner_WEB_API_CORS_ALLOW_ORIGINS.split(",")

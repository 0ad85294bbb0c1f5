"""Code execution.

Configures the sandbox that runs code nodes, the client that calls it and the limits of what code may return.
"""

from __future__ import annotations

from pydantic import HttpUrl, NegativeInt, PositiveFloat, PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import StackBool, StackPort, StackPositiveInt


class CodeExecutionSandboxConfig(Settings):
    """How API and workers call the sandbox and what they accept from it."""

    category = "code_execution"

    CODE_EXECUTION_ENDPOINT: HttpUrl = setting(
        HttpUrl("http://sandbox:8194"),
        help=(
            "Address at which API and workers reach the sandbox that runs code nodes. Change it for a sandbox "
            "on another host or port."
        ),
        group="client",
        docker=SAME,
        local="http://127.0.0.1:8194",
        example="http://sandbox.example.com:8194",
        readers=SHARED_ENVIRONMENT,
        max_length=2083,
    )

    CODE_EXECUTION_API_KEY: str = setting(
        "dify-sandbox",
        help=(
            "Key the API sends with each piece of code. It must equal the one the sandbox accepts, otherwise "
            "every code node fails as unauthorized."
        ),
        group="client",
        docker=SAME,
        local=SAME,
        secret="shared",
        insecure=("dify-sandbox",),
        readers=SHARED_ENVIRONMENT,
        linked=("SANDBOX_API_KEY",),
    )

    CODE_EXECUTION_CONNECT_TIMEOUT: PositiveFloat | None = setting(
        10.0,
        help=(
            "Seconds to wait until the sandbox takes the connection. A bundled one answers at once; allow "
            "more for a remote or overloaded host."
        ),
        group="client",
        docker="10",
        local="10",
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_EXECUTION_READ_TIMEOUT: PositiveFloat | None = setting(
        60.0,
        help=(
            "Seconds to wait for the result of a code node. Keep it above the sandbox's own limit, or the "
            "code goes on after nobody listens."
        ),
        group="client",
        docker="60",
        local="60",
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_EXECUTION_WRITE_TIMEOUT: PositiveFloat | None = setting(
        10.0,
        help=(
            "Seconds that handing code and its inputs to the sandbox may take. Only very large inputs on slow "
            "links need more."
        ),
        group="client",
        docker="10",
        local="10",
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_EXECUTION_POOL_MAX_CONNECTIONS: PositiveInt = setting(
        100,
        help=(
            "Code runs one process can have open at the sandbox; further ones queue up. Raise it together "
            "with the sandbox's own capacity."
        ),
        group="client",
        docker=SAME,
        local=SAME,
        unit="connections",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_EXECUTION_POOL_MAX_KEEPALIVE_CONNECTIONS: PositiveInt = setting(
        20,
        help=(
            "Idle connections to the sandbox that are kept for the next run. It makes no sense above the "
            "limit of open ones."
        ),
        group="client",
        docker=SAME,
        local=SAME,
        unit="connections",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_EXECUTION_POOL_KEEPALIVE_EXPIRY: PositiveFloat | None = setting(
        5.0,
        help=(
            "Seconds until an idle connection to the sandbox is closed. Stay below the idle limit of a load "
            "balancer in between."
        ),
        group="client",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MAX_NUMBER: PositiveInt = setting(
        9223372036854775807,
        help=(
            "Largest number a code node may return. The default is the limit of 64 bits, beyond which "
            "databases and other tools lose digits."
        ),
        group="limits",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MIN_NUMBER: NegativeInt = setting(
        -9223372036854775807,
        help="Lowest number a code node may return; must be negative. Anything below makes the node fail.",
        group="limits",
        docker="-9223372036854775808",
        local="-9223372036854775808",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MAX_DEPTH: PositiveInt = setting(
        5,
        help=(
            "Levels to which lists and objects from a code node may be nested. Deeply structured API replies "
            "may need a few more."
        ),
        group="limits",
        docker=SAME,
        unit="levels",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MAX_PRECISION: PositiveInt = setting(
        20,
        help=(
            "Decimal places a number from a code node may have before it is refused. Rounding in the code is "
            "the better cure."
        ),
        group="limits",
        docker=SAME,
        unit="decimal places",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MAX_STRING_LENGTH: PositiveInt = setting(
        400000,
        help="Most characters in one text from a code node. Larger texts swell run logs and prompts.",
        group="limits",
        docker=SAME,
        local=SAME,
        unit="characters",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MAX_STRING_ARRAY_LENGTH: PositiveInt = setting(
        30,
        help=(
            "Most entries in a list of texts that a code node returns. Raise it when nodes split documents "
            "into many pieces."
        ),
        group="limits",
        docker=SAME,
        local=SAME,
        unit="items",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MAX_OBJECT_ARRAY_LENGTH: PositiveInt = setting(
        30,
        help=(
            "Most entries in a list of objects that a code node returns. Table rows and search hits are the "
            "usual reason to raise it."
        ),
        group="limits",
        docker=SAME,
        local=SAME,
        unit="items",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MAX_NUMBER_ARRAY_LENGTH: PositiveInt = setting(
        1000,
        help=(
            "Most entries in a list of numbers that a code node returns. Long series, such as measurements, "
            "may exceed it."
        ),
        group="limits",
        docker=SAME,
        local=SAME,
        unit="items",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_EXECUTION_SSL_VERIFY: bool = setting(
        True,
        help=(
            "Checks the sandbox's certificate when its address is https. Switch it off only for a self-signed "
            "one on a network you trust."
        ),
        group="client",
        docker="True",
        local="True",
        readers=SHARED_ENVIRONMENT,
    )


class CodeExecutionStackConfig(Settings):
    """The bundled sandbox container."""

    category = "code_execution"

    SANDBOX_API_KEY: str = setting(
        "dify-sandbox",
        help=(
            "Key the bundled sandbox accepts. Whoever knows it can run code there; the API's key has to be the same."
        ),
        group="sandbox_service",
        docker=SAME,
        middleware=SAME,
        secret="free",
        generate=alphanumeric(40),
        insecure=("dify-sandbox",),
        readers=(*SHARED_ENVIRONMENT, "sandbox"),
        linked=("CODE_EXECUTION_API_KEY",),
    )

    SANDBOX_GIN_MODE: str = setting(
        "release",
        help=(
            "How much the sandbox's web server reports about itself. Anything but release is for looking into a fault."
        ),
        group="sandbox_service",
        docker=SAME,
        middleware=SAME,
        choices={
            "debug": "Verbose, for a search",
            "release": "Quiet, for normal use",
            "test": "For the sandbox's own tests",
        },
        readers=(*SHARED_ENVIRONMENT, "sandbox"),
    )

    SANDBOX_WORKER_TIMEOUT: StackPositiveInt = setting(
        15,
        help=(
            "Seconds a piece of code may run before the sandbox kills it. Raise it for slow calculations, "
            "below the API's read timeout."
        ),
        group="sandbox_service",
        docker=SAME,
        middleware=SAME,
        unit="seconds",
        readers=(*SHARED_ENVIRONMENT, "sandbox"),
    )

    SANDBOX_ENABLE_NETWORK: StackBool = setting(
        True,
        help=(
            "Lets code in the sandbox open network connections, through its proxy. Off is safer when code "
            "nodes need no outside data."
        ),
        group="sandbox_service",
        docker=SAME,
        middleware=SAME,
        readers=(*SHARED_ENVIRONMENT, "sandbox"),
    )

    SANDBOX_HTTP_PROXY: str = setting(
        "http://ssrf_proxy:3128",
        help=(
            "Proxy for http requests of sandboxed code. The bundled Squid keeps it away from internal "
            "addresses; point elsewhere only to a proxy that does the same."
        ),
        group="sandbox_service",
        kind="url",
        docker=SAME,
        middleware=SAME,
        example="http://ssrf_proxy:3128",
        schemes=("http", "https"),
        readers=(*SHARED_ENVIRONMENT, "sandbox"),
    )

    SANDBOX_HTTPS_PROXY: str = setting(
        "http://ssrf_proxy:3128",
        help=(
            "Proxy for https requests of sandboxed code, itself addressed with http as a rule. Emptying it "
            "lets code reach internal services."
        ),
        group="sandbox_service",
        kind="url",
        docker=SAME,
        middleware=SAME,
        example="http://ssrf_proxy:3128",
        schemes=("http", "https"),
        readers=(*SHARED_ENVIRONMENT, "sandbox"),
    )

    SANDBOX_PORT: StackPort = setting(
        8194,
        help=(
            "Port on which the sandbox listens. Its health check stays on 8194 and the API's endpoint names "
            "the port too, so there is little reason to move it."
        ),
        group="sandbox_service",
        kind="port",
        docker=SAME,
        middleware=SAME,
        readers=(*SHARED_ENVIRONMENT, "sandbox", "ssrf_proxy"),
        linked=("CODE_EXECUTION_ENDPOINT",),
    )

    PIP_MIRROR_URL: str = setting(
        "",
        help=(
            "Package index from which the sandbox and plugins install Python packages; empty uses the public "
            "one. Set it behind a firewall or for speed."
        ),
        group="sandbox_service",
        kind="url",
        docker=SAME,
        middleware=SAME,
        example="https://packages.example.com/simple",
        schemes=("http", "https"),
        readers=(*SHARED_ENVIRONMENT, "sandbox"),
    )

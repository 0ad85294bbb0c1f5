"""code_execution."""

from __future__ import annotations

from pydantic import HttpUrl, NegativeInt, PositiveFloat, PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import StackBool, StackInt, StackPort


class CodeExecutionSandboxConfig(Settings):
    """client."""

    category = "code_execution"

    CODE_EXECUTION_ENDPOINT: HttpUrl = setting(
        HttpUrl("http://sandbox:8194"),
        help="TODO sandbox service address (CODE_EXECUTION_ENDPOINT)",
        group="client",
        docker=SAME,
        local="http://127.0.0.1:8194",
        readers=SHARED_ENVIRONMENT,
        max_length=2083,
    )

    CODE_EXECUTION_API_KEY: str = setting(
        "dify-sandbox",
        help="TODO key sent to the sandbox (CODE_EXECUTION_API_KEY)",
        group="client",
        docker=SAME,
        local=SAME,
        secret="shared",
        insecure=("dify-sandbox",),
        readers=SHARED_ENVIRONMENT,
        linked=("SANDBOX_API_KEY",),
    )

    CODE_EXECUTION_CONNECT_TIMEOUT: float | None = setting(
        10.0,
        help="TODO sandbox connect timeout (CODE_EXECUTION_CONNECT_TIMEOUT)",
        group="client",
        docker="10",
        local="10",
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_EXECUTION_READ_TIMEOUT: float | None = setting(
        60.0,
        help="TODO sandbox read timeout (CODE_EXECUTION_READ_TIMEOUT)",
        group="client",
        docker="60",
        local="60",
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_EXECUTION_WRITE_TIMEOUT: float | None = setting(
        10.0,
        help="TODO sandbox write timeout (CODE_EXECUTION_WRITE_TIMEOUT)",
        group="client",
        docker="10",
        local="10",
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_EXECUTION_POOL_MAX_CONNECTIONS: PositiveInt = setting(
        100,
        help="TODO sandbox client connection limit (CODE_EXECUTION_POOL_MAX_CONNECTIONS)",
        group="client",
        docker=SAME,
        local=SAME,
        unit="connections",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_EXECUTION_POOL_MAX_KEEPALIVE_CONNECTIONS: PositiveInt = setting(
        20,
        help="TODO idle sandbox connections kept (CODE_EXECUTION_POOL_MAX_KEEPALIVE_CONNECTIONS)",
        group="client",
        docker=SAME,
        local=SAME,
        unit="connections",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_EXECUTION_POOL_KEEPALIVE_EXPIRY: PositiveFloat | None = setting(
        5.0,
        help="TODO idle sandbox connection lifetime (CODE_EXECUTION_POOL_KEEPALIVE_EXPIRY)",
        group="client",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MAX_NUMBER: PositiveInt = setting(
        9223372036854775807,
        help="TODO largest number a code node returns (CODE_MAX_NUMBER)",
        group="limits",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MIN_NUMBER: NegativeInt = setting(
        -9223372036854775807,
        help="TODO smallest number a code node returns (CODE_MIN_NUMBER)",
        group="limits",
        docker="-9223372036854775808",
        local="-9223372036854775808",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MAX_DEPTH: PositiveInt = setting(
        5,
        help="TODO nesting limit of code output (CODE_MAX_DEPTH)",
        group="limits",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MAX_PRECISION: PositiveInt = setting(
        20,
        help="TODO decimal places of code output (CODE_MAX_PRECISION)",
        group="limits",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MAX_STRING_LENGTH: PositiveInt = setting(
        400000,
        help="TODO string limit of code output (CODE_MAX_STRING_LENGTH)",
        group="limits",
        docker=SAME,
        local=SAME,
        unit="characters",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MAX_STRING_ARRAY_LENGTH: PositiveInt = setting(
        30,
        help="TODO string list limit of code output (CODE_MAX_STRING_ARRAY_LENGTH)",
        group="limits",
        docker=SAME,
        local=SAME,
        unit="items",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MAX_OBJECT_ARRAY_LENGTH: PositiveInt = setting(
        30,
        help="TODO object list limit of code output (CODE_MAX_OBJECT_ARRAY_LENGTH)",
        group="limits",
        docker=SAME,
        local=SAME,
        unit="items",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_MAX_NUMBER_ARRAY_LENGTH: PositiveInt = setting(
        1000,
        help="TODO number list limit of code output (CODE_MAX_NUMBER_ARRAY_LENGTH)",
        group="limits",
        docker=SAME,
        local=SAME,
        unit="items",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_EXECUTION_SSL_VERIFY: bool = setting(
        True,
        help="TODO check sandbox certificates (CODE_EXECUTION_SSL_VERIFY)",
        group="client",
        docker="True",
        local="True",
        readers=SHARED_ENVIRONMENT,
    )


class CodeExecutionStackConfig(Settings):
    """code_execution: what Compose, shell scripts and other containers read."""

    category = "code_execution"

    SANDBOX_API_KEY: str = setting(
        "dify-sandbox",
        help="TODO key the sandbox accepts (SANDBOX_API_KEY)",
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
        help="TODO sandbox web framework mode (SANDBOX_GIN_MODE)",
        group="sandbox_service",
        docker=SAME,
        middleware=SAME,
        choices={"debug": "", "release": "", "test": ""},
        readers=(*SHARED_ENVIRONMENT, "sandbox"),
    )

    SANDBOX_WORKER_TIMEOUT: StackInt = setting(
        15,
        help="TODO sandbox run limit (SANDBOX_WORKER_TIMEOUT)",
        group="sandbox_service",
        docker=SAME,
        middleware=SAME,
        unit="seconds",
        readers=(*SHARED_ENVIRONMENT, "sandbox"),
    )

    SANDBOX_ENABLE_NETWORK: StackBool = setting(
        True,
        help="TODO let sandboxed code use network (SANDBOX_ENABLE_NETWORK)",
        group="sandbox_service",
        docker=SAME,
        middleware=SAME,
        readers=(*SHARED_ENVIRONMENT, "sandbox"),
    )

    SANDBOX_HTTP_PROXY: str = setting(
        "http://ssrf_proxy:3128",
        help="TODO outbound HTTP proxy of sandbox (SANDBOX_HTTP_PROXY)",
        group="sandbox_service",
        kind="url",
        docker=SAME,
        middleware=SAME,
        schemes=("http", "https"),
        readers=(*SHARED_ENVIRONMENT, "sandbox"),
    )

    SANDBOX_HTTPS_PROXY: str = setting(
        "http://ssrf_proxy:3128",
        help="TODO outbound HTTPS proxy of sandbox (SANDBOX_HTTPS_PROXY)",
        group="sandbox_service",
        kind="url",
        docker=SAME,
        middleware=SAME,
        schemes=("http", "https"),
        readers=(*SHARED_ENVIRONMENT, "sandbox"),
    )

    SANDBOX_PORT: StackPort = setting(
        8194,
        help="TODO port the sandbox listens on (SANDBOX_PORT)",
        group="sandbox_service",
        kind="port",
        docker=SAME,
        middleware=SAME,
        readers=(*SHARED_ENVIRONMENT, "sandbox", "ssrf_proxy"),
        linked=("CODE_EXECUTION_ENDPOINT",),
    )

    PIP_MIRROR_URL: str = setting(
        "",
        help="TODO Python package mirror for sandbox and plugins (PIP_MIRROR_URL)",
        group="sandbox_service",
        kind="url",
        docker=SAME,
        middleware=SAME,
        schemes=("http", "https"),
        readers=(*SHARED_ENVIRONMENT, "sandbox"),
    )

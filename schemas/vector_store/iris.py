"""Vector store: InterSystems IRIS."""

from __future__ import annotations

from typing import Self

from pydantic import PositiveInt, model_validator

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port, StackPort


class IrisVectorConfig(Settings):
    """InterSystems IRIS."""

    category = "vector_store"

    IRIS_HOST: str | None = setting(
        "localhost",
        help=(
            "Address of the InterSystems IRIS server. The default is the bundled container; enter a host "
            "name for an existing instance."
        ),
        group="iris",
        kind="host",
        docker="iris",
        example="iris.example.com",
        active_when={"VECTOR_STORE": ["iris"]},
        readers=SHARED_ENVIRONMENT,
    )

    IRIS_SUPER_SERVER_PORT: Port | None = setting(
        1972,
        help=(
            "IRIS superserver port for SQL clients, also published on the host. The bundled container "
            "keeps 1972 internally, so other values suit external servers."
        ),
        group="iris",
        kind="port",
        docker=SAME,
        active_when={"VECTOR_STORE": ["iris"]},
        readers=(*SHARED_ENVIRONMENT, "iris"),
    )

    IRIS_USER: str | None = setting(
        "_SYSTEM",
        help=(
            "IRIS account Dify signs in with. The built-in _SYSTEM has full rights; use a narrower one on"
            " shared servers."
        ),
        group="iris",
        docker=SAME,
        active_when={"VECTOR_STORE": ["iris"]},
        readers=SHARED_ENVIRONMENT,
    )

    IRIS_PASSWORD: str | None = setting(
        "Dify@1234",
        help=(
            "Password of the IRIS account. The bundled container's setup script prepares the shipped one,"
            " so change it inside IRIS as well or logins fail."
        ),
        group="iris",
        docker=SAME,
        secret="stateful",
        generate=alphanumeric(32),
        insecure=("Dify@1234",),
        active_when={"VECTOR_STORE": ["iris"]},
        readers=SHARED_ENVIRONMENT,
    )

    IRIS_SCHEMA: str | None = setting(
        "dify",
        help=(
            "SQL schema for embedding tables within the IRIS namespace. Use your own value per Dify "
            "installation on a shared server."
        ),
        group="iris",
        docker=SAME,
        active_when={"VECTOR_STORE": ["iris"]},
        readers=SHARED_ENVIRONMENT,
    )

    IRIS_DATABASE: str | None = setting(
        "USER",
        help=(
            "IRIS namespace in which Dify works. Another namespace starts empty, so earlier knowledge "
            "bases are no longer found."
        ),
        group="iris",
        docker=SAME,
        active_when={"VECTOR_STORE": ["iris"]},
        readers=SHARED_ENVIRONMENT,
    )

    IRIS_CONNECTION_URL: str | None = setting(
        None,
        help=(
            "Full IRIS connection address that takes precedence over host, port, namespace, user and "
            "password. It may contain credentials, so treat it as confidential; leave blank to use the "
            "separate fields."
        ),
        group="iris",
        kind="string",
        docker=SAME,
        secret="free",
        active_when={"VECTOR_STORE": ["iris"]},
        readers=SHARED_ENVIRONMENT,
    )

    IRIS_MIN_CONNECTION: PositiveInt = setting(
        1,
        help=(
            "IRIS connections kept open per process. Always set it together with IRIS_MAX_CONNECTION: the"
            " two are compared as text, and giving only one crashes startup."
        ),
        group="iris",
        docker=SAME,
        unit="connections",
        active_when={"VECTOR_STORE": ["iris"]},
        readers=SHARED_ENVIRONMENT,
    )

    IRIS_MAX_CONNECTION: PositiveInt = setting(
        3,
        help=(
            "Ceiling of IRIS connections per process; the community edition limits them tightly. Keep it "
            "and the minimum to one digit each, because they are compared as text."
        ),
        group="iris",
        docker=SAME,
        unit="connections",
        active_when={"VECTOR_STORE": ["iris"]},
        readers=SHARED_ENVIRONMENT,
    )

    IRIS_TEXT_INDEX: bool = setting(
        True,
        help=(
            "Builds a full-text index in new IRIS tables for keyword and hybrid retrieval. When off, "
            "keyword search falls back to slower pattern matching."
        ),
        group="iris",
        docker=SAME,
        active_when={"VECTOR_STORE": ["iris"]},
        readers=SHARED_ENVIRONMENT,
    )

    IRIS_TEXT_INDEX_LANGUAGE: str = setting(
        "en",
        help=(
            "Language code guiding word analysis in the IRIS text index. Set it before indexing, as "
            "tables built earlier are not converted."
        ),
        group="iris",
        docker=SAME,
        example="ja",
        active_when={"VECTOR_STORE": ["iris"], "IRIS_TEXT_INDEX": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    @model_validator(mode="after")
    def check_pool(self) -> Self:
        """The smaller bound of the connection pool must not be above the larger one."""
        if self.IRIS_MIN_CONNECTION > self.IRIS_MAX_CONNECTION:
            raise ValueError("IRIS_MIN_CONNECTION must not be more than IRIS_MAX_CONNECTION")
        return self


class IrisStackConfig(Settings):
    """InterSystems IRIS: what other containers read."""

    category = "vector_store"

    IRIS_WEB_SERVER_PORT: StackPort = setting(
        52773,
        help=(
            "Host port of the management portal in the bundled IRIS container. Move it on conflicts, and "
            "block it from untrusted networks."
        ),
        group="iris",
        kind="port",
        docker=SAME,
        active_when={"VECTOR_STORE": ["iris"]},
        readers=(*SHARED_ENVIRONMENT, "iris"),
    )

    IRIS_TIMEZONE: str = setting(
        "UTC",
        help=(
            "Time zone of the bundled IRIS container, as an IANA name. It affects log timestamps and "
            "database time functions, not search results."
        ),
        group="iris",
        docker=SAME,
        example="Europe/Berlin",
        active_when={"VECTOR_STORE": ["iris"]},
        readers=(*SHARED_ENVIRONMENT, "iris"),
    )

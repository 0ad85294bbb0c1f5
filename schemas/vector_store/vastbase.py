"""Vector store: Vastbase."""

from __future__ import annotations

from pydantic import PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port


class VastbaseVectorConfig(Settings):
    """Vastbase."""

    category = "vector_store"

    VASTBASE_HOST: str | None = setting(
        None,
        help=(
            "Address of the Vastbase server. The default reaches the optional container of this Compose "
            "project; supply a host name for an existing installation."
        ),
        group="vastbase",
        kind="host",
        docker="vastbase",
        example="vastbase.example.com",
        active_when={"VECTOR_STORE": ["vastbase"]},
        required_when={"VECTOR_STORE": ["vastbase"]},
        readers=SHARED_ENVIRONMENT,
    )

    VASTBASE_PORT: Port = setting(
        5432,
        help=(
            "Port on which Vastbase accepts PostgreSQL-style connections. Inside the Compose network it "
            "is 5432, although the host publishes 5434."
        ),
        group="vastbase",
        kind="port",
        docker=SAME,
        active_when={"VECTOR_STORE": ["vastbase"]},
        required_when={"VECTOR_STORE": ["vastbase"]},
        readers=SHARED_ENVIRONMENT,
    )

    VASTBASE_USER: str | None = setting(
        None,
        help=(
            "Vastbase role that owns the vector tables. The bundled container has a fixed account named "
            "dify, so use another name only with your own server."
        ),
        group="vastbase",
        docker="dify",
        active_when={"VECTOR_STORE": ["vastbase"]},
        required_when={"VECTOR_STORE": ["vastbase"]},
        readers=SHARED_ENVIRONMENT,
    )

    VASTBASE_PASSWORD: str | None = setting(
        None,
        help=(
            "Password of the Vastbase role. It is hard-coded in the bundled service definition, so edit "
            "both places together or login fails."
        ),
        group="vastbase",
        docker="Difyai123456",
        secret="stateful",
        generate=alphanumeric(32),
        insecure=("Difyai123456",),
        active_when={"VECTOR_STORE": ["vastbase"]},
        required_when={"VECTOR_STORE": ["vastbase"]},
        readers=SHARED_ENVIRONMENT,
    )

    VASTBASE_DATABASE: str | None = setting(
        None,
        help=(
            "Vastbase database for embeddings. The bundled container always creates dify; any other one "
            "must be prepared by you with vector support enabled."
        ),
        group="vastbase",
        docker="dify",
        active_when={"VECTOR_STORE": ["vastbase"]},
        required_when={"VECTOR_STORE": ["vastbase"]},
        readers=SHARED_ENVIRONMENT,
    )

    VASTBASE_MIN_CONNECTION: PositiveInt = setting(
        1,
        help=(
            "Smallest number of Vastbase connections each Dify process keeps open. Must be at least 1 and"
            " not above the maximum."
        ),
        group="vastbase",
        docker=SAME,
        unit="connections",
        active_when={"VECTOR_STORE": ["vastbase"]},
        readers=SHARED_ENVIRONMENT,
    )

    VASTBASE_MAX_CONNECTION: PositiveInt = setting(
        5,
        help=(
            "Largest number of Vastbase connections one Dify process may open. Raise it when busy workers"
            " wait for a free connection and the server licence permits more."
        ),
        group="vastbase",
        docker=SAME,
        unit="connections",
        active_when={"VECTOR_STORE": ["vastbase"]},
        readers=SHARED_ENVIRONMENT,
    )

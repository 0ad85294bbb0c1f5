"""Vector store: Qdrant."""

from __future__ import annotations

from pydantic import NonNegativeInt, PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port


class QdrantConfig(Settings):
    """Qdrant."""

    category = "vector_store"

    QDRANT_URL: str | None = setting(
        None,
        help=(
            "Base URL of the Qdrant REST interface. Set it to your Qdrant Cloud or external cluster "
            "address if the bundled container is not used."
        ),
        group="qdrant",
        kind="url",
        docker="http://qdrant:6333",
        local="http://localhost:6333",
        example="https://qdrant.example.com:6333",
        schemes=("http", "https"),
        active_when={"VECTOR_STORE": ["qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )

    QDRANT_API_KEY: str | None = setting(
        None,
        help=(
            "Key sent to Qdrant and also enforced by the bundled container. Both sides pick it up on "
            "restart; a mismatch with an external server makes every index and search call fail."
        ),
        group="qdrant",
        docker="difyai123456",
        local="difyai123456",
        secret="free",
        generate=alphanumeric(40),
        insecure=("difyai123456",),
        active_when={"VECTOR_STORE": ["qdrant"]},
        readers=(*SHARED_ENVIRONMENT, "qdrant"),
    )

    QDRANT_CLIENT_TIMEOUT: NonNegativeInt = setting(
        20,
        help=(
            "Seconds Dify waits for a Qdrant answer before giving up. Increase it when big imports or "
            "searches on a loaded cluster end in timeout errors."
        ),
        group="qdrant",
        docker=SAME,
        local=SAME,
        unit="seconds",
        active_when={"VECTOR_STORE": ["qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )

    QDRANT_GRPC_ENABLED: bool = setting(
        False,
        help=(
            "Sends Qdrant data traffic over gRPC rather than REST, which is faster for large batches. "
            "Confirm the gRPC port is open between the containers and the server first."
        ),
        group="qdrant",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )

    QDRANT_GRPC_PORT: Port = setting(
        6334,
        help=(
            "Port of Qdrant's gRPC interface, used only while QDRANT_GRPC_ENABLED is on. Change it when "
            "the server or a proxy exposes gRPC on a different number."
        ),
        group="qdrant",
        kind="port",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["qdrant"], "QDRANT_GRPC_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    QDRANT_REPLICATION_FACTOR: PositiveInt = setting(
        1,
        help=(
            "How many nodes hold a copy of each shard in newly created Qdrant collections. Use 2 or more "
            "on a multi-node cluster to survive a node failure; a single node gains nothing."
        ),
        group="qdrant",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )

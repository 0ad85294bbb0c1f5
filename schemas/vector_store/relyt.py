"""Vector store: Relyt."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting
from schemas.types import Port


class RelytConfig(Settings):
    """Relyt."""

    category = "vector_store"

    RELYT_HOST: str | None = setting(
        None,
        help=(
            "Address of the Relyt warehouse. The default points to Dify's own PostgreSQL service, so "
            "replace it with the real Relyt endpoint."
        ),
        group="relyt",
        kind="host",
        docker="db",
        local="127.0.0.1",
        example="relyt.example.com",
        active_when={"VECTOR_STORE": ["relyt"]},
        required_when={"VECTOR_STORE": ["relyt"]},
        readers=SHARED_ENVIRONMENT,
    )

    RELYT_PORT: Port = setting(
        9200,
        help=(
            "Port of the Relyt SQL endpoint, which speaks the PostgreSQL protocol. See the connection "
            "details in the Relyt console."
        ),
        group="relyt",
        kind="port",
        docker="5432",
        local="5432",
        active_when={"VECTOR_STORE": ["relyt"]},
        required_when={"VECTOR_STORE": ["relyt"]},
        readers=SHARED_ENVIRONMENT,
    )

    RELYT_USER: str | None = setting(
        None,
        help=(
            "Relyt account that creates and queries the embedding tables. It needs permission to use the "
            "vector extension."
        ),
        group="relyt",
        docker="postgres",
        local="postgres",
        active_when={"VECTOR_STORE": ["relyt"]},
        required_when={"VECTOR_STORE": ["relyt"]},
        readers=SHARED_ENVIRONMENT,
    )

    RELYT_PASSWORD: str | None = setting(
        None,
        help=(
            "Password of the Relyt account. Replace the sample value, and update it together with the "
            "warehouse or retrieval breaks."
        ),
        group="relyt",
        docker="difyai123456",
        local="postgres",
        secret="free",
        insecure=(
            "difyai123456",
            "postgres",
        ),
        active_when={"VECTOR_STORE": ["relyt"]},
        required_when={"VECTOR_STORE": ["relyt"]},
        readers=SHARED_ENVIRONMENT,
    )

    RELYT_DATABASE: str | None = setting(
        "default",
        help=(
            "Relyt database in which embeddings are kept. A dedicated one avoids mixing Dify tables with "
            "warehouse data."
        ),
        group="relyt",
        docker="postgres",
        local="postgres",
        active_when={"VECTOR_STORE": ["relyt"]},
        required_when={"VECTOR_STORE": ["relyt"]},
        readers=SHARED_ENVIRONMENT,
    )

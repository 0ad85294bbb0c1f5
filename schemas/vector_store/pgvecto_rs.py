"""Vector store: pgvecto.rs."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port


class PGVectoRSConfig(Settings):
    """pgvecto.rs."""

    category = "vector_store"

    PGVECTO_RS_HOST: str | None = setting(
        None,
        help=(
            "PostgreSQL server carrying the pgvecto.rs extension. Keep the default for the bundled "
            "container or name a server of your own."
        ),
        group="pgvecto_rs",
        kind="host",
        docker="pgvecto-rs",
        local="localhost",
        example="pgvecto.example.com",
        active_when={"VECTOR_STORE": ["pgvecto-rs"]},
        required_when={"VECTOR_STORE": ["pgvecto-rs"]},
        readers=SHARED_ENVIRONMENT,
    )

    PGVECTO_RS_PORT: Port = setting(
        5431,
        help=(
            "Port of the PostgreSQL server with pgvecto.rs. Only an external server or proxy calls for a "
            "value other than 5432."
        ),
        group="pgvecto_rs",
        kind="port",
        docker="5432",
        local=SAME,
        active_when={"VECTOR_STORE": ["pgvecto-rs"]},
        required_when={"VECTOR_STORE": ["pgvecto-rs"]},
        readers=SHARED_ENVIRONMENT,
    )

    PGVECTO_RS_USER: str | None = setting(
        None,
        help=(
            "Role used for pgvecto.rs tables. Creating the vectors extension takes superuser rights, so "
            "use one or install the extension beforehand."
        ),
        group="pgvecto_rs",
        docker="postgres",
        local="postgres",
        active_when={"VECTOR_STORE": ["pgvecto-rs"]},
        required_when={"VECTOR_STORE": ["pgvecto-rs"]},
        readers=SHARED_ENVIRONMENT,
    )

    PGVECTO_RS_PASSWORD: str | None = setting(
        None,
        help=(
            "Password of the pgvecto.rs role. The bundled container takes its password from "
            "PGVECTOR_POSTGRES_PASSWORD, so both must agree or every vector query is refused."
        ),
        group="pgvecto_rs",
        docker="difyai123456",
        local="difyai123456",
        secret="stateful",
        generate=alphanumeric(32),
        insecure=("difyai123456",),
        active_when={"VECTOR_STORE": ["pgvecto-rs"]},
        required_when={"VECTOR_STORE": ["pgvecto-rs"]},
        readers=SHARED_ENVIRONMENT,
        linked=("PGVECTOR_POSTGRES_PASSWORD",),
    )

    PGVECTO_RS_DATABASE: str | None = setting(
        None,
        help=(
            "Database in which pgvecto.rs tables are created. It should match PGVECTOR_POSTGRES_DB when "
            "the bundled container is used."
        ),
        group="pgvecto_rs",
        docker="dify",
        local="postgres",
        active_when={"VECTOR_STORE": ["pgvecto-rs"]},
        required_when={"VECTOR_STORE": ["pgvecto-rs"]},
        readers=SHARED_ENVIRONMENT,
    )

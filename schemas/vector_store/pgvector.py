"""Vector store: pgvector connection."""

from __future__ import annotations

from pydantic import PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port


class PGVectorConfig(Settings):
    """pgvector connection."""

    category = "vector_store"

    PGVECTOR_HOST: str | None = setting(
        None,
        help=(
            "PostgreSQL server with the pgvector extension, as seen from the API and worker. The default "
            "names the bundled container; replace it for a managed PostgreSQL."
        ),
        group="pgvector",
        kind="host",
        docker="pgvector",
        local="127.0.0.1",
        example="pg.example.com",
        active_when={"VECTOR_STORE": ["pgvector"]},
        required_when={"VECTOR_STORE": ["pgvector"]},
        readers=SHARED_ENVIRONMENT,
    )

    PGVECTOR_PORT: Port = setting(
        5433,
        help=(
            "Port of the pgvector PostgreSQL server. The bundled container answers on 5432 inside the "
            "Compose network; alter this for external servers or a connection pooler."
        ),
        group="pgvector",
        kind="port",
        docker="5432",
        local=SAME,
        active_when={"VECTOR_STORE": ["pgvector"]},
        required_when={"VECTOR_STORE": ["pgvector"]},
        readers=SHARED_ENVIRONMENT,
    )

    PGVECTOR_USER: str | None = setting(
        None,
        help=(
            "PostgreSQL role Dify uses for pgvector tables. It must own the database or be allowed to "
            "create tables and the vector extension."
        ),
        group="pgvector",
        docker="postgres",
        local="postgres",
        active_when={"VECTOR_STORE": ["pgvector"]},
        required_when={"VECTOR_STORE": ["pgvector"]},
        readers=SHARED_ENVIRONMENT,
    )

    PGVECTOR_PASSWORD: str | None = setting(
        None,
        help=(
            "Password of the pgvector role. With the bundled container it has to equal "
            "PGVECTOR_POSTGRES_PASSWORD; otherwise indexing and retrieval fail at login."
        ),
        group="pgvector",
        docker="difyai123456",
        local="postgres",
        secret="shared",
        insecure=(
            "difyai123456",
            "postgres",
        ),
        active_when={"VECTOR_STORE": ["pgvector"]},
        required_when={"VECTOR_STORE": ["pgvector"]},
        readers=SHARED_ENVIRONMENT,
        linked=("PGVECTOR_POSTGRES_PASSWORD",),
    )

    PGVECTOR_DATABASE: str | None = setting(
        None,
        help=(
            "PostgreSQL database where pgvector tables live. Changing it leaves existing embeddings in "
            "the old database, so affected knowledge bases need re-indexing."
        ),
        group="pgvector",
        docker="dify",
        local="postgres",
        active_when={"VECTOR_STORE": ["pgvector"]},
        required_when={"VECTOR_STORE": ["pgvector"]},
        readers=SHARED_ENVIRONMENT,
    )

    PGVECTOR_MIN_CONNECTION: PositiveInt = setting(
        1,
        help=(
            "Connections each Dify process opens to pgvector at once and keeps ready. A higher floor "
            "avoids connect delays but occupies server slots while idle."
        ),
        group="pgvector",
        docker=SAME,
        local=SAME,
        unit="connections",
        active_when={"VECTOR_STORE": ["pgvector"]},
        readers=SHARED_ENVIRONMENT,
    )

    PGVECTOR_MAX_CONNECTION: PositiveInt = setting(
        5,
        help=(
            "Most connections one Dify process may hold to pgvector. Multiply by the number of API and "
            "worker processes and stay under the server's max_connections."
        ),
        group="pgvector",
        docker=SAME,
        local=SAME,
        unit="connections",
        active_when={"VECTOR_STORE": ["pgvector"]},
        readers=SHARED_ENVIRONMENT,
    )

    PGVECTOR_PG_BIGM: bool = setting(
        False,
        help=(
            "Uses the pg_bigm extension for keyword search in pgvector, which matches Chinese, Japanese "
            "and Korean text far better. The bundled container compiles it at startup and needs internet "
            "access for that."
        ),
        group="pgvector",
        docker=SAME,
        active_when={"VECTOR_STORE": ["pgvector"]},
        readers=(*SHARED_ENVIRONMENT, "pgvector"),
    )


class PgvectorStackConfig(Settings):
    """pgvector connection: what other containers read."""

    category = "vector_store"

    PGVECTOR_PG_BIGM_VERSION: str = setting(
        "1.2-20240606",
        help=(
            "Release of pg_bigm that the bundled pgvector container downloads and compiles. Pick one that"
            " supports the PostgreSQL major version of the image."
        ),
        group="pgvector",
        docker=SAME,
        active_when={"VECTOR_STORE": ["pgvector"], "PGVECTOR_PG_BIGM": ["true"]},
        readers=(*SHARED_ENVIRONMENT, "pgvector"),
    )


class PgvectorServerStackConfig(Settings):
    """Bundled pgvector and pgvecto.rs PostgreSQL: what other containers read."""

    category = "vector_store"

    PGVECTOR_PGUSER: str = setting(
        "postgres",
        help=(
            "Account the tools inside the bundled pgvector and pgvecto.rs containers log in with, "
            "normally the superuser postgres. A role that does not exist breaks their scripts."
        ),
        group="pgvector_server",
        docker=SAME,
        active_when={"VECTOR_STORE": ["pgvector", "pgvecto-rs"]},
        readers=(*SHARED_ENVIRONMENT, "pgvector", "pgvecto-rs"),
    )

    PGVECTOR_POSTGRES_PASSWORD: str = setting(
        "difyai123456",
        help=(
            "Superuser password the bundled pgvector and pgvecto.rs containers set when their data "
            "directory is first created. Later edits have no effect on the server and only cause a "
            "mismatch with the client password."
        ),
        group="pgvector_server",
        docker=SAME,
        secret="stateful",
        generate=alphanumeric(32),
        insecure=("difyai123456",),
        active_when={"VECTOR_STORE": ["pgvector", "pgvecto-rs"]},
        readers=(*SHARED_ENVIRONMENT, "pgvector", "pgvecto-rs"),
        linked=(
            "PGVECTOR_PASSWORD",
            "PGVECTO_RS_PASSWORD",
        ),
    )

    PGVECTOR_POSTGRES_DB: str = setting(
        "dify",
        help=(
            "Database that the bundled pgvector and pgvecto.rs containers create on first start. Keep it "
            "equal to the database name Dify connects to, or that database will be missing."
        ),
        group="pgvector_server",
        docker=SAME,
        active_when={"VECTOR_STORE": ["pgvector", "pgvecto-rs"]},
        readers=(*SHARED_ENVIRONMENT, "pgvector", "pgvecto-rs"),
    )

    PGVECTOR_PGDATA: str = setting(
        "/var/lib/postgresql/data/pgdata",
        help=(
            "Directory inside the bundled pgvector and pgvecto.rs containers for database files. Leave it"
            " below the mounted volume, since anything else is lost when the container is removed."
        ),
        group="pgvector_server",
        kind="path",
        docker=SAME,
        active_when={"VECTOR_STORE": ["pgvector", "pgvecto-rs"]},
        readers=(*SHARED_ENVIRONMENT, "pgvector", "pgvecto-rs"),
    )

"""database."""

from __future__ import annotations

import os
from typing import Any, Literal
from urllib.parse import parse_qsl, quote

from pydantic import NonNegativeInt, PositiveInt, computed_field

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port


class DatabaseConfig(Settings):
    """connection."""

    category = "database"

    DB_TYPE: Literal["postgresql", "mysql", "oceanbase", "seekdb"] = setting(
        "postgresql",
        help="TODO relational engine selector (DB_TYPE)",
        group="connection",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        choices={"postgresql": "", "mysql": "", "oceanbase": "", "seekdb": ""},
        readers=SHARED_ENVIRONMENT,
        linked=(
            "DB_HOST",
            "DB_PORT",
            "DB_USERNAME",
            "COMPOSE_PROFILES",
        ),
    )

    DB_HOST: str = setting(
        "localhost",
        help="TODO database server host (DB_HOST)",
        group="connection",
        kind="host",
        docker="db_postgres",
        middleware="db_postgres",
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    DB_PORT: Port = setting(
        5432,
        help="TODO database server port (DB_PORT)",
        group="connection",
        kind="port",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    DB_USERNAME: str = setting(
        "postgres",
        help="TODO database login name (DB_USERNAME)",
        group="connection",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    DB_PASSWORD: str = setting(
        "",
        help="TODO database login password (DB_PASSWORD)",
        group="connection",
        docker="difyai123456",
        middleware="difyai123456",
        local="difyai123456",
        secret="stateful",
        generate=alphanumeric(32),
        insecure=("difyai123456",),
        readers=(*SHARED_ENVIRONMENT, "db_postgres", "db_mysql"),
    )

    DB_DATABASE: str = setting(
        "dify",
        help="TODO main database name (DB_DATABASE)",
        group="connection",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        readers=(*SHARED_ENVIRONMENT, "db_postgres", "db_mysql"),
    )

    DB_CHARSET: str = setting(
        "",
        help="TODO client encoding for database sessions (DB_CHARSET)",
        group="connection",
        reaches_container=False,
    )

    DB_EXTRAS: str = setting(
        "",
        help="TODO extra query parameters for the DSN (DB_EXTRAS)",
        group="connection",
        example="keepalives_idle=60&keepalives=1",
        reaches_container=False,
    )

    SQLALCHEMY_POOL_SIZE: NonNegativeInt = setting(
        30,
        help="TODO pooled database connections (SQLALCHEMY_POOL_SIZE)",
        group="pool",
        docker=SAME,
        unit="connections",
        readers=SHARED_ENVIRONMENT,
    )

    SQLALCHEMY_MAX_OVERFLOW: NonNegativeInt = setting(
        10,
        help="TODO temporary connections beyond the pool (SQLALCHEMY_MAX_OVERFLOW)",
        group="pool",
        docker=SAME,
        unit="connections",
        readers=SHARED_ENVIRONMENT,
    )

    SQLALCHEMY_POOL_RECYCLE: NonNegativeInt = setting(
        3600,
        help="TODO recycle age of pooled connections (SQLALCHEMY_POOL_RECYCLE)",
        group="pool",
        docker=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    SQLALCHEMY_POOL_USE_LIFO: bool = setting(
        False,
        help="TODO reuse newest pooled connection first (SQLALCHEMY_POOL_USE_LIFO)",
        group="pool",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    SQLALCHEMY_POOL_PRE_PING: bool = setting(
        False,
        help="TODO test connections before use (SQLALCHEMY_POOL_PRE_PING)",
        group="pool",
        docker=SAME,
        local="true",
        readers=SHARED_ENVIRONMENT,
    )

    SQLALCHEMY_ECHO: bool | str = setting(
        False,
        help="TODO print executed SQL (SQLALCHEMY_ECHO)",
        group="pool",
        docker=SAME,
        local=SAME,
        choices={"true": "", "false": "", "debug": ""},
        strict_choices=True,
        readers=SHARED_ENVIRONMENT,
    )

    SQLALCHEMY_POOL_TIMEOUT: NonNegativeInt = setting(
        30,
        help="TODO wait for a free pooled connection (SQLALCHEMY_POOL_TIMEOUT)",
        group="pool",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    RETRIEVAL_SERVICE_EXECUTORS: PositiveInt = setting(
        lambda: os.cpu_count() or 1,
        help=(
            "Threads that search one knowledge base side by side; unset, one per processor. Each may hold a "
            "database connection, so weigh them against the pool."
        ),
        group="indexing",
        category="knowledge",
        unit="threads",
        reaches_container=False,
    )

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know decorated properties
    @property
    def SQLALCHEMY_DATABASE_URI_SCHEME(self) -> str:
        """The SQLAlchemy dialect and driver: everything but PostgreSQL speaks MySQL's protocol."""
        return "postgresql" if self.DB_TYPE == "postgresql" else "mysql+pymysql"

    @computed_field(repr=False)  # type: ignore[prop-decorator]  # mypy does not know decorated properties
    @property
    def SQLALCHEMY_DATABASE_URI(self) -> str:
        """The address of the main database, with the login percent-encoded (FIELD F07)."""
        charset = f"client_encoding={self.DB_CHARSET}" if self.DB_CHARSET else ""
        query = "&".join(part for part in (self.DB_EXTRAS.strip("&"), charset) if part)
        login = f"{quote(self.DB_USERNAME, safe='')}:{quote(self.DB_PASSWORD, safe='')}"
        address = f"{login}@{self.DB_HOST}:{self.DB_PORT}/{self.DB_DATABASE}"
        return f"{self.SQLALCHEMY_DATABASE_URI_SCHEME}://{address}" + (f"?{query}" if query else "")

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know decorated properties
    @property
    def SQLALCHEMY_ENGINE_OPTIONS(self) -> dict[str, Any]:
        """The options of create_engine: the pool, and for PostgreSQL a session in UTC."""
        connect: dict[str, str] = {}
        if self.DB_TYPE == "postgresql":
            given = dict(parse_qsl(self.DB_EXTRAS)).get("options", "")
            connect = {"options": f"{given} -c timezone=UTC".strip()}
        return {
            "pool_size": self.SQLALCHEMY_POOL_SIZE,
            "max_overflow": self.SQLALCHEMY_MAX_OVERFLOW,
            "pool_recycle": self.SQLALCHEMY_POOL_RECYCLE,
            "pool_pre_ping": self.SQLALCHEMY_POOL_PRE_PING,
            "connect_args": connect,
            "pool_use_lifo": self.SQLALCHEMY_POOL_USE_LIFO,
            "pool_reset_on_return": None,
            "pool_timeout": self.SQLALCHEMY_POOL_TIMEOUT,
        }


class DatabaseStackConfig(Settings):
    """database: what Compose, shell scripts and other containers read."""

    category = "database"

    PGDATA: str = setting(
        "/var/lib/postgresql/data/pgdata",
        help="TODO data directory inside the Postgres container (PGDATA)",
        group="container",
        kind="path",
        docker=SAME,
        middleware=SAME,
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    PGDATA_HOST_VOLUME: str = setting(
        "./volumes/db/data",
        help="TODO host path for Postgres data (PGDATA_HOST_VOLUME)",
        group="container",
        kind="path",
        middleware=SAME,
        compose=SAME,
        active_when={"DB_TYPE": ["postgresql"]},
    )

    MYSQL_HOST_VOLUME: str = setting(
        "./volumes/mysql/data",
        help="TODO host path for MySQL data (MYSQL_HOST_VOLUME)",
        group="container",
        kind="path",
        docker=SAME,
        middleware=SAME,
        active_when={"DB_TYPE": ["mysql"]},
        readers=(*SHARED_ENVIRONMENT, "db_mysql"),
    )

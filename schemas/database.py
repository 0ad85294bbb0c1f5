"""Database.

Configures the relational database that holds accounts, apps and conversations, and how processes connect to it.
"""

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
    """The connection to the main database and the pool of connections in each process."""

    category = "database"

    DB_TYPE: Literal["postgresql", "mysql", "oceanbase", "seekdb"] = setting(
        "postgresql",
        help=(
            "Database engine for accounts, apps and conversations, and the bundled container that starts. "
            "Nothing else adapts by itself: host, port and user have to fit, and data is not moved."
        ),
        group="connection",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        choices={
            "postgresql": "PostgreSQL, the default",
            "mysql": "MySQL 8",
            "oceanbase": "OceanBase",
            "seekdb": "seekdb, light OceanBase",
        },
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
        help=(
            "Where the main database runs. Use the service name for the bundled one; inside a container, "
            "localhost is the container itself."
        ),
        group="connection",
        kind="host",
        docker="db_postgres",
        middleware="db_postgres",
        local=SAME,
        example="db.example.com",
        readers=SHARED_ENVIRONMENT,
    )

    DB_PORT: Port = setting(
        5432,
        help=(
            "Port of the main database: usually 5432 for PostgreSQL, 3306 for MySQL, 2881 for OceanBase. "
            "Connections inside Compose use the container's port, not a published one."
        ),
        group="connection",
        kind="port",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    DB_USERNAME: str = setting(
        "postgres",
        help=(
            "Account that signs in to the main database; it must be able to create tables. The bundled MySQL "
            "knows only root."
        ),
        group="connection",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    DB_PASSWORD: str = setting(
        "",
        help=(
            "Password for the main database. The bundled server keeps the one from its first start, so change "
            "it there first; otherwise nothing can sign in."
        ),
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
        help=(
            "Name of the main database, which must exist on an external server. The plugin daemon needs a "
            "second one of its own."
        ),
        group="connection",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        readers=(*SHARED_ENVIRONMENT, "db_postgres", "db_mysql"),
    )

    DB_CHARSET: str = setting(
        "",
        help=(
            "Client encoding asked for in each session, such as utf8. PostgreSQL understands it, MySQL "
            "refuses it; normally empty."
        ),
        group="connection",
        example="utf8",
        reaches_container=False,
    )

    DB_EXTRAS: str = setting(
        "",
        help=(
            "More parameters for the database address, joined by ampersands. Use them for keepalives, TLS "
            "modes or a search path."
        ),
        group="connection",
        example="keepalives_idle=60&keepalives=1",
        reaches_container=False,
    )

    SQLALCHEMY_POOL_SIZE: NonNegativeInt = setting(
        30,
        help=(
            "Database connections each process keeps ready. All processes together must stay below the "
            "server's limit; raise it when requests wait for one."
        ),
        group="pool",
        docker=SAME,
        unit="connections",
        readers=SHARED_ENVIRONMENT,
    )

    SQLALCHEMY_MAX_OVERFLOW: NonNegativeInt = setting(
        10,
        help=(
            "Connections a process may open for a short while once its pool is used up. They count against "
            "the server's limit as well."
        ),
        group="pool",
        docker=SAME,
        unit="connections",
        readers=SHARED_ENVIRONMENT,
    )

    SQLALCHEMY_POOL_RECYCLE: NonNegativeInt = setting(
        3600,
        help=(
            "Age in seconds at which a pooled connection is replaced. Stay below the idle limit of the "
            "database and of firewalls on the way."
        ),
        group="pool",
        docker=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    SQLALCHEMY_POOL_USE_LIFO: bool = setting(
        False,
        help=(
            "Takes the connection that was used last instead of going round. Surplus ones then stay idle long "
            "enough for the server to close them; combine it with the connection test."
        ),
        group="pool",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    SQLALCHEMY_POOL_PRE_PING: bool = setting(
        False,
        help=(
            "Tests a pooled connection before each use. It costs one round trip and spares users the errors "
            "that follow a database restart."
        ),
        group="pool",
        docker=SAME,
        local="true",
        readers=SHARED_ENVIRONMENT,
    )

    SQLALCHEMY_ECHO: bool | str = setting(
        False,
        help=(
            "Writes the SQL that is run to the log. For hunting slow or wrong queries; the log grows quickly "
            "and shows stored data."
        ),
        group="pool",
        docker=SAME,
        local=SAME,
        choices={"true": "Statements", "false": "Nothing", "debug": "Statements and the rows found"},
        strict_choices=True,
        readers=SHARED_ENVIRONMENT,
    )

    SQLALCHEMY_POOL_TIMEOUT: NonNegativeInt = setting(
        30,
        help=(
            "Seconds a request waits for a free database connection before it fails. If it runs out often, "
            "enlarge the pool rather than the wait."
        ),
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
    """Where the bundled database containers keep their data."""

    category = "database"

    PGDATA: str = setting(
        "/var/lib/postgresql/data/pgdata",
        help=(
            "Folder inside the PostgreSQL container for its data. Keep it below the mounted volume, or "
            "everything is lost when the container is recreated."
        ),
        group="container",
        kind="path",
        docker=SAME,
        middleware=SAME,
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    PGDATA_HOST_VOLUME: str = setting(
        "./volumes/db/data",
        help=(
            "Folder on the host for PostgreSQL data, used by the middleware Compose file. Another path starts "
            "an empty database; network and Windows file systems are not safe for it."
        ),
        group="container",
        kind="path",
        middleware=SAME,
        compose=SAME,
        active_when={"DB_TYPE": ["postgresql"]},
    )

    MYSQL_HOST_VOLUME: str = setting(
        "./volumes/mysql/data",
        help=(
            "Folder on the host for the data of the bundled MySQL. Stop the server and move the files before "
            "you change it, or it begins empty."
        ),
        group="container",
        kind="path",
        docker=SAME,
        middleware=SAME,
        active_when={"DB_TYPE": ["mysql"]},
        readers=(*SHARED_ENVIRONMENT, "db_mysql"),
    )

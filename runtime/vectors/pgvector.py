"""pgvector: a table per collection in a PostgreSQL with the extension ``vector``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from runtime.vectors.base import Hit, Vector, VectorStoreError

if TYPE_CHECKING:
    from schemas.dify import DifyConfig

INDEXED_DIMENSIONS: Final = 2000
"""HNSW takes no longer vectors; those are searched one by one."""
_NAME: Final = re.compile(r"[A-Za-z0-9_]{1,60}")


class PgVectorStore:
    """The store that PGVECTOR_* describe."""

    def __init__(self, config: DifyConfig) -> None:
        url = URL.create(
            "postgresql+psycopg2",
            username=config.PGVECTOR_USER,
            password=config.PGVECTOR_PASSWORD,
            host=config.PGVECTOR_HOST,
            port=config.PGVECTOR_PORT,
            database=config.PGVECTOR_DATABASE,
        )
        spare = max(0, config.PGVECTOR_MAX_CONNECTION - config.PGVECTOR_MIN_CONNECTION)
        self._engine = create_engine(
            url, pool_size=config.PGVECTOR_MIN_CONNECTION, max_overflow=spare, pool_pre_ping=True
        )

    def add(self, collection: str, vectors: Mapping[str, Vector]) -> None:
        """Keep the vectors in the place of those of the same id."""
        if not vectors:
            return
        table = _table(collection)
        with self._connection() as connection:
            _make(connection, table, len(next(iter(vectors.values()))))
            connection.execute(
                text(
                    f"INSERT INTO {table} (id, embedding) VALUES (:id, CAST(:vector AS vector)) "  # noqa: S608 - checked
                    "ON CONFLICT (id) DO UPDATE SET embedding = excluded.embedding"
                ),
                [{"id": identity, "vector": _literal(vector)} for identity, vector in vectors.items()],
            )

    def remove(self, collection: str, ids: Sequence[str]) -> None:
        """Forget these."""
        table = _table(collection)
        with self._connection() as connection:
            if _exists(connection, table):
                statement = text(f"DELETE FROM {table} WHERE id = ANY(:ids)")  # noqa: S608 - checked
                connection.execute(statement, {"ids": list(ids)})

    def drop(self, collection: str) -> None:
        """Forget the collection."""
        with self._connection() as connection:
            connection.execute(text(f"DROP TABLE IF EXISTS {_table(collection)}"))

    def search(self, collection: str, vector: Vector, limit: int) -> list[Hit]:
        """The nearest by cosine, the best first."""
        table = _table(collection)
        statement = text(
            f"SELECT id, 1 - (embedding <=> CAST(:vector AS vector)) FROM {table} "  # noqa: S608 - checked
            "ORDER BY embedding <=> CAST(:vector AS vector) LIMIT :limit"
        )
        with self._connection() as connection:
            if not _exists(connection, table):
                return []
            rows = connection.execute(statement, {"vector": _literal(vector), "limit": limit})
            return [Hit(identity, float(score)) for identity, score in rows]

    def count(self, collection: str) -> int:
        """How many vectors it has."""
        table = _table(collection)
        with self._connection() as connection:
            if not _exists(connection, table):
                return 0
            return connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0  # noqa: S608 - checked

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """A transaction; what goes wrong in it is a VectorStoreError."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            code = getattr(error.orig, "pgcode", None) if isinstance(error, DBAPIError) else None
            raise _failure(code) from None


def _exists(connection: Connection, table: str) -> bool:
    return connection.scalar(text("SELECT to_regclass(:table)"), {"table": table}) is not None


def _make(connection: Connection, table: str, dimensions: int) -> None:
    """The table of a collection; two that make it at once would break each other's CREATE."""
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:table))"), {"table": table})
    connection.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
    connection.execute(
        text(
            f"CREATE TABLE IF NOT EXISTS {table} (id varchar(36) PRIMARY KEY, embedding vector({dimensions}) NOT NULL)"
        )
    )
    if dimensions <= INDEXED_DIMENSIONS:
        index = table.replace('"', "") + "_i"
        connection.execute(
            text(f'CREATE INDEX IF NOT EXISTS "{index}" ON {table} USING hnsw (embedding vector_cosine_ops)')
        )


def _table(collection: str) -> str:
    """The quoted table of a collection."""
    if not _NAME.fullmatch(collection):
        raise VectorStoreError("The name of a collection has letters, digits and underscores, 60 of them at most")
    return f'"{collection}"'


def _literal(vector: Vector) -> str:
    return "[" + ",".join(repr(float(number)) for number in vector) + "]"


def _failure(code: str | None) -> VectorStoreError:
    reason = f"answered with error {code}" if code else "does not answer"
    return VectorStoreError(f"pgvector {reason}", "Check PGVECTOR_HOST and the other PGVECTOR_ variables")

"""The vector store that VECTOR_STORE names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from flask import current_app

from runtime import supported
from runtime.settings import current_settings
from runtime.vectors.base import VectorStore, VectorStoreError

if TYPE_CHECKING:
    from schemas.dify import DifyConfig


def _pgvector(config: DifyConfig) -> VectorStore:
    from runtime.vectors.pgvector import PgVectorStore  # noqa: PLC0415 - only the chosen one is imported

    return PgVectorStore(config)


def _qdrant(config: DifyConfig) -> VectorStore:
    from runtime.vectors.qdrant import QdrantStore  # noqa: PLC0415 - only the chosen one is imported

    return QdrantStore(config)


STORES: Final[dict[str, Callable[[DifyConfig], VectorStore]]] = {"pgvector": _pgvector, "qdrant": _qdrant}
"""By the value of VECTOR_STORE."""


def vector_store() -> VectorStore:
    """The store of the application, made when it is first asked for. Raises VectorStoreError for an unserved one."""
    extensions = current_app.extensions
    if "vector_store" not in extensions:
        config = current_settings()
        if problem := supported.vector_store_problem(config.VECTOR_STORE or ""):
            raise VectorStoreError(f"VECTOR_STORE {problem}")
        extensions["vector_store"] = STORES[config.VECTOR_STORE or ""](config)
    store: VectorStore = extensions["vector_store"]
    return store


def collection_name(identity: str) -> str:
    """The collection of a dataset, or of a workflow's annotations."""
    config = current_settings()
    return f"{config.VECTOR_INDEX_NAME_PREFIX or 'Vector_index'}_{identity.replace('-', '_')}_Node"

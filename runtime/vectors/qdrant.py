"""Qdrant: a server, or its own local mode in a folder.

RUNTIME_QDRANT_PATH names the folder of local mode; without it the server of QDRANT_URL is used. A folder belongs to
one process at a time, so it is opened for each call and closed after it: API and worker take turns. For one machine
and small collections.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from runtime.vectors.base import Hit, Vector, VectorStoreError

if TYPE_CHECKING:
    from qdrant_client import QdrantClient

    from schemas.dify import DifyConfig

FOLDER: Final = "RUNTIME_QDRANT_PATH"
TURN_SECONDS: Final = 10.0
"""How long to wait for the folder."""


class QdrantStore:
    """The store that QDRANT_* describe."""

    def __init__(self, config: DifyConfig) -> None:
        self._config = config
        self._folder = os.environ.get(FOLDER, "")
        self._server: QdrantClient | None = None

    def add(self, collection: str, vectors: Mapping[str, Vector]) -> None:
        """Keep the vectors in the place of those of the same id."""
        if not vectors:
            return
        from qdrant_client import models  # noqa: PLC0415 - a second of import: only who keeps vectors pays

        points = [models.PointStruct(id=identity, vector=list(vector)) for identity, vector in vectors.items()]
        with self._client() as client:
            if not client.collection_exists(collection):
                client.create_collection(
                    collection,
                    models.VectorParams(size=len(next(iter(vectors.values()))), distance=models.Distance.COSINE),
                    replication_factor=self._config.QDRANT_REPLICATION_FACTOR,
                )
            client.upsert(collection, points, wait=True)

    def remove(self, collection: str, ids: Sequence[str]) -> None:
        """Forget these."""
        with self._client() as client:
            if client.collection_exists(collection):
                client.delete(collection, list(ids), wait=True)

    def drop(self, collection: str) -> None:
        """Forget the collection."""
        with self._client() as client:
            client.delete_collection(collection)

    def search(self, collection: str, vector: Vector, limit: int) -> list[Hit]:
        """The nearest by cosine, the best first."""
        with self._client() as client:
            if not client.collection_exists(collection):
                return []
            found = client.query_points(collection, query=list(vector), limit=limit).points
            return [Hit(str(point.id), point.score) for point in found]

    def count(self, collection: str) -> int:
        """How many vectors it has."""
        with self._client() as client:
            return client.count(collection).count if client.collection_exists(collection) else 0

    @contextmanager
    def _client(self) -> Iterator[QdrantClient]:
        """A client; what goes wrong with it is a VectorStoreError."""
        from qdrant_client.http.exceptions import ApiException  # noqa: PLC0415 - as above

        try:
            if self._folder:
                client = self._open_folder()
                try:
                    yield client
                finally:
                    client.close()
            else:
                yield self._connected()
        except (ApiException, OSError):
            raise VectorStoreError(
                "Qdrant does not answer as it should", "Check QDRANT_URL and QDRANT_API_KEY"
            ) from None

    def _connected(self) -> QdrantClient:
        from qdrant_client import QdrantClient  # noqa: PLC0415 - as above

        if self._server is None:
            self._server = QdrantClient(
                url=self._config.QDRANT_URL or None,
                api_key=self._config.QDRANT_API_KEY or None,
                timeout=self._config.QDRANT_CLIENT_TIMEOUT,
                prefer_grpc=self._config.QDRANT_GRPC_ENABLED,
                grpc_port=self._config.QDRANT_GRPC_PORT,
                check_compatibility=False,
            )
        return self._server

    def _open_folder(self) -> QdrantClient:
        from qdrant_client import QdrantClient  # noqa: PLC0415 - as above

        deadline = time.monotonic() + TURN_SECONDS
        while True:
            try:
                return QdrantClient(path=self._folder, force_disable_check_same_thread=True)
            except RuntimeError:
                # Its only RuntimeError here: somebody else has the folder open.
                if time.monotonic() > deadline:
                    raise VectorStoreError(
                        f"Another process keeps the folder {self._folder} of Qdrant open", "Use a server: QDRANT_URL"
                    ) from None
            time.sleep(0.05)

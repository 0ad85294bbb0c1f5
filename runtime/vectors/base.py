"""What a vector store can do. Every call is safe to repeat: a task may run twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from schemas.errors import LaunchdeckError

Vector = Sequence[float]


class VectorStoreError(LaunchdeckError):
    """The store refused, or cannot be reached."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found."""

    id: str
    score: float
    """Cosine of the angle to what was searched for: 1 is the same direction."""


class VectorStore(Protocol):
    """Vectors by id, in collections; all of one collection have the same number of dimensions."""

    def add(self, collection: str, vectors: Mapping[str, Vector]) -> None:
        """Keep the vectors in the place of those of the same id; makes the collection when it does not exist."""

    def remove(self, collection: str, ids: Sequence[str]) -> None:
        """Forget these; nothing happens for ids or collections that do not exist."""

    def drop(self, collection: str) -> None:
        """Forget the collection; nothing happens when it does not exist."""

    def search(self, collection: str, vector: Vector, limit: int) -> list[Hit]:
        """The nearest, the best first; none when the collection does not exist."""

    def count(self, collection: str) -> int:
        """How many vectors it has; 0 when it does not exist."""

"""Find segments of a dataset: by vectors where it has them, by keywords always."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from runtime.datasets.embedding import embed, endpoint_of
from runtime.datasets.words import words_of
from runtime.extensions.database import db
from runtime.models.columns import now
from runtime.models.dataset import Dataset, Keyword, Segment
from runtime.vectors.factory import vector_store

VECTOR: Final = "vector"
KEYWORD: Final = "keyword"


@dataclass(frozen=True, slots=True)
class Found:
    """A segment that answers a query."""

    segment_id: str
    document_id: str
    content: str
    score: float
    by: str
    """vector or keyword."""


def search(dataset: Dataset, query: str, limit: int) -> list[Found]:
    """The best segments, the best first; notes that the dataset is in use."""
    scores = {identity: (score, VECTOR) for identity, score in _by_vectors(dataset, query, limit)}
    for identity, score in _by_keywords(dataset, query, limit):
        scores.setdefault(identity, (score, KEYWORD))
    segments = list(db.session.scalars(select(Segment).where(Segment.id.in_(scores))))
    dataset.used_at = now()
    db.session.commit()
    found = [Found(segment.id, segment.document_id, segment.content, *scores[segment.id]) for segment in segments]
    # Vectors know what is meant, keywords only what is written: theirs come after.
    found.sort(key=lambda one: (one.by != VECTOR, -one.score))
    return found[:limit]


def _by_vectors(dataset: Dataset, query: str, limit: int) -> list[tuple[str, float]]:
    if dataset.collection is None:
        return []
    endpoint = endpoint_of(dataset.tenant_id)
    if endpoint is None or endpoint.model != dataset.model:
        return []
    vector = embed(endpoint, [query])[0]
    return [(hit.id, hit.score) for hit in vector_store().search(dataset.collection, vector, limit)]


def _by_keywords(dataset: Dataset, query: str, limit: int) -> list[tuple[str, float]]:
    """How many of the query's words are in a segment; of equals the one that has them more often."""
    words = list(words_of(query))
    if not words:
        return []
    rows = db.session.execute(
        select(Keyword.segment_id, func.count(), func.sum(Keyword.count))
        .where(Keyword.dataset_id == dataset.id, Keyword.word.in_(words))
        .group_by(Keyword.segment_id)
        .order_by(func.count().desc(), func.sum(Keyword.count).desc())
        .limit(limit)
    )
    return [(identity, matched / len(words)) for identity, matched, _ in rows]

"""Bring a document into the indexes of its dataset, and take it out again. Safe to repeat."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from runtime.datasets.embedding import embed, endpoint_of
from runtime.datasets.splitting import split
from runtime.datasets.words import words_of
from runtime.extensions.database import affected, db
from runtime.models.columns import new_id, now
from runtime.models.dataset import FAILED, INDEXED, INDEXING, Dataset, Document, Keyword, Segment
from runtime.storage.store import storage
from runtime.vectors.factory import collection_name, vector_store
from schemas.errors import LaunchdeckError


def index(document_id: str) -> int:
    """Split a document and index its segments; how many there are. A document that is gone has none.

    Raises LaunchdeckError after noting it at the document.
    """
    document = db.session.get(Document, document_id)
    if document is None:
        return 0
    document.status, document.error = INDEXING, None
    db.session.commit()
    try:
        segments = split(storage().read(document.storage_key).decode("utf-8", "replace"))
        count = write(document, segments)
    except LaunchdeckError as error:
        db.session.rollback()
        db.session.execute(
            update(Document).where(Document.id == document_id).values(status=FAILED, error=error.message[:255])
        )
        db.session.commit()
        raise
    return count


def write(document: Document, contents: Sequence[str]) -> int:
    """Put these segments in the place of those before; how many there are."""
    dataset = db.session.get_one(Dataset, document.dataset_id)
    _forget(dataset, document.id)
    segments = [
        Segment(id=new_id(), dataset_id=dataset.id, document_id=document.id, position=position, content=content)
        for position, content in enumerate(contents)
    ]
    db.session.add_all(segments)
    db.session.flush()
    for segment in segments:
        db.session.add_all(
            Keyword(segment_id=segment.id, dataset_id=dataset.id, word=word, count=count)
            for word, count in words_of(segment.content).items()
        )
    db.session.flush()
    write_vectors(dataset, segments)
    document.status, document.indexed_at = INDEXED, now()
    document.enabled, document.disabled_at, document.notified_at = True, None, None
    db.session.commit()
    return len(segments)


def write_vectors(dataset: Dataset, segments: Sequence[Segment]) -> None:
    """Keep the vectors of segments, when the tenant has an endpoint for them.

    A dataset keeps the model that made its first vectors; those of another one would point elsewhere.
    """
    endpoint = endpoint_of(dataset.tenant_id)
    if endpoint is None or not segments:
        return
    if dataset.collection is None:
        dataset.collection, dataset.model = collection_name(dataset.id), endpoint.model
    elif dataset.model != endpoint.model:
        raise LaunchdeckError(
            f"Dataset {dataset.id} has vectors of the model {dataset.model} and the endpoint offers {endpoint.model}",
            "Run vdb-migrate --scope knowledge to make all vectors anew",
        )
    vectors = embed(endpoint, [segment.content for segment in segments])
    found = {segment.id: vector for segment, vector in zip(segments, vectors, strict=True)}
    vector_store().add(dataset.collection, found)


def disable(document: Document) -> None:
    """Take a document out of the indexes and keep its text."""
    _forget(db.session.get_one(Dataset, document.dataset_id), document.id)
    document.enabled, document.disabled_at = False, now()
    db.session.commit()


def remove(document_id: str) -> bool:
    """Forget a document with its text; whether there was one."""
    document = db.session.get(Document, document_id)
    if document is None:
        return False
    _forget(db.session.get_one(Dataset, document.dataset_id), document.id)
    storage().delete(document.storage_key)
    db.session.delete(document)
    db.session.commit()
    return True


def _forget(dataset: Dataset, document_id: str) -> None:
    """Delete the segments of a document; the keyword index goes with them."""
    ids = list(db.session.scalars(select(Segment.id).where(Segment.document_id == document_id)))
    if ids and dataset.collection is not None:
        vector_store().remove(dataset.collection, ids)
    affected(delete(Segment).where(Segment.document_id == document_id))

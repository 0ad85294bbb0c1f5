"""Make datasets and documents."""

from __future__ import annotations

from sqlalchemy import select

from runtime.datasets import indexing
from runtime.extensions.database import db
from runtime.models.columns import new_id
from runtime.models.dataset import Dataset, Document
from runtime.storage.store import storage
from runtime.vectors.factory import vector_store


def add_document(dataset: Dataset, name: str, text: str) -> Document:
    """Keep the text of a document; it waits to be indexed."""
    identity = new_id()
    key = f"upload_files/{dataset.tenant_id}/{identity}.txt"
    storage().write(key, text.encode())
    document = Document(id=identity, dataset_id=dataset.id, name=name, storage_key=key)
    db.session.add(document)
    db.session.commit()
    return document


def remove_dataset(dataset: Dataset) -> None:
    """Forget a dataset with its documents and its collection."""
    for identity in db.session.scalars(select(Document.id).where(Document.dataset_id == dataset.id)).all():
        indexing.remove(identity)
    if dataset.collection is not None:
        vector_store().drop(dataset.collection)
    db.session.delete(dataset)
    db.session.commit()

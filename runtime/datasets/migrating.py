"""Make all vectors anew in the configured store: after another VECTOR_STORE or another model was chosen."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from runtime.datasets.embedding import embed, endpoint_of
from runtime.datasets.indexing import write_vectors
from runtime.extensions.database import db
from runtime.models.conversation import Annotation
from runtime.models.dataset import Dataset, Segment
from runtime.models.workflow import Workflow
from runtime.vectors.factory import collection_name, vector_store


@dataclass(slots=True)
class Migrated:
    """What came of it."""

    collections: int = 0
    vectors: int = 0
    skipped: int = 0
    """Those whose tenant has no embedding endpoint."""


def migrate_knowledge() -> Migrated:
    """The segments of all datasets."""
    done = Migrated()
    for dataset in db.session.scalars(select(Dataset).order_by(Dataset.created_at)).all():
        segments = db.session.scalars(select(Segment).where(Segment.dataset_id == dataset.id)).all()
        if not segments:
            continue
        if endpoint_of(dataset.tenant_id) is None:
            done.skipped += 1
            continue
        vector_store().drop(dataset.collection or collection_name(dataset.id))
        dataset.collection = dataset.model = None
        write_vectors(dataset, segments)
        db.session.commit()
        done.collections += 1
        done.vectors += len(segments)
    return done


def migrate_annotations() -> Migrated:
    """The questions of all annotations, a collection for each workflow."""
    done = Migrated()
    for workflow in db.session.scalars(select(Workflow).order_by(Workflow.created_at)).all():
        annotations = db.session.scalars(select(Annotation).where(Annotation.workflow_id == workflow.id)).all()
        if not annotations:
            continue
        endpoint = endpoint_of(workflow.tenant_id)
        if endpoint is None:
            done.skipped += 1
            continue
        collection = collection_name(workflow.id)
        vectors = embed(endpoint, [annotation.question for annotation in annotations])
        vector_store().drop(collection)
        vector_store().add(collection, {one.id: vector for one, vector in zip(annotations, vectors, strict=True)})
        db.session.commit()
        done.collections += 1
        done.vectors += len(vectors)
    return done

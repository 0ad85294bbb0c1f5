"""Answers that people gave to questions: a run whose question is like one of them gets its answer."""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, select

from runtime.datasets.embedding import embed, endpoint_of
from runtime.extensions.database import db
from runtime.models.columns import new_id
from runtime.models.conversation import Annotation
from runtime.models.workflow import Workflow
from runtime.vectors.factory import collection_name, vector_store

ALIKE: Final = 0.9
"""Cosine from which two questions count as the same."""


def add(workflow: Workflow, question: str, answer: str) -> Annotation:
    """Keep an answer; its question gets a vector when the tenant has an endpoint."""
    annotation = Annotation(id=new_id(), workflow_id=workflow.id, question=question, answer=answer)
    db.session.add(annotation)
    db.session.flush()
    endpoint = endpoint_of(workflow.tenant_id)
    if endpoint is not None:
        vector_store().add(collection_name(workflow.id), {annotation.id: embed(endpoint, [question])[0]})
    db.session.commit()
    return annotation


def answer_to(workflow: Workflow, question: str) -> str | None:
    """The answer to the same question, or by vectors to one like it; None when there is none."""
    mine = Annotation.workflow_id == workflow.id
    if not question or not db.session.scalar(select(func.count()).select_from(Annotation).where(mine)):
        return None
    exact = select(Annotation).where(mine, Annotation.question == question).limit(1)
    found = db.session.scalar(exact)
    endpoint = endpoint_of(workflow.tenant_id)
    if found is None and endpoint is not None:
        hits = vector_store().search(collection_name(workflow.id), embed(endpoint, [question])[0], 1)
        if hits and hits[0].score >= ALIKE:
            found = db.session.get(Annotation, hits[0].id)
    return found.answer if found else None

"""Datasets: make them, bring documents in, search."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from flask import Blueprint, Response, abort, jsonify, request
from sqlalchemy import select

from runtime.accounts import credentials
from runtime.datasets import service
from runtime.datasets.embedding import PROVIDER
from runtime.datasets.searching import search
from runtime.extensions.database import db
from runtime.models.account import Tenant
from runtime.models.dataset import Dataset, Document
from runtime.models.workflow import PIPELINE, WorkflowRun
from runtime.routes import access
from runtime.routes.bodies import body, row, text
from runtime.tasks import datasets as tasks
from runtime.tasks import workflows
from runtime.tasks.sending import send
from runtime.vectors.factory import vector_store

blueprint = Blueprint("datasets", __name__)
access.protect(blueprint)

LONGEST_DOCUMENT: Final = 512 * 1024
"""Characters."""
MOST_HITS: Final = 50


@blueprint.put("/tenants/<identity>/embedding")
def set_embedding(identity: str) -> tuple[Response, int]:
    """Seal ``{"base_url", "model", "api_key"?}`` for a tenant: from now on its documents get vectors."""
    tenant, given = row(Tenant, identity), body()
    values = {name: text(given, name) for name in ("base_url", "model")}
    values["api_key"] = text(given, "api_key", longest=1024, default="")
    # Without a store for the vectors an endpoint is of no use: said now, not at the first document.
    vector_store()
    credentials.save(tenant, PROVIDER, values)
    return jsonify(tenant=tenant.id), 200


@blueprint.post("/datasets")
def make_dataset() -> tuple[Response, int]:
    """Make a dataset of ``{"tenant", "name"}``."""
    given = body()
    dataset = Dataset(tenant_id=row(Tenant, text(given, "tenant")).id, name=text(given, "name"))
    db.session.add(dataset)
    db.session.commit()
    return jsonify(id=dataset.id), 201


@blueprint.delete("/datasets/<identity>")
def remove_dataset(identity: str) -> tuple[str, int]:
    """Forget a dataset with its documents."""
    service.remove_dataset(row(Dataset, identity))
    return "", 204


@blueprint.post("/datasets/<identity>/documents")
def add_document(identity: str) -> tuple[Response, int]:
    """Keep ``{"name", "text", "priority"?}`` and have it indexed; 202 with document and task."""
    dataset, given = row(Dataset, identity), body()
    document = service.add_document(dataset, text(given, "name"), text(given, "text", longest=LONGEST_DOCUMENT))
    task = tasks.priority_index_document if given.get("priority") is True else tasks.index_document
    return jsonify(id=document.id, task=send(task, document.id)), 202


@blueprint.get("/datasets/<identity>/documents")
def documents(identity: str) -> Response:
    """The documents of a dataset."""
    query = select(Document).where(Document.dataset_id == row(Dataset, identity).id).order_by(Document.created_at)
    return jsonify(documents=[document_as_json(document) for document in db.session.scalars(query)])


@blueprint.delete("/documents/<identity>")
def remove_document(identity: str) -> tuple[Response, int]:
    """Have a document forgotten; 202 with the task."""
    return jsonify(task=send(tasks.remove_document, row(Document, identity).id)), 202


@blueprint.post("/datasets/<identity>/pipelines")
def run_pipeline(identity: str) -> tuple[Response, int]:
    """Keep ``{"documents": [{"name", "text"}, ...], "priority"?}`` and bring them in as one run; 202 with the run."""
    dataset, given = row(Dataset, identity), body()
    listed: Any = given.get("documents")
    if not isinstance(listed, list) or not listed or not all(isinstance(one, dict) for one in listed):
        abort(422, '"documents" must be a list of objects')
    pairs = [(text(one, "name"), text(one, "text", longest=LONGEST_DOCUMENT)) for one in listed]
    made = [service.add_document(dataset, *pair).id for pair in pairs]
    run = WorkflowRun(tenant_id=dataset.tenant_id, kind=PIPELINE, source="api", inputs={"documents": made})
    db.session.add(run)
    db.session.commit()
    task = workflows.priority_run_pipeline if given.get("priority") is True else workflows.run_pipeline
    return jsonify(id=run.id, documents=made, task=send(task, run.id)), 202


@blueprint.get("/datasets/<identity>/search")
def find(identity: str) -> Response:
    """The segments that answer ``?q=``, ``&limit=`` of them."""
    limit = max(1, min(request.args.get("limit", 5, int), MOST_HITS))
    found = search(row(Dataset, identity), request.args.get("q", ""), limit)
    return jsonify(found=[asdict(one) for one in found])


def document_as_json(document: Document) -> dict[str, Any]:
    """A document as the API shows it."""
    return {
        "id": document.id,
        "name": document.name,
        "status": document.status,
        "error": document.error,
        "enabled": document.enabled,
    }

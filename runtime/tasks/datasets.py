"""Documents into the indexes, and the upkeep of datasets."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Final

from sqlalchemy import func, select

from runtime import retention
from runtime.accounts.service import owners
from runtime.datasets import indexing
from runtime.extensions.database import db
from runtime.models.columns import now
from runtime.models.dataset import INDEXED, Dataset, Document
from runtime.settings import current_settings
from runtime.tasks.define import task
from runtime.tasks.mail import send_mail
from runtime.tasks.sending import send

QUEUE: Final = "dataset"
PRIORITY_QUEUE: Final = "priority_dataset"
CACHE_BATCH: Final = 1000
"""Cached vectors that are deleted in one transaction."""

SUBJECT: Final = "Documents are no longer indexed"
"""Of the mail about documents that clean-up took out of the indexes."""
TEXT: Final = "These documents were not searched for a long time and are no longer indexed:\n\n"
"""How that mail begins; a line for each document follows."""


@task("runtime.index_document", QUEUE)
def index_document(document_id: str) -> str:
    """Split a document and index it."""
    return f"{indexing.index(document_id)} segments"


@task("runtime.priority_index_document", PRIORITY_QUEUE)
def priority_index_document(document_id: str) -> str:
    """The same, before all that waits in the other queue."""
    return f"{indexing.index(document_id)} segments"


@task("runtime.remove_document", QUEUE)
def remove_document(document_id: str) -> str:
    """Forget a document with its text and its index."""
    return "removed" if indexing.remove(document_id) else "gone already"


@task("runtime.clean_embedding_cache", QUEUE)
def clean_embedding_cache() -> str:
    """Delete vectors from the cache that are older than PLAN_SANDBOX_CLEAN_DAY_SETTING days."""
    days = current_settings().PLAN_SANDBOX_CLEAN_DAY_SETTING
    return f"{retention.clean_embeddings(days, CACHE_BATCH)} vectors deleted"


@task("runtime.clean_unused_datasets", QUEUE)
def clean_unused_datasets() -> str:
    """Take documents out of the indexes that nobody has searched for PLAN_SANDBOX_CLEAN_DAY_SETTING days."""
    before = now() - timedelta(days=current_settings().PLAN_SANDBOX_CLEAN_DAY_SETTING)
    unused = select(Dataset.id).where(func.coalesce(Dataset.used_at, Dataset.created_at) < before)
    documents = db.session.scalars(
        select(Document).where(
            Document.dataset_id.in_(unused),
            Document.enabled,
            Document.status == INDEXED,
            Document.indexed_at < before,
        )
    ).all()
    for document in documents:
        indexing.disable(document)
    return f"{len(documents)} documents taken out of their indexes"


@task("runtime.notify_cleaned_documents", QUEUE)
def notify_cleaned_documents() -> str:
    """Tell owners, in one mail each, which documents were taken out of the indexes since the last time."""
    rows = db.session.execute(
        select(Document, Dataset)
        .join(Dataset, Document.dataset_id == Dataset.id)
        .where(Document.disabled_at.is_not(None), Document.notified_at.is_(None))
        .order_by(Dataset.name, Document.name)
    ).all()
    by_tenant: dict[str, list[tuple[Document, Dataset]]] = defaultdict(list)
    for document, dataset in rows:
        by_tenant[dataset.tenant_id].append((document, dataset))
    for tenant_id, cleaned in by_tenant.items():
        lines = "\n".join(f"{dataset.name}: {document.name}" for document, dataset in cleaned)
        for account in owners(tenant_id):
            send(send_mail, account.email, SUBJECT, TEXT + lines)
        # Only now: when the broker took nothing, they are told the next time.
        for document, _ in cleaned:
            document.notified_at = now()
        db.session.commit()
    return f"told {len(by_tenant)} tenants about {len(rows)} documents"

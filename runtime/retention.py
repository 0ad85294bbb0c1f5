"""Delete what is older than the settings keep, in batches, so that no lock lasts long."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import InstrumentedAttribute

from runtime.extensions.database import affected, db
from runtime.models.columns import now
from runtime.models.conversation import Conversation, Message
from runtime.models.dataset import Embedding
from runtime.models.task_run import TaskRun
from runtime.models.workflow import FAILED, SUCCEEDED, WorkflowRun

ENDED: Final = (SUCCEEDED, FAILED)
"""Runs that still go on are never deleted, however old they are."""


def clean_messages(days: int, batch: int) -> int:
    """Messages older than that, and conversations of that age that have none left; how many messages."""
    before = now() - timedelta(days=days)
    gone = _in_batches(Message.id, batch, Message.created_at < before)
    _in_batches(Conversation.id, batch, Conversation.created_at < before, ~_has_messages())
    return gone


def clean_runs(days: int, batch: int) -> int:
    """Runs that ended and are older than that, with their steps and traces; how many."""
    before = now() - timedelta(days=days)
    return _in_batches(WorkflowRun.id, batch, WorkflowRun.created_at < before, WorkflowRun.state.in_(ENDED))


def clean_task_runs(days: int, batch: int) -> int:
    """Rows of tasks older than that; how many."""
    return _in_batches(TaskRun.id, batch, TaskRun.created_at < now() - timedelta(days=days))


def clean_embeddings(days: int, batch: int) -> int:
    """Vectors in the cache that were computed longer ago; how many."""
    return _in_batches(Embedding.digest, batch, Embedding.created_at < now() - timedelta(days=days))


def _has_messages() -> ColumnElement[bool]:
    return select(Message.id).where(Message.conversation_id == Conversation.id).exists()


def _in_batches(key: InstrumentedAttribute[str], batch: int, *conditions: ColumnElement[bool]) -> int:
    """Delete the rows of a table that meet the conditions, each batch in a transaction; how many."""
    table: Any = key.class_
    gone = 0
    while True:
        found = list(db.session.scalars(select(key).where(*conditions).limit(batch)))
        if found:
            gone += affected(delete(table).where(key.in_(found)))
        db.session.commit()
        if len(found) < batch:
            return gone

"""Keep in the database what became of a task."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from celery import Task

from runtime.extensions.database import db
from runtime.models.task_run import FAILED, RUNNING, SUCCEEDED, TaskRun
from schemas.errors import LaunchdeckError


def record(task: Task, work: Callable[[], str], text: str = "") -> str:
    """Do the work of a task and write its row: running, then succeeded with the result or failed with the error.

    A row that the sender has written already is carried on; a task that beat sent gets its row here. What the work
    raises is raised again, so that Celery sees the failure too.
    """
    identity = task.request.id
    run = db.session.get(TaskRun, identity)
    if run is None:
        run = TaskRun(id=identity, task=task.name, queue=queue_of(task), text=text)
        db.session.add(run)
    run.state = RUNNING
    run.worker = task.request.hostname
    db.session.commit()
    try:
        result = work()
    except Exception as error:
        db.session.rollback()
        # Our own errors are made to be read; others may hold what nobody should read.
        _finish(identity, FAILED, str(error) if isinstance(error, LaunchdeckError) else type(error).__name__)
        raise
    _finish(identity, SUCCEEDED, result)
    return result


def queue_of(task: Task) -> str:
    """The queue that the running task came from."""
    delivery = task.request.delivery_info or {}
    return str(delivery.get("routing_key") or "")


def _finish(identity: str, state: str, result: str) -> None:
    run = db.session.get_one(TaskRun, identity)
    run.state = state
    run.result = result
    run.finished_at = datetime.now(UTC)
    db.session.commit()

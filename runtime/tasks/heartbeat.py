"""The task that beat sends at a fixed interval: proves that beat, broker, worker and database work together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from celery import Task, shared_task
from sqlalchemy import delete

from runtime.extensions.database import db
from runtime.models.task_run import TaskRun
from runtime.tasks.recording import record

NAME: Final = "runtime.heartbeat"
QUEUE: Final = "schedule_poller"
KEPT: Final = timedelta(hours=1)
"""How long the row of a heartbeat is kept."""


@shared_task(name=NAME, bind=True, queue=QUEUE)  # type: ignore[untyped-decorator]  # Celery ships no types
def heartbeat(self: Task) -> str:
    """Leave a row, and take away those that are too old to be of interest."""
    return record(self, _beat)


def _beat() -> str:
    now = datetime.now(UTC)
    db.session.execute(delete(TaskRun).where(TaskRun.task == NAME, TaskRun.created_at < now - KEPT))
    db.session.commit()
    return now.isoformat(timespec="seconds")

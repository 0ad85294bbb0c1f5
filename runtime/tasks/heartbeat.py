"""The task that beat sends at a fixed interval: proves that beat, broker, worker and database work together."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import delete

from runtime.extensions.database import affected, db
from runtime.models.columns import now
from runtime.models.task_run import TaskRun
from runtime.tasks.define import task

NAME: Final = "runtime.heartbeat"
QUEUE: Final = "schedule_poller"
KEPT: Final = timedelta(hours=1)
"""How long the row of a heartbeat is kept."""


@task(NAME, QUEUE)
def heartbeat() -> str:
    """Leave a row, and take away those that are too old to be of interest."""
    moment = now()
    affected(delete(TaskRun).where(TaskRun.task == NAME, TaskRun.created_at < moment - KEPT))
    db.session.commit()
    return moment.isoformat(timespec="seconds")

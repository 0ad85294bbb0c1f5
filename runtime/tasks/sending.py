"""Send a task to a queue, with a row that says so before anybody has picked it up."""

from __future__ import annotations

import uuid
from typing import Any, Final

from celery import Task
from flask import current_app
from kombu.exceptions import OperationalError

from runtime.extensions.database import db
from runtime.models.task_run import FAILED, QUEUED, TaskRun
from runtime.tasks.define import ROUTES
from schemas.errors import LaunchdeckError

NOT_TAKEN: Final = "the broker did not take it"
"""The result of a task that never reached its queue."""


class BrokerError(LaunchdeckError):
    """The broker did not take the task."""


def send(task: Task, *args: Any, queue: str = "") -> str:
    """Send it, to its own queue unless another is named; its id. Commits the session. Raises BrokerError."""
    identity = str(uuid.uuid4())
    target = queue or ROUTES[task.name]["queue"]
    run = TaskRun(id=identity, task=task.name, queue=target, state=QUEUED, text=str(args[0]) if args else "")
    db.session.add(run)
    db.session.commit()
    try:
        task.apply_async(args, task_id=identity, queue=target, retry=False)
    except (OperationalError, OSError):
        run.state, run.result = FAILED, NOT_TAKEN
        db.session.commit()
        current_app.logger.warning("the broker did not take task %s", identity)
        raise BrokerError("The broker does not answer") from None
    return identity

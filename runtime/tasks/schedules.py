"""Schedules of workflows: find those that are due, and start their runs."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Final

from sqlalchemy import select

from runtime.extensions.database import db
from runtime.models.columns import now
from runtime.models.trigger import WorkflowSchedule
from runtime.models.workflow import Workflow, WorkflowRun
from runtime.settings import current_settings
from runtime.tasks.define import task
from runtime.workflows.cron import next_run
from runtime.workflows.starting import start_run

POLLER_QUEUE: Final = "schedule_poller"
EXECUTOR_QUEUE: Final = "schedule_executor"
SOURCE: Final = "schedule"


@task("runtime.poll_schedules", POLLER_QUEUE)
def poll_schedules() -> str:
    """Send every schedule that is due to the executor and move it on to its next time."""
    return f"{_poll()} schedules due"


@task("runtime.run_schedule", EXECUTOR_QUEUE)
def run_schedule(schedule_id: str, due: str) -> str:
    """Start the run of a schedule that was due at that moment; a second message about it starts no second run."""
    schedule = db.session.get(WorkflowSchedule, schedule_id)
    if schedule is None:
        return "the schedule is gone"
    workflow = db.session.get_one(Workflow, schedule.workflow_id)
    identity = str(uuid.uuid5(uuid.UUID(schedule_id), due))
    run = WorkflowRun(
        id=identity, tenant_id=workflow.tenant_id, workflow_id=workflow.id, source=SOURCE, inputs={"due": due}
    )
    return start_run(run)


def _poll() -> int:
    config = current_settings()
    most = config.WORKFLOW_SCHEDULE_MAX_DISPATCH_PER_TICK
    sent = 0
    while not most or sent < most:
        size = min(config.WORKFLOW_SCHEDULE_POLLER_BATCH_SIZE, most - sent if most else 1 << 30)
        moment = now()
        due = db.session.scalars(
            select(WorkflowSchedule)
            .where(WorkflowSchedule.next_run_at <= moment)
            .order_by(WorkflowSchedule.next_run_at)
            .limit(size)
            .with_for_update(skip_locked=True)
        ).all()
        for schedule in due:
            _dispatch(schedule, moment)
        # Only now: when the broker took nothing, the schedules are still due.
        db.session.commit()
        sent += len(due)
        if len(due) < size:
            break
    return sent


def _dispatch(schedule: WorkflowSchedule, moment: datetime) -> None:
    """Send one; times that were missed while nothing ran are not made up for, one run stands for all of them."""
    due = schedule.next_run_at
    schedule.next_run_at = next_run(schedule.cron, schedule.timezone, moment)
    run_schedule.apply_async((schedule.id, due.isoformat()), retry=False)

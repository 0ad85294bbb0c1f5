"""Keep the steps of a run, and make the trace of it. Both may be done twice and give the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from runtime.extensions.database import affected, db
from runtime.models.workflow import FAILED, RunTrace, WorkflowRun, WorkflowStep


def save_steps(run_id: str, records: Sequence[dict[str, Any]]) -> int:
    """Put these steps in the place of those of an earlier try; how many. None for a run that is gone."""
    if not _hold(run_id):
        return 0
    affected(delete(WorkflowStep).where(WorkflowStep.run_id == run_id))
    db.session.add_all(WorkflowStep(run_id=run_id, **record) for record in records)
    db.session.commit()
    return len(records)


def trace(run_id: str) -> RunTrace | None:
    """The figures of a run that has ended; None when it is gone or still runs."""
    run = db.session.get(WorkflowRun, run_id) if _hold(run_id) else None
    if run is None or run.started_at is None or run.finished_at is None:
        return None
    rows = db.session.scalars(select(WorkflowStep).where(WorkflowStep.run_id == run_id)).all()
    slowest = max(rows, key=lambda row: row.seconds, default=None)
    found = db.session.get(RunTrace, run_id) or RunTrace(run_id=run_id)
    found.steps, found.failed_steps = len(rows), sum(row.state == FAILED for row in rows)
    found.waited_seconds = seconds_between(run.created_at, run.started_at)
    found.seconds = seconds_between(run.started_at, run.finished_at)
    found.slowest_step = slowest.title if slowest else None
    db.session.add(found)
    db.session.commit()
    return found


def _hold(run_id: str) -> bool:
    """Keep a run from being deleted until the transaction ends; False when it is gone already."""
    db.session.flush()
    return db.session.scalar(select(WorkflowRun.id).where(WorkflowRun.id == run_id).with_for_update()) is not None


def seconds_between(begin: datetime, end: datetime) -> float:
    """At least 0: the clocks of two machines may differ."""
    return max(0.0, (end - begin).total_seconds())

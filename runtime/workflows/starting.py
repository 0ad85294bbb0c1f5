"""Ask for a run: its row first, then the message to the worker."""

from __future__ import annotations

from typing import Any

from runtime.extensions.database import db
from runtime.models.columns import new_id
from runtime.models.workflow import WorkflowRun
from runtime.settings import current_settings
from runtime.tasks.sending import send


def start_run(run: WorkflowRun) -> str:
    """Keep the run and send it to its queue; its id. A run of that id that exists already is only sent again."""
    from runtime.tasks.workflows import run_workflow  # noqa: PLC0415 - the task itself starts runs through schedules

    run.id = run.id or new_id()
    identity = run.id
    if db.session.get(WorkflowRun, identity) is None:
        db.session.add(run)
        db.session.commit()
    send(run_workflow, identity, queue=workflow_queue())
    return identity


def workflow_queue() -> str:
    """The queue of runs: the hosted edition has one for each plan, and every tenant here has the smallest."""
    config = current_settings()
    return "workflow_sandbox" if config.EDITION == "CLOUD" else "workflow"


def keeps_steps_by_task() -> bool:
    """Whether the steps of a run are kept by a task of their own, as the repository setting says."""
    config = current_settings()
    found: Any = config.CORE_WORKFLOW_NODE_EXECUTION_REPOSITORY
    return ".celery_" in str(found)

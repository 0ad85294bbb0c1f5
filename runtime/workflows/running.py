"""Run a workflow: step by step, each kept as it went. A run that was begun by a worker that died begins again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from runtime.extensions.database import db
from runtime.models.columns import now
from runtime.models.conversation import Message
from runtime.models.workflow import FAILED, QUEUED, RUNNING, SUCCEEDED, Workflow, WorkflowRun
from runtime.settings import current_settings
from runtime.workflows import annotating, steps
from schemas.errors import LaunchdeckError

StepRecord = dict[str, Any]
"""A row of workflow_step as a message can carry it."""
Work = Callable[[], Any]
"""Does a step; its output."""


def run_workflow(run_id: str) -> tuple[str, list[StepRecord]]:
    """Run what is queued; the state it ended in and its steps. A run that has ended or is gone stays as it is.

    The caller commits, with the steps, so that a run that has ended has them.
    """
    run = begin(run_id)
    if run is None:
        return "", []
    workflow = db.session.get_one(Workflow, run.workflow_id)
    values: dict[str, Any] = dict(run.inputs)

    def works() -> Iterable[tuple[str, str, Work]]:
        for position, step in enumerate(workflow.steps):
            title = steps.title_of(step, position)

            def work(step: dict[str, Any] = step, title: str = title) -> Any:
                values[title] = steps.perform(run.tenant_id, step, values)
                return values[title]

            yield step["kind"], title, work

    known = annotating.answer_to(workflow, str(run.inputs.get("question", "")))
    records = perform(run, works() if known is None else [("annotation", "annotation", lambda: known)])
    if run.state == SUCCEEDED and run.conversation_id is not None:
        answer = str((run.outputs or {}).get("text", ""))
        question = str(run.inputs.get("question", ""))
        db.session.add(Message(conversation_id=run.conversation_id, question=question, answer=answer))
    return run.state, records


def begin(run_id: str) -> WorkflowRun | None:
    """Mark a run as running; None when there is nothing to do."""
    run = db.session.get(WorkflowRun, run_id)
    if run is None or run.state not in (QUEUED, RUNNING):
        return None
    run.state, run.started_at = RUNNING, now()
    db.session.commit()
    return run


def perform(run: WorkflowRun, works: Iterable[tuple[str, str, Work]]) -> list[StepRecord]:
    """Do the steps in order until one fails or the time is up, and note how the run ended."""
    config = current_settings()
    deadline = time.monotonic() + config.WORKFLOW_MAX_EXECUTION_TIME
    records: list[StepRecord] = []
    output, trouble = None, None
    for kind, title, work in works:
        if time.monotonic() > deadline:
            trouble = f"it took longer than {config.WORKFLOW_MAX_EXECUTION_TIME} seconds"
            break
        record = _step(len(records), kind, title, work)
        records.append(record)
        if record["state"] == FAILED:
            trouble = f"{title}: {record['error']}"[:255]
            break
        output = record["output"]
    run.state, run.error = (FAILED, trouble) if trouble else (SUCCEEDED, None)
    run.outputs, run.finished_at = {"text": output}, now()
    return records


def _step(position: int, kind: str, title: str, work: Work) -> StepRecord:
    started = time.monotonic()
    record: StepRecord = {"position": position, "kind": kind, "title": title, "output": None, "error": None}
    try:
        record["output"] = work()
        record["state"] = SUCCEEDED
    except LaunchdeckError as error:
        # Half of a step is none.
        db.session.rollback()
        record["state"], record["error"] = FAILED, str(error)[:255]
    record["seconds"] = round(time.monotonic() - started, 6)
    return record

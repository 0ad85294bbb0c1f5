"""Runs of workflows and pipelines, and what is kept of them."""

from __future__ import annotations

from typing import Any, Final

from runtime.tasks.define import task
from runtime.tasks.sending import send
from runtime.workflows import pipelines, recording, running
from runtime.workflows.starting import keeps_steps_by_task

QUEUE: Final = "workflow"
PIPELINE_QUEUE: Final = "pipeline"
PRIORITY_PIPELINE_QUEUE: Final = "priority_pipeline"
STORAGE_QUEUE: Final = "workflow_storage"
TRACE_QUEUE: Final = "ops_trace"


@task("runtime.run_workflow", QUEUE)
def run_workflow(run_id: str) -> str:
    """Run a workflow."""
    return _ended(run_id, *running.run_workflow(run_id))


@task("runtime.run_pipeline", PIPELINE_QUEUE)
def run_pipeline(run_id: str) -> str:
    """Bring documents into a dataset."""
    return _ended(run_id, *pipelines.run_pipeline(run_id))


@task("runtime.priority_run_pipeline", PRIORITY_PIPELINE_QUEUE)
def priority_run_pipeline(run_id: str) -> str:
    """The same, before all that waits in the other queue."""
    return _ended(run_id, *pipelines.run_pipeline(run_id))


@task("runtime.save_steps", STORAGE_QUEUE)
def save_steps(run_id: str, records: list[dict[str, Any]]) -> str:
    """Keep the steps of a run, then have its trace made."""

    count = recording.save_steps(run_id, records)
    send(trace_run, run_id)
    return f"{count} steps kept"


@task("runtime.trace_run", TRACE_QUEUE)
def trace_run(run_id: str) -> str:
    """Make the trace of a run that has ended."""

    made = recording.trace(run_id)
    return f"{made.steps} steps in {made.seconds:.3f} s" if made else "nothing to trace"


def _ended(run_id: str, state: str, records: list[dict[str, Any]]) -> str:
    """Keep the steps, here or by a task of their own, and have the trace made; the task's result."""
    if not state:
        return "nothing to do"
    if keeps_steps_by_task():
        send(save_steps, run_id, records)
    else:
        recording.save_steps(run_id, records)
        send(trace_run, run_id)
    return state

"""Retention: delete what is older than the settings keep."""

from __future__ import annotations

from typing import Final

from runtime import retention
from runtime.settings import current_settings
from runtime.tasks.define import task

QUEUE: Final = "retention"


@task("runtime.clean_messages", QUEUE)
def clean_messages() -> str:
    """Messages and empty conversations, after SANDBOX_EXPIRED_RECORDS_RETENTION_DAYS."""
    config = current_settings()
    days, batch = config.SANDBOX_EXPIRED_RECORDS_RETENTION_DAYS, config.SANDBOX_EXPIRED_RECORDS_CLEAN_BATCH_SIZE
    return f"{retention.clean_messages(days, batch)} messages deleted"


@task("runtime.clean_workflow_runs", QUEUE)
def clean_workflow_runs() -> str:
    """Runs with their steps and traces, after SANDBOX_EXPIRED_RECORDS_RETENTION_DAYS."""
    config = current_settings()
    days, batch = config.SANDBOX_EXPIRED_RECORDS_RETENTION_DAYS, config.SANDBOX_EXPIRED_RECORDS_CLEAN_BATCH_SIZE
    return f"{retention.clean_runs(days, batch)} runs deleted"


@task("runtime.clean_run_logs", "dataset")
def clean_run_logs() -> str:
    """Runs and rows of tasks, after WORKFLOW_LOG_RETENTION_DAYS."""
    config = current_settings()
    days, batch = config.WORKFLOW_LOG_RETENTION_DAYS, config.WORKFLOW_LOG_CLEANUP_BATCH_SIZE
    runs, tasks = retention.clean_runs(days, batch), retention.clean_task_runs(days, batch)
    return f"{runs} runs and {tasks} rows of tasks deleted"

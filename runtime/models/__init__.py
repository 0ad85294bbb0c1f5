"""The tables of the reference application."""

from __future__ import annotations

from runtime.models.task_run import TaskRun

ALL = (TaskRun,)
"""Every table, so that a migration knows them all."""

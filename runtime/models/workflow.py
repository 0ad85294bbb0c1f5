"""Workflows, their runs with each step, and the trace that is made of a run."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, Float, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from runtime.extensions.database import Base
from runtime.models.columns import Created, Id, UtcDateTime

QUEUED: Final = "queued"
RUNNING: Final = "running"
SUCCEEDED: Final = "succeeded"
FAILED: Final = "failed"

WORKFLOW: Final = "workflow"
PIPELINE: Final = "pipeline"


class Workflow(Base):
    """A list of steps that is run as one."""

    __tablename__ = "workflow"

    id: Mapped[Id]
    tenant_id: Mapped[str] = mapped_column(ForeignKey("tenant.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """What is done, in order; see runtime/workflows/steps.py."""
    created_at: Mapped[Created]


class WorkflowRun(Base):
    """One run, of a workflow or of a pipeline that brings documents into a dataset."""

    __tablename__ = "workflow_run"

    id: Mapped[Id]
    tenant_id: Mapped[str] = mapped_column(ForeignKey("tenant.id", ondelete="CASCADE"), index=True)
    workflow_id: Mapped[str | None] = mapped_column(ForeignKey("workflow.id", ondelete="CASCADE"), index=True)
    """None for a pipeline."""
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversation.id", ondelete="SET NULL"), index=True)
    """Where question and answer are kept as a message."""
    kind: Mapped[str] = mapped_column(String(16), default=WORKFLOW)
    """workflow or pipeline."""
    source: Mapped[str] = mapped_column(String(16))
    """What asked for it: api, schedule or trigger."""
    state: Mapped[str] = mapped_column(String(16), default=QUEUED)
    inputs: Mapped[dict[str, Any]] = mapped_column(JSON)
    outputs: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    error: Mapped[str | None] = mapped_column(String(255))
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[Created]


class WorkflowStep(Base):
    """One step of a run, as it went."""

    __tablename__ = "workflow_step"
    __table_args__ = (UniqueConstraint("run_id", "position"),)

    id: Mapped[Id]
    run_id: Mapped[str] = mapped_column(ForeignKey("workflow_run.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(255))
    state: Mapped[str] = mapped_column(String(16))
    output: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    error: Mapped[str | None] = mapped_column(String(255))
    seconds: Mapped[float] = mapped_column(Float)
    """How long it took."""


class RunTrace(Base):
    """What operations look at: the figures of a finished run."""

    __tablename__ = "run_trace"

    run_id: Mapped[str] = mapped_column(ForeignKey("workflow_run.id", ondelete="CASCADE"), primary_key=True)
    steps: Mapped[int] = mapped_column(Integer)
    failed_steps: Mapped[int] = mapped_column(Integer)
    waited_seconds: Mapped[float] = mapped_column(Float)
    """From being asked for to being started."""
    seconds: Mapped[float] = mapped_column(Float)
    """From being started to its end."""
    slowest_step: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[Created]

"""What starts workflows by itself: schedules, and triggers that somebody else's hub calls (WebSub)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from runtime.extensions.database import Base
from runtime.models.columns import Created, Id, UtcDateTime


class WorkflowSchedule(Base):
    """When a workflow is to be run."""

    __tablename__ = "workflow_schedule"

    id: Mapped[Id]
    workflow_id: Mapped[str] = mapped_column(ForeignKey("workflow.id", ondelete="CASCADE"), index=True)
    cron: Mapped[str] = mapped_column(String(128))
    """Five fields: minute, hour, day of month, month, day of week."""
    timezone: Mapped[str] = mapped_column(String(64), default="UTC")
    next_run_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    created_at: Mapped[Created]


class Trigger(Base):
    """A topic of a hub whose news start a workflow."""

    __tablename__ = "workflow_trigger"

    id: Mapped[Id]
    workflow_id: Mapped[str] = mapped_column(ForeignKey("workflow.id", ondelete="CASCADE"), index=True)
    hub: Mapped[str] = mapped_column(Text)
    """The hub's address; empty for a plain webhook that nobody needs to renew."""
    topic: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(String(64))
    """The hub signs what it sends with it."""
    lease_seconds: Mapped[int] = mapped_column(Integer)
    """How long a subscription is asked for."""
    verified: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether the hub has asked back."""
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """When the subscription ends; None for a plain webhook."""
    refreshed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the hub was last asked."""
    error: Mapped[str | None] = mapped_column(String(255))
    """What the hub said last, when it refused."""
    created_at: Mapped[Created]


class TriggerEvent(Base):
    """One piece of news that came in."""

    __tablename__ = "trigger_event"

    id: Mapped[Id]
    trigger_id: Mapped[str] = mapped_column(ForeignKey("workflow_trigger.id", ondelete="CASCADE"), index=True)
    payload: Mapped[dict[str, object]] = mapped_column(JSON)
    run_id: Mapped[str | None] = mapped_column(String(36))
    """The run that it started; None until then."""
    created_at: Mapped[Created]

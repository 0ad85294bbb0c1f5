"""What became of a task: one row per task that was sent or scheduled."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from runtime.extensions.database import Base
from runtime.models.columns import Created, UtcDateTime

QUEUED: Final = "queued"
RUNNING: Final = "running"
SUCCEEDED: Final = "succeeded"
FAILED: Final = "failed"


class TaskRun(Base):
    """One run of a task."""

    __tablename__ = "task_run"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The id that Celery gave it."""
    task: Mapped[str] = mapped_column(String(255), index=True)
    """The task's name."""
    queue: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    """queued, running, succeeded or failed."""
    text: Mapped[str] = mapped_column(Text, default="")
    """What it was given."""
    result: Mapped[str | None] = mapped_column(Text)
    """What came out; None until it has ended."""
    worker: Mapped[str | None] = mapped_column(String(255))
    """Who executed it."""
    created_at: Mapped[Created]
    """When it was sent; UTC."""
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it ended; UTC."""

"""Beat's scheduler: Celery's own, with a heartbeat file on each tick."""

from __future__ import annotations

import os
from typing import Any

from celery.beat import PersistentScheduler

from runtime import rundir


class Scheduler(PersistentScheduler):  # type: ignore[misc]  # Celery ships no types
    """The persistent scheduler that touches a file on each tick, so that a health check can see it turning."""

    max_interval = 5
    """Longest pause between ticks, in seconds; the health check counts on it."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Fire what is due; the seconds until the next tick."""
        delay: float = super().tick(*args, **kwargs)
        rundir.heartbeat_file(rundir.locate(os.environ), "beat").touch()
        return min(delay, self.max_interval)

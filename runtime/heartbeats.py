"""Heartbeat files of worker and beat, for any Celery application: imported by the worker, named as beat's scheduler.

The reference application connects its worker's heartbeat itself and has a scheduler of its own.
"""

from __future__ import annotations

import os
from typing import Any, Final

from celery import signals
from celery.beat import PersistentScheduler

from runtime import rundir

MODULE: Final = __name__
"""What the worker of another application imports (``--include``)."""

LONGEST_PAUSE: Final = 5
"""Seconds between two ticks of beat; the health check counts on it."""


def connect() -> None:
    """Write the worker's file from now on.

    The signal is sent when the broker has taken the heartbeat, which proves that both are alive; a timer alone
    would not.
    """
    signals.heartbeat_sent.connect(_beaten, weak=False, dispatch_uid=MODULE)


def touch(mode: str) -> None:
    """Note that a mode is alive."""
    rundir.heartbeat_file(rundir.locate(os.environ), mode).touch()


class Scheduler(PersistentScheduler):  # type: ignore[misc]  # Celery ships no types
    """Celery's own scheduler, with a file that is touched on each tick."""

    max_interval = LONGEST_PAUSE

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Fire what is due; the seconds until the next tick."""
        delay: float = super().tick(*args, **kwargs)
        touch("beat")
        return min(delay, LONGEST_PAUSE)


def _beaten(**_: object) -> None:
    touch("worker")


connect()

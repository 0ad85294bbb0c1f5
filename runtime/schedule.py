"""What beat fires: the schedule of Dify 1.11.4 with its flags and intervals, and our heartbeat."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from celery.schedules import crontab

from runtime.environment import Environment
from runtime.tasks import heartbeat

if TYPE_CHECKING:
    from schemas.dify import DifyConfig

HEARTBEAT_SECONDS: Final = 60.0
"""How often the heartbeat fires (RUNTIME_HEARTBEAT_SECONDS)."""

When = Callable[["DifyConfig"], crontab | timedelta]
"""When an entry fires, by the settings."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the schedule."""

    key: str
    """Its name in the schedule."""
    task: str
    """The name of the task that is sent."""
    queue: str
    flags: tuple[str, ...]
    """The switches that must all be on."""
    when: When


def entries(config: DifyConfig) -> dict[str, dict[str, Any]]:
    """Celery's ``beat_schedule``: what is switched on and has a task in this application."""
    found = {
        entry.key: {"task": entry.task, "schedule": entry.when(config), "options": {"queue": entry.queue}}
        for entry in SCHEDULE
        if all(getattr(config, flag) for flag in entry.flags)
    }
    seconds = Environment(os.environ).seconds("RUNTIME_HEARTBEAT_SECONDS", HEARTBEAT_SECONDS, minimum=1)
    found["runtime_heartbeat"] = {
        "task": heartbeat.NAME,
        "schedule": timedelta(seconds=seconds),
        # What nobody picked up before the next one is due says nothing any more.
        "options": {"queue": heartbeat.QUEUE, "expires": seconds},
    }
    return found


SCHEDULE: Final[tuple[Entry, ...]] = ()
"""The entries whose tasks exist."""

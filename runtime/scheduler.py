"""Beat's scheduler: Celery's own, of which only one fires at a time, with a heartbeat file on each tick."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

from celery.beat import PersistentScheduler
from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from runtime import heartbeats
from runtime.environment import Environment
from runtime.extensions.database import affected, db
from runtime.lease import Lease
from runtime.models.beat import BeatEntry
from runtime.models.columns import now

LEASE_SECONDS: Final = 30.0
"""How long a beat that died keeps others from firing (RUNTIME_BEAT_LEASE_SECONDS)."""
STANDBY_SECONDS: Final = 1.0
"""Pause between two looks at a lease that somebody else has."""

_log = logging.getLogger(__name__)


@contextmanager
def stop_signals_held_back() -> Iterator[None]:
    """TERM and INT wait until this is done.

    Celery's handler ends the process wherever it is: in the middle of sending, an entry would count as fired and its
    message would be lost.
    """
    came: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        del frame
        came.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for waiting in came:
            signal.raise_signal(waiting)


class Scheduler(PersistentScheduler):  # type: ignore[misc]  # Celery ships no types
    """Fires only while it holds the lease, and nothing that another beat has fired.

    When an entry was last fired stands in the database: whoever takes over goes on from there. Celery's schedule file
    in the run folder is a copy that may be lost or broken.
    """

    max_interval: float = 5
    """Longest pause between ticks, in seconds; the health check counts on it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        seconds = Environment(os.environ).seconds("RUNTIME_BEAT_LEASE_SECONDS", LEASE_SECONDS, minimum=1)
        self._lease = Lease(seconds)
        self._fence: int | None = None
        self._runs: dict[str, int] = {}
        """How often each entry was fired, as far as we know."""
        super().__init__(*args, **kwargs)
        # Three looks in the time of a lease, so that a slow one does not lose it.
        self.max_interval = min(self.max_interval, seconds / 3)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Fire what is due, when it is ours to fire; the seconds until the next tick."""
        with stop_signals_held_back(), self.app.flask_app.app_context():
            try:
                ready = self._ready()
            except SQLAlchemyError as error:
                db.session.rollback()
                _log.warning("nothing is fired: the database does not answer (%s)", type(error).__name__)
                self._fence = None
                return STANDBY_SECONDS
            delay: float = super().tick(*args, **kwargs) if ready else STANDBY_SECONDS
        heartbeats.touch("beat")
        return min(delay, self.max_interval)

    def apply_entry(self, entry: Any, producer: Any = None) -> None:
        """Send the task of an entry, after claiming it; called by tick()."""
        try:
            claimed = self._lease.claim(entry.name, self._runs.get(entry.name, 0), now())
        except SQLAlchemyError as error:
            db.session.rollback()
            _log.warning("%s is not fired: the database does not answer (%s)", entry.name, type(error).__name__)
            claimed = False
        if not claimed:
            # Somebody else is at it: look again at what was fired before anything else is.
            self._fence = None
            return
        self._runs[entry.name] = self._runs.get(entry.name, 0) + 1
        super().apply_entry(entry, producer)

    def close(self) -> None:
        """Keep the schedule file and let the next beat in."""
        with self.app.flask_app.app_context():
            self._lease.release()
        super().close()

    def _ready(self) -> bool:
        """Take or renew the lease; True when it is ours and what was fired before is known."""
        fence = self._lease.take()
        if fence is None:
            if self._fence is not None:
                _log.warning("another beat has taken over")
            self._fence = None
            return False
        if fence != self._fence:
            _log.info("this beat fires from now on (%s, fence %d)", self._lease.holder, fence)
            self._load()
            self._fence = fence
        return True

    def _load(self) -> None:
        """When each entry was last fired, by whichever beat; a new entry begins now."""
        for key, entry in self.schedule.items():
            row = db.session.get(BeatEntry, key, populate_existing=True)
            if row is None:
                row = BeatEntry(key=key, runs=0, fence=0, last_run_at=entry.last_run_at or now())
                db.session.add(row)
            entry.last_run_at = row.last_run_at.astimezone(self.app.timezone)
            self._runs[key] = row.runs
        # What was switched off begins anew when it is switched on again.
        affected(delete(BeatEntry).where(BeatEntry.key.not_in(list(self.schedule))))
        db.session.commit()
        # The order of what is due next is made anew.
        self._heap = None

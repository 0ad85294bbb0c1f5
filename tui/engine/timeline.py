"""The health of a service over time, as changes only: from looks at it and from what its engine tells."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from tui.engine.protocol import Health, ServiceEvent, State, What

CHANGES = 50
"""Changes that are kept per service."""

_MEANS = {
    What.STARTED: (State.RUNNING, Health.NONE),
    What.HEALTHY: (State.RUNNING, Health.HEALTHY),
    What.UNHEALTHY: (State.RUNNING, Health.UNHEALTHY),
    What.STOPPED: (State.STOPPED, Health.NONE),
    What.FAILED: (State.FAILED, Health.NONE),
    What.OUT_OF_MEMORY: (State.FAILED, Health.NONE),
}
"""How a service is after what happened; other events change nothing for certain."""


@dataclass(frozen=True, slots=True)
class Change:
    """From a moment on a service was in another way."""

    at: datetime
    state: State
    health: Health


class Timeline:
    """The last changes of one service, in the order of time."""

    def __init__(self) -> None:
        self._changes: deque[Change] = deque(maxlen=CHANGES)

    @property
    def changes(self) -> list[Change]:
        """The oldest first."""
        return list(self._changes)

    def see(self, state: State, health: Health, at: datetime) -> None:
        """Take in how the service is; only what differs from the last is a change, and nothing older than it."""
        last = self._changes[-1] if self._changes else None
        if last is not None and ((last.state, last.health) == (state, health) or at < last.at):
            return
        self._changes.append(Change(at, state, health))

    def hear(self, event: ServiceEvent) -> None:
        """Take in what happened to it."""
        if event.what in _MEANS:
            self.see(*_MEANS[event.what], event.at)

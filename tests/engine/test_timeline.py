"""Changes of a service's health, from looks and from events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tui.engine.protocol import Health, ServiceEvent, State, What
from tui.engine.timeline import CHANGES, Timeline

NOW = datetime(2026, 11, 25, tzinfo=UTC)


def test_only_changes_are_kept_and_what_is_told_late_does_not_disturb_them() -> None:
    timeline = Timeline()
    timeline.hear(ServiceEvent(NOW, "api", What.STARTED))
    timeline.hear(ServiceEvent(NOW, "api", What.SIGNALLED))
    for second in range(3):
        timeline.see(State.RUNNING, Health.HEALTHY, NOW + timedelta(seconds=1 + second))
    timeline.hear(ServiceEvent(NOW, "api", What.UNHEALTHY))
    timeline.hear(ServiceEvent(NOW + timedelta(seconds=9), "api", What.UNHEALTHY))
    assert [(one.at.second, one.health) for one in timeline.changes] == [
        (0, Health.NONE),
        (1, Health.HEALTHY),
        (9, Health.UNHEALTHY),
    ]


def test_the_oldest_changes_go() -> None:
    timeline = Timeline()
    for number in range(CHANGES + 10):
        health = Health.HEALTHY if number % 2 else Health.UNHEALTHY
        timeline.see(State.RUNNING, health, NOW + timedelta(seconds=number))
    assert len(timeline.changes) == CHANGES
    assert timeline.changes[0].at == NOW + timedelta(seconds=10)

"""Figures of services that stand still, for pictures that are compared."""

from __future__ import annotations

from collections.abc import Iterable

from tests.screens.walking import Walk
from tui.engine.protocol import Health, ServiceStatus, State
from tui.screens.plan import PlanLine
from tui.screens.services.figures import SAMPLES, Course, Courses

CPU = (0.4, 0.7, 2.5, 6.0, 4.1, 1.2)
"""Percent, again and again."""


class StillCourses(Courses):
    """A start, a wobble and then peace, the same for every service; nothing is added any more."""

    def add(self, services: Iterable[ServiceStatus]) -> None:
        """Look away."""

    def of(self, name: str) -> Course:  # noqa: ARG002 - the same for all
        """The same for all."""
        course = Course()
        for number in range(SAMPLES):
            starting = number < 70
            course.cpu.append(CPU[number % len(CPU)])
            course.memory.append(40_000_000 + 450_000 * number)
            health = Health.STARTING if starting else Health.UNHEALTHY if number in {90, 91} else Health.HEALTHY
            course.health.append((State.RUNNING, health))
        return course


async def hold_still(walk: Walk) -> None:
    """Show the still figures, and the plan once it is read."""
    walk.services.courses = StillCourses()
    walk.services.show_service()
    line = walk.services.query_one(PlanLine)
    await walk.until(lambda: not [w for w in walk.app.workers if w.group == "plan" and not w.is_finished])
    expected = [one.service for one in walk.engine.plan()]
    await walk.until(lambda: [one.service for one in line.plan] == expected)

"""How a service has been in the last minutes: CPU and memory as bars, its health as signs."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

from textual.content import Content
from textual.widget import Widget

from tui.engine.protocol import Health, ServiceEvent, ServiceStatus, State
from tui.engine.timeline import Timeline
from tui.theme import glyphs
from tui.widgets.editors.notes import size_text
from tui.widgets.states import service_look

SAMPLES = 120
"""Looks at a service that are kept: two minutes, at one each second."""
LABEL = 8
"""Columns of a label."""
FIGURE = 12
"""Columns of a figure after its bars."""


@dataclass(slots=True)
class Course:
    """What was seen of one service, the newest last."""

    cpu: deque[float | None] = field(default_factory=lambda: deque(maxlen=SAMPLES))
    """Percent of one core."""
    memory: deque[float | None] = field(default_factory=lambda: deque(maxlen=SAMPLES))
    """Bytes."""
    health: deque[tuple[State, Health]] = field(default_factory=lambda: deque(maxlen=SAMPLES))
    timeline: Timeline = field(default_factory=Timeline)
    """When its state or health changed."""


class Courses:
    """The courses of all services that there are."""

    def __init__(self) -> None:
        self._courses: dict[str, Course] = {}

    def add(self, services: Iterable[ServiceStatus]) -> None:
        """Take in one look at all services; those that are gone are forgotten."""
        kept = {}
        for service in services:
            course = kept[service.name] = self._courses.get(service.name) or Course()
            course.cpu.append(service.cpu)
            course.memory.append(service.memory)
            course.health.append((service.state, service.health))
            course.timeline.see(service.state, service.health, datetime.now(UTC))
        self._courses = kept

    def hear(self, events: Iterable[ServiceEvent]) -> None:
        """Take in what happened, also before anybody looked."""
        for event in events:
            if event.service:
                self._courses.setdefault(event.service, Course()).timeline.hear(event)

    def of(self, name: str) -> Course:
        """The course of a service; an empty one when it was never seen."""
        return self._courses.get(name) or Course()


def changes_content(timeline: Timeline, width: int, count: int = 6) -> Content:
    """The last changes in one line, each as its sign and time; nothing while there was none.

    Where not all have their place, the oldest are left out.
    """
    changes = timeline.changes
    if len(changes) < 2:
        return Content("")
    parts: list[tuple[str, str]] = []
    for one in reversed(changes[-count:]):
        look = service_look(one.state, one.health)
        word = "healthy" if one.health is Health.HEALTHY else look.word  # or two changes in a row would look the same
        text = f"{word} {one.at.astimezone():%H:%M:%S}   "
        width -= len(look.glyph) + 1 + len(text)
        if width + 3 < 0 and parts:
            break
        parts = [(f"{look.glyph} ", look.color), (text, "$faint"), *parts]
    return Content.assemble(("\n", ""), *parts).rstrip()


def bars(values: Sequence[float | None], width: int) -> str:
    """The newest values as bars in exactly so many columns, the highest value full; a blank where none is known."""
    heights = glyphs().spark
    shown = values[-width:] if width > 0 else []
    top = max((value for value in shown if value is not None), default=0) or 1
    drawn = (" " if v is None else heights[min(len(heights) - 1, int(v / top * len(heights)))] for v in shown)
    return "".join(drawn).rjust(max(0, width))


class Figures(Widget):
    """Two lines about the service with the cursor."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, classes=classes)
        self._service: ServiceStatus | None = None
        self._course = Course()

    def show(self, service: ServiceStatus, course: Course) -> None:
        """Show a service and how it has been."""
        self._service, self._course = service, course
        self.refresh()

    def render(self) -> Content:
        """Bars with the figure of now; signs with the count of restarts."""
        service = self._service
        if service is None:
            return Content("")
        width = self.content_size.width // 2
        cpu = "" if service.cpu is None else f"{service.cpu:.1f} %"
        memory = "" if service.memory is None else size_text(service.memory)
        restarts = f"{service.restarts} {'restart' if service.restarts == 1 else 'restarts'}"
        return Content.assemble(
            *_line("cpu", list(self._course.cpu), cpu, width),
            *_line("memory", list(self._course.memory), memory, width),
            (f"\n{'health':<{LABEL}}", "$faint"),
            *self._signs(2 * width - LABEL - len(restarts) - 2),
            (f"  {restarts}", "$text-warning" if service.restarts else "$faint"),
        )

    def _signs(self, width: int) -> list[tuple[str, str]]:
        kept = self._course.health
        looks = [service_look(*seen) for seen in islice(kept, max(0, len(kept) - max(0, width)), None)]
        return [(look.glyph, look.color) for look in looks]


def _line(label: str, values: Sequence[float | None], figure: str, width: int) -> list[tuple[str, str]]:
    room = min(SAMPLES, width - LABEL - FIGURE)
    return [
        (f"{label:<{LABEL}}", "$faint"),
        (bars(values, room), "$primary"),
        (f" {figure:<{width - LABEL - max(0, room) - 1}}", ""),
    ]

"""What happened to the services, from the supervisor's journal. It does not look at their health: the engine does."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

from tui.engine.local.logs import POLL_SECONDS, Source, Tail, last_lines
from tui.engine.protocol import ServiceEvent, What

LINES = 2_000
"""Lines of the journal that are read at most."""

_LINE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),(\d{3}) \w+ (.*)")
_SHAPES: tuple[tuple[re.Pattern[str], What], ...] = (
    (re.compile(r"spawned: '(?P<name>[^']+)' with (?P<cause>pid \d+)"), What.STARTED),
    (re.compile(r"exited: (?P<name>\S+) \((?P<cause>[^;)]+)"), What.ENDED),
    (re.compile(r"stopped: (?P<name>\S+) \((?P<cause>[^)]+)\)"), What.STOPPED),
    (re.compile(r"gave up: (?P<name>\S+) entered FATAL state, (?P<cause>.+)"), What.FAILED),
    (re.compile(r"killing '(?P<name>[^']+)' \(\d+\) with (?P<cause>\w+)"), What.SIGNALLED),
)
"""The sentences of supervisord (supervisor/process.py) that tell of a change."""


def event_of(line: str) -> ServiceEvent | None:
    """One line of the journal, whose times are this machine's; None when it tells of no change."""
    found = _LINE.match(line)
    if found is None:
        return None
    for shape, what in _SHAPES:
        if said := shape.match(found[3]):
            at = datetime.strptime(f"{found[1]}.{found[2]}", "%Y-%m-%d %H:%M:%S.%f").astimezone(UTC)
            return ServiceEvent(at, said["name"], what, cause=said["cause"].replace("exit status", "exit code"))
    return None


def events_of(
    journal: Path, services: Collection[str], *, since: datetime | None, follow: bool
) -> Iterator[ServiceEvent]:
    """What the journal tells of some services, then with follow what comes, until the generator is closed."""

    def wanted(lines: Iterator[str]) -> Iterator[ServiceEvent]:
        for line in lines:
            event = event_of(line)
            if event is not None and event.service in services and (since is None or event.at >= since):
                yield event

    tail = Tail("", Source(journal))
    lines = last_lines(journal, LINES, end=tail.position)
    if len(lines) < LINES:
        lines = last_lines(journal.with_name(f"{journal.name}.1"), LINES - len(lines)) + lines
    yield from wanted(iter(lines))
    while follow:
        yield from wanted(line.text for line in tail.read())
        time.sleep(POLL_SECONDS)

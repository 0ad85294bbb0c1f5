"""``events``: what happened to the services."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import UTC, datetime

from tui.engine.moments import moment_of
from tui.engine.protocol import ServiceEvent
from tui.verbs.common import emit, engine_of


def events(arguments: Namespace) -> int:
    """Print what happened, the oldest first; with --json one object on each line."""
    since = moment_of(arguments.since, datetime.now(UTC)) if arguments.since else None
    engine = engine_of(arguments)
    for event in engine.events(arguments.services, since=since, follow=arguments.follow):
        emit(json.dumps(event_json(event), ensure_ascii=False) if arguments.json else sentence(event))
    return 0


def event_json(event: ServiceEvent) -> dict[str, object]:
    """One event in its stable shape."""
    return {
        "time": event.at.isoformat(),
        "service": event.service,
        "container": event.container,
        "what": event.what,
        "cause": event.cause,
    }


def sentence(event: ServiceEvent) -> str:
    """One event on a line, its time as this machine has it."""
    time = event.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    return f"{time}  {event.service or '-':<14} {event.what:<13} {event.cause}".rstrip()

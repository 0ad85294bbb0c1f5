"""``events``: what happened to the services."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import UTC, datetime, timedelta

from schemas.errors import UsageError
from tui.engine.protocol import ServiceEvent
from tui.verbs.common import emit, engine_of

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def events(arguments: Namespace) -> int:
    """Print what happened, the oldest first; with --json one object on each line."""
    since = moment_of(arguments.since, datetime.now(UTC)) if arguments.since else None
    engine = engine_of(arguments)
    for event in engine.events(arguments.services, since=since, follow=arguments.follow):
        emit(json.dumps(event_json(event), ensure_ascii=False) if arguments.json else sentence(event))
    return 0


def moment_of(text: str, now: datetime) -> datetime:
    """A moment: 90s, 10m, 2h or 1d ago, or a date with a time. Raises UsageError for anything else."""
    number, unit = text[:-1], text[-1:]
    try:
        if number.isdecimal() and number.isascii() and unit in _UNITS:
            return now - timedelta(seconds=int(number) * _UNITS[unit])
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(f"{text} is no moment", "such as 10m, 2h, or 2026-01-31T12:00") from None


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

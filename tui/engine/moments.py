"""Moments as people write them: 15m ago, at 14:30, on a date; and stretches of time between two of them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from schemas.errors import UsageError

HINT = "such as 15m, 2h, 14:30, or 2026-01-31T12:00"
"""How a moment can be written."""

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_AGE = re.compile(r"(\d{1,9})([smhd])", re.ASCII)
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", re.ASCII)


def moment_of(text: str, now: datetime) -> datetime:
    """A moment in UTC: 90s, 10m, 2h or 1d ago, the last time that it was 14:30, or a date with a time.

    Without a zone it is by the clock of this machine. Raises UsageError for anything else.
    """
    try:
        if age := _AGE.fullmatch(text):
            return now - timedelta(seconds=int(age[1]) * _UNITS[age[2]])
        if clock := _CLOCK.fullmatch(text):
            at = now.astimezone().replace(
                hour=int(clock[1]), minute=int(clock[2]), second=int(clock[3] or 0), microsecond=0
            )
            return (at if at <= now else at - timedelta(days=1)).astimezone(UTC)
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(f"{text} is no moment", HINT) from None


def range_of(since: str, until: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """From when until when; None where nothing is said. Raises UsageError where there is nothing in between."""
    begin = moment_of(since, now) if since else None
    end = moment_of(until, now) if until else None
    if end is not None and (begin if begin is not None else datetime.min.replace(tzinfo=UTC)) >= end:
        raise UsageError(f"{until} is not after {since}", "name the earlier moment as since")
    if begin is not None and begin > now:
        raise UsageError(f"{since} is still to come", HINT)
    return begin, end


def within(at: datetime | None, since: datetime | None, until: datetime | None) -> bool:
    """Whether something happened in between; what has no known time did not when there are bounds."""
    if at is None:
        return since is None and until is None
    return (since is None or at >= since) and (until is None or at < until)


def zone_name() -> str:
    """The time zone of this machine, as people call it."""
    return datetime.now().astimezone().tzname() or "local time"

"""When a line of a log was written. The supervisor keeps no times, so it is read off the line itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from tui.engine.protocol import LogLine

_ISO = re.compile(
    r"""(?:\[|.{0,80}?"(?:ts|time|timestamp)":\s*")?
    (\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:[.,](\d{1,6})\d*)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?""",
    re.VERBOSE,
)
"""At the begin of a line, in brackets or as a key of JSON: PostgreSQL, gunicorn, Celery, the runtime."""
_VALKEY = re.compile(r"\d+:[A-Z] (\d\d \w{3} \d{4} \d\d:\d\d:\d\d\.\d{1,6})")
_ACCESS = re.compile(r".{0,80}?\[(\d\d/\w{3}/\d{4})[: ](\d\d:\d\d:\d\d)(?: ([+-]\d{4}))?\]")
NARRATION = "launchdeck-runtime: "
"""What the runtime says before the server has set its log up: such a line belongs to what comes next."""


def zone_of(name: str) -> tzinfo:
    """The time zone of that name; UTC, which the runtime takes too, where there is none."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return UTC


def time_of(text: str, zone: tzinfo | None) -> datetime | None:
    """When a line was written, in UTC; None when it does not say. Without a zone it is in this one (None: here)."""
    try:
        if found := _ISO.match(text):
            written = _parsed(f"{found[1]}T{found[2]}.{found[3] or '0':0<6}", found[4] or "", zone)
        elif found := _VALKEY.match(text):
            written = datetime.strptime(found[1], "%d %b %Y %H:%M:%S.%f").astimezone(UTC)
        elif found := _ACCESS.match(text):
            day = datetime.strptime(found[1], "%d/%b/%Y").date().isoformat()
            written = _parsed(f"{day}T{found[2]}", found[3] or "", zone)
        else:
            return None
    except (ValueError, OverflowError):
        return None
    return written


def _parsed(text: str, mark: str, zone: tzinfo | None) -> datetime:
    at = datetime.fromisoformat(f"{text}{'+00:00' if mark in {'Z', 'UTC', 'GMT'} else mark}")
    if at.tzinfo is None and zone is not None:
        at = at.replace(tzinfo=zone)
    return at.astimezone(UTC)


def timed(service: str, texts: Iterable[str], zone: tzinfo | None) -> Iterator[LogLine]:
    """Lines with their times: one that does not say has that of the line before, one of narration of the next."""
    last: datetime | None = None
    waiting: list[str] = []
    for text in texts:
        at = time_of(text, zone)
        if at is None and text.startswith(NARRATION):
            waiting.append(text)
            continue
        last = at or last
        yield from (LogLine(service, one, last) for one in waiting)
        waiting.clear()
        yield LogLine(service, text, last)
    yield from (LogLine(service, one, last) for one in waiting)

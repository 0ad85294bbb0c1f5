"""When a cron expression comes next, in a time zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from celery.schedules import ParseException, crontab

from schemas.errors import LaunchdeckError

DAYS: Final = 366 * 8
"""How far to look: the 29th of February comes within eight years."""


class CronError(LaunchdeckError):
    """The expression or the time zone is none."""


def next_run(expression: str, timezone: str, after: datetime) -> datetime:
    """The next moment after that one, in UTC. Raises CronError, for one that never comes too.

    When both day of month and day of week are restricted, either will do, as cron has it. A time that the change to
    summer time leaves out comes when the clock has moved on; one that comes twice comes once.
    """
    minutes, hours, days, months, weekdays = fields = expression.split() if len(expression.split()) == 5 else [""] * 5
    try:
        parsed = crontab(minutes, hours, day_of_month=days, month_of_year=months, day_of_week=weekdays)
        zone = ZoneInfo(timezone)
    except (ParseException, ValueError):
        raise CronError(f"{expression!r} is no cron expression", "Five fields: minute hour day month weekday") from None
    except (ZoneInfoNotFoundError, OSError):
        raise CronError(f"{timezone!r} is no time zone", "Use one such as Europe/Vienna") from None
    either = not fields[2].startswith("*") and not fields[4].startswith("*")
    first = after.astimezone(zone).date()
    for offset in range(DAYS):
        day = first + timedelta(days=offset)
        in_month, in_week = day.day in parsed.day_of_month, day.isoweekday() % 7 in parsed.day_of_week
        if day.month not in parsed.month_of_year or not (in_month or in_week if either else in_month and in_week):
            continue
        for hour in sorted(parsed.hour):
            for minute in sorted(parsed.minute):
                moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)
                if moment > after:
                    return moment
    raise CronError(f"{expression!r} never comes")

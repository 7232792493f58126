"""The one place where instants become Chinese calendar days.

Rows hold aware UTC instants; people live in Asia/Shanghai, which has had one offset and no summer
time since 1991, so a fixed offset needs no time zone data on the machine.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def local(now: datetime) -> datetime:
    return now.astimezone(SHANGHAI)


def local_day(now: datetime) -> date:
    return local(now).date()


def instant(day: date, at: time) -> datetime:
    """The UTC instant of a Shanghai day and wall-clock time."""
    return datetime.combine(day, at, SHANGHAI).astimezone(UTC)


def week_start(day: date) -> date:
    """Monday of the calendar week."""
    return day - timedelta(days=day.weekday())

"""When to remind whom: times of day, quiet hours, and the ladder for hours that nobody confirms."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from .clock import instant, local, local_day

QUIET_FROM = time(21, 30)
QUIET_UNTIL = time(8)
# A reminder that was missed is still useful for so long.
STILL_USEFUL = timedelta(hours=3)
DIGEST_AT = time(17, 30)
# When school is over; theory that the mentor has left to the school for so many days is worth a message.
TEACHERS_AT = time(16, 30)
TEACHERS_DAYS = 2
# Before the first hours of the day come in.
DEPUTY_AT = QUIET_UNTIL
LADDER_FROM = time(9)
WEEK_AT = time(18, 30)
FRIDAY = 4


class Standing(StrEnum):
    """What a person is to hours that wait: the one awaited, another who may confirm, or in charge."""

    AWAITED = "awaited"
    OTHER = "other"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Rung:
    """After `days` of waiting these persons are told, in place of what they were told before."""

    days: int
    standing: Standing
    until_days: int | None = None


# Day 3 reminds the mentor, day 7 the deputy or second mentor too, day 14 tells the administrators.
LADDER = (
    Rung(3, Standing.AWAITED, until_days=7),
    Rung(7, Standing.AWAITED),
    Rung(7, Standing.OTHER),
    Rung(14, Standing.ADMINISTRATOR),
)


def quiet_until(now: datetime) -> datetime | None:
    """The end of the quiet hours that `now` falls into, in UTC; None by day."""
    here = local(now)
    if here.time() >= QUIET_FROM:
        return instant(here.date() + timedelta(days=1), QUIET_UNTIL)
    return instant(here.date(), QUIET_UNTIL) if here.time() < QUIET_UNTIL else None


def quiet_begins(now: datetime) -> datetime:
    """When today's reminders lose their use, in UTC."""
    return instant(local_day(now), QUIET_FROM)


def minutes_due(now: datetime) -> tuple[int, int]:
    """Reminder times, in minutes after midnight, that have come and are still useful: first and last."""
    here = local(now)
    minute = here.hour * 60 + here.minute
    return max(minute - int(STILL_USEFUL.total_seconds()) // 60, 0), minute


def is_time(at: time, now: datetime) -> bool:
    """Whether today's `at` has come and is still useful."""
    since = now - instant(local_day(now), at)
    return timedelta(0) <= since < STILL_USEFUL


def waited_before(days: int, now: datetime) -> datetime:
    """What has waited since before this instant has waited `days` calendar days or more."""
    return instant(local_day(now) - timedelta(days=days - 1), time(0))


def days_waited(since: datetime, now: datetime) -> int:
    """Calendar days, as people count them."""
    return (local_day(now) - local_day(since)).days

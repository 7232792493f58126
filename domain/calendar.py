"""Working days of the Chinese holiday calendar, 调休 included."""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holidays:
    """What is announced for `years`: weekdays that are free, and weekend days that are worked instead."""

    days_off: frozenset[date]
    work_days: frozenset[date]
    years: frozenset[int]


def is_working_day(day: date, holidays: Holidays) -> bool:
    """Monday to Friday, unless the calendar says otherwise; a year not yet announced has weekdays alone."""
    weekday = day.weekday() < SATURDAY
    if day.year not in holidays.years:
        return weekday
    return day in holidays.work_days or (weekday and day not in holidays.days_off)


def next_working_day(day: date, holidays: Holidays) -> date:
    """The first working day after `day`."""
    following = day + timedelta(days=1)
    while not is_working_day(following, holidays):
        following += timedelta(days=1)
    return following

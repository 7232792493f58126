"""The holiday calendar as announced, from the chinesecalendar package."""

from functools import cache

from chinese_calendar import constants

from domain.calendar import Holidays


@cache
def holidays() -> Holidays:
    """Every year the package has data for; another falls back to weekdays (`domain.calendar`)."""
    days_off = frozenset(constants.holidays)
    return Holidays(days_off, frozenset(constants.workdays), frozenset(day.year for day in days_off))

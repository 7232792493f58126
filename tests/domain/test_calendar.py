"""Working days around the National Day of 2026: 10-01 to 10-07 are free, Saturday 10-10 is worked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Holidays, is_working_day, next_working_day

FREE = frozenset(date(2026, 10, day) for day in range(1, 8))
HOLIDAYS = Holidays(FREE, frozenset({date(2026, 10, 10)}), frozenset({2026}))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
        (date(2026, 10, 17), False),
    ],
)
def test_holidays_and_the_weekends_worked_for_them_count(day: date, worked: bool) -> None:
    assert is_working_day(day, HOLIDAYS) is worked


def test_a_year_not_yet_announced_has_weekdays_alone() -> None:
    assert is_working_day(date(2027, 10, 1), HOLIDAYS)
    assert not is_working_day(date(2027, 10, 2), HOLIDAYS)


def test_the_next_working_day_skips_the_holidays() -> None:
    assert next_working_day(date(2026, 9, 30), HOLIDAYS) == date(2026, 10, 8)
    assert next_working_day(date(2026, 10, 9), HOLIDAYS) == date(2026, 10, 10)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_no_working_day_is_skipped(day: date) -> None:
    following = next_working_day(day, HOLIDAYS)
    between = [day + timedelta(days=step) for step in range(1, (following - day).days)]
    assert is_working_day(following, HOLIDAYS)
    assert not any(is_working_day(other, HOLIDAYS) for other in between)

"""On which days people hear of a deadline."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Holidays, is_working_day
from domain.deadlines import (
    STEPS,
    DeadlineDayOver,
    DeadlineTitleUnfit,
    check_own,
    days_due,
    is_telling_time,
    step_due,
)

NO_HOLIDAYS = Holidays(frozenset(), frozenset(), frozenset())
DAY = date(2026, 12, 31)  # a Thursday
# 国庆 in a small calendar of its own: eight days off, the Saturday after worked instead.
OCTOBER = Holidays(
    frozenset(date(2026, 10, n) for n in range(1, 9)), frozenset({date(2026, 10, 10)}), frozenset({2026})
)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
calendars = st.builds(
    Holidays, st.frozensets(days, max_size=60), st.frozensets(days, max_size=60), st.just(frozenset({2026}))
)


def left(days_left: int) -> int | None:
    """The step on a working day, so many days before the deadline."""
    day = date(2026, 11, 20) + timedelta(days=days_left)
    return step_due(day, date(2026, 11, 20), NO_HOLIDAYS)


@pytest.mark.parametrize("step", STEPS)
def test_on_its_day_each_step_is_due(step):
    assert left(step) == step


def test_a_missed_step_is_made_up_until_the_next():
    assert [left(n) for n in (31, 29, 15, 13, 6, 4, 2)] == [None, 30, 30, 14, 7, 7, 3]
    assert [left(n) for n in (-2, -4, -6, -8, -9, -10)] == [-1, -3, -3, -7, -7, None]


def test_a_step_on_a_day_off_waits_for_the_next_working_day_before_the_deadline():
    deadline = date(2026, 10, 12)  # the Monday after the holidays
    assert step_due(deadline, date(2026, 10, 5), OCTOBER) is None
    assert step_due(deadline, date(2026, 10, 9), OCTOBER) == 3
    assert step_due(deadline, date(2026, 10, 10), OCTOBER) == 3  # a Saturday that is worked
    assert step_due(deadline, date(2026, 10, 11), OCTOBER) == 1  # no working day is left before the deadline


def test_a_deadline_within_the_holidays_is_told_on_days_off():
    assert step_due(date(2026, 10, 4), date(2026, 10, 1), OCTOBER) == 3
    assert step_due(date(2026, 10, 4), date(2026, 10, 4), OCTOBER) == 0
    assert step_due(date(2026, 10, 4), date(2026, 10, 5), OCTOBER) == -1


@given(days, calendars)
def test_steps_follow_each_other_and_none_is_told_after_a_nearer_one(deadline, holidays):
    asked = [deadline + timedelta(days=n) for n in range(-40, 15)]
    due = [step for day in asked if (step := step_due(deadline, day, holidays)) is not None]
    assert due == sorted(due, reverse=True)
    assert {0, -1, -3, -7} <= set(due)


@given(days, calendars, st.integers(0, 45))
def test_a_day_off_before_the_deadline_is_used_only_where_no_working_day_is_left(deadline, holidays, before):
    today = deadline - timedelta(days=before)
    between = [today + timedelta(days=n) for n in range(1, before)]
    if step_due(deadline, today, holidays) is not None and not is_working_day(today, holidays):
        assert not any(is_working_day(day, holidays) for day in between)


@given(days, calendars, st.sets(st.integers(-40, 9), min_size=1))
def test_whenever_one_asks_the_nearest_step_that_has_come_is_told(deadline, holidays, asked):
    """Missed days are made up: what is told on any day asked is the nearest step of the days before it."""
    for offset in asked:
        step = step_due(deadline, deadline + timedelta(days=offset), holidays)
        if step is not None:
            assert step >= -offset
            assert not any(-offset <= nearer < step for nearer in STEPS)


@given(days, calendars)
def test_the_days_due_are_those_that_stand_on_a_step(today, holidays):
    due = dict(days_due(today, holidays))
    for offset in range(-60, 61):
        day = today + timedelta(days=offset)
        assert due.get(day) == step_due(day, today, holidays)


@pytest.mark.parametrize(
    ("hour", "minute", "telling"), [(0, 59, False), (1, 0, True), (13, 29, True), (13, 30, False)]
)
def test_people_are_told_from_nine_until_the_quiet_hours(hour, minute, telling):
    assert is_telling_time(datetime(2026, 11, 20, hour, minute, tzinfo=UTC)) is telling


def test_an_own_deadline_needs_a_day_to_come_and_a_title():
    check_own(DAY, "设备年检", "", DAY)
    with pytest.raises(DeadlineDayOver):
        check_own(DAY, "设备年检", "", DAY + timedelta(days=1))
    with pytest.raises(DeadlineDayOver):
        check_own(DAY + timedelta(days=4000), "设备年检", "", DAY)
    for title, todo in (("", "交材料"), ("标" * 31, ""), ("年检", "交" * 101)):
        with pytest.raises(DeadlineTitleUnfit):
            check_own(DAY, title, todo, DAY)

"""When reminders are due, and when nobody is disturbed."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clock import instant, local, local_day
from domain.reminders import (
    DIGEST_AT,
    LADDER,
    Standing,
    days_waited,
    is_time,
    minutes_due,
    quiet_until,
    waited_before,
)

DAY = date(2026, 11, 20)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
instants = st.integers(0, 2 * 365 * 86400).map(lambda seconds: NEW_YEAR + timedelta(seconds=seconds))


def at(hour: int, minute: int = 0) -> datetime:
    return instant(DAY, time(hour, minute))


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (at(21, 30), instant(date(2026, 11, 21), time(8))),
        (at(23, 59), instant(date(2026, 11, 21), time(8))),
        (at(0, 0), at(8)),
        (at(7, 59), at(8)),
        (at(8, 0), None),
        (at(21, 29), None),
    ],
)
def test_nobody_is_disturbed_between_half_past_nine_and_eight(now, morning):
    assert quiet_until(now) == morning


@given(instants)
def test_the_quiet_hours_end_in_the_morning_and_soon(now):
    morning = quiet_until(now)
    if morning:
        assert timedelta(0) < morning - now <= timedelta(hours=10, minutes=30)
        assert local(morning).time() == time(8)
        assert quiet_until(morning) is None


def test_reminder_times_of_the_last_three_hours_are_due():
    assert minutes_due(at(18, 0)) == (15 * 60, 18 * 60)
    assert minutes_due(at(1, 0)) == (0, 60)


def test_a_missed_digest_is_made_up_for_three_hours():
    assert [is_time(DIGEST_AT, now) for now in (at(17, 29), at(17, 30), at(20, 29), at(20, 30))] == [
        False,
        True,
        True,
        False,
    ]


@given(instants, instants, st.integers(1, 30))
def test_waiting_is_counted_in_calendar_days(since, now, days):
    assert (since < waited_before(days, now)) == (days_waited(since, now) >= days)


def test_written_just_before_midnight_has_waited_a_day_just_after():
    assert days_waited(at(23, 59), at(23, 59) + timedelta(minutes=2)) == 1
    assert local_day(waited_before(1, at(12))) == DAY


def test_the_ladder_is_three_seven_fourteen():
    told = {(rung.days, rung.standing) for rung in LADDER}
    assert told == {
        (3, Standing.AWAITED),
        (7, Standing.AWAITED),
        (7, Standing.OTHER),
        (14, Standing.ADMINISTRATOR),
    }

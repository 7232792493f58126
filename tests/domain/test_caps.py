"""Caps: whatever is claimed, no day and no week holds more, and what is said to be left is exactly that."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.caps import Recorded, room_on
from domain.claims import Claim
from domain.clock import week_start
from domain.errors import Refusal
from domain.hours import check
from domain.hours_refusals import OverDailyCap, OverWeeklyCap
from tests.domain.claims import EMPLOYEE, MONDAY, STUDENT, TERM, at, claim, spanned

LATER = at(12, days=8)
days = st.integers(-2, 8).map(lambda n: MONDAY + timedelta(days=n))
quarters = st.integers(0, 95).map(lambda n: n * 15)
late = st.just("手机坏了")
timed = st.builds(spanned, days, quarters, quarters, reason=late)
untimed = st.builds(claim, days, st.integers(1, 720), reason=late)
limits = st.sampled_from([STUDENT, EMPLOYEE, replace(STUDENT, weekly_minutes=600, night=None)])


def accepted(claims: list[Claim], limits) -> list[Recorded]:
    """What stands after all were told, those that break a rule left out."""
    stands: list[Recorded] = []
    for number, told in enumerate(claims, 1):
        try:
            check(told, TERM, stands, (limits,), now=LATER)
        except Refusal:
            continue
        stands.append(Recorded(number, told.day, told.minutes, told.starts, told.ends))
    return stands


def worked(entry: Recorded) -> set[tuple[date, int]]:
    """Every single minute of a span, by its calendar day."""
    if entry.starts is None or entry.ends is None:
        return set()
    length = (entry.ends - entry.starts) % 1440 or 1440
    minutes = range(entry.starts, entry.starts + length)
    return {(entry.day + timedelta(days=minute // 1440), minute % 1440) for minute in minutes}


@given(st.lists(st.one_of(timed, untimed), max_size=30), limits)
def test_no_day_and_no_week_ever_holds_more_than_its_cap(claims, limits):
    stands = accepted(claims, limits)
    for day in {entry.day for entry in stands}:
        assert sum(entry.minutes for entry in stands if entry.day == day) <= limits.daily_minutes
        week = sum(entry.minutes for entry in stands if week_start(entry.day) == week_start(day))
        assert limits.weekly_minutes is None or week <= limits.weekly_minutes


@given(st.lists(timed, max_size=15))
def test_no_minute_is_ever_worked_twice(claims):
    stands = accepted(claims, EMPLOYEE)
    minutes = [worked(entry) for entry in stands]
    assert len(set().union(*minutes)) == sum(map(len, minutes))


@given(st.lists(untimed, max_size=20), days, st.integers(1, 720), limits)
def test_what_a_refusal_says_is_left_is_exactly_what_is_accepted(claims, day, minutes, limits):
    stands = accepted(claims, limits)
    once_more = partial(claim, day, reason="手机坏了")
    try:
        room = check(once_more(minutes), TERM, stands, (limits,), now=LATER)
        left, told = room.left, [*stands, Recorded(99, day, minutes, None, None)]
    except (OverDailyCap, OverWeeklyCap) as refusal:
        left, told = refusal.cap - refusal.already, stands
    if left:
        assert check(once_more(left), TERM, told, (limits,), now=LATER).left == 0
    with pytest.raises((OverDailyCap, OverWeeklyCap)):
        check(once_more(left + 1), TERM, told, (limits,), now=LATER)


def recorded(*held: tuple[date, int]) -> list[Recorded]:
    return [Recorded(number, day, minutes, None, None) for number, (day, minutes) in enumerate(held, 1)]


def test_the_sample_of_the_day_cap():
    with pytest.raises(OverDailyCap) as refusal:
        check(claim(MONDAY, 540), TERM, recorded((MONDAY, 360)), (STUDENT,), now=at(12))
    assert (refusal.value.cap, refusal.value.already) == (480, 360)


def test_where_the_week_leaves_less_than_the_day_the_week_is_named():
    before = recorded(
        *((MONDAY + timedelta(days=n), 480) for n in range(4)), (MONDAY + timedelta(days=4), 420)
    )
    with pytest.raises(OverWeeklyCap) as refusal:
        check(claim(MONDAY + timedelta(days=5), 61), TERM, before, (STUDENT,), now=at(12, days=1))
    assert (refusal.value.monday, refusal.value.cap - refusal.value.already) == (MONDAY, 60)


def test_a_week_begins_on_monday():
    sunday = MONDAY - timedelta(days=1)
    before = recorded(*((MONDAY - timedelta(days=n), 480) for n in range(1, 6)))
    assert room_on(sunday, before, (STUDENT,)).left == 0
    assert room_on(MONDAY, before, (STUDENT,)).left == 480


def test_a_day_that_holds_too_much_leaves_nothing():
    """Older entries may stem from times when another cap was in force."""
    assert room_on(MONDAY, recorded((MONDAY, 600)), (STUDENT,)).left == 0


def test_employees_have_no_week_cap():
    before = recorded(*((MONDAY + timedelta(days=n), 660) for n in range(4)))
    assert room_on(MONDAY + timedelta(days=4), before, (EMPLOYEE,)).left == 660

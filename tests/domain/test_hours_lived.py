"""No day holds more hours than have gone by of it."""

from datetime import timedelta

import pytest

from domain import hours_refusals as refused
from domain.caps import Recorded
from domain.hours import check
from tests.domain.claims import EMPLOYEE, NOON, TERM, TODAY, at, claim, spanned

YESTERDAY = TODAY - timedelta(days=1)


def checked(told, *recorded, now=NOON):
    return check(told, TERM, list(recorded), (EMPLOYEE,), now=now)


def test_no_more_hours_are_recorded_than_the_day_has_had():
    with pytest.raises(refused.NotYetLived) as refusal:
        checked(claim(minutes=480), now=at(0, 5))
    assert (refusal.value.already, refusal.value.lived) == (0, 5)
    assert checked(claim(minutes=480), now=at(8)).day_total == 480
    assert checked(claim(minutes=480), now=at(7, 55)).day_total == 480
    with pytest.raises(refused.NotYetLived):
        checked(claim(minutes=480), now=at(7, 54))


def test_what_is_recorded_today_took_its_time_too():
    morning = Recorded(7, TODAY, 240, None, None)
    with pytest.raises(refused.NotYetLived) as refusal:
        checked(claim(minutes=240), morning, now=at(6))
    assert (refusal.value.already, refusal.value.lived) == (240, 360)
    with pytest.raises(refused.NotYetLived):
        checked(spanned(TODAY, 3 * 60, 6 * 60), morning, now=at(6))
    assert checked(claim(YESTERDAY, 240), morning, now=at(6)).day_total == 240

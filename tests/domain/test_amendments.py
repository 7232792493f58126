"""An amended entry is the one that was written in time only as long as it claims no more."""

from datetime import timedelta

import pytest

from domain.amendments import in_one_thread
from tests.domain.claims import TODAY, claim, spanned

DAY = TODAY - timedelta(days=60)


def goes_on(before, after, *, confirmed=False, returned=None):
    returned_on = None if returned is None else TODAY - timedelta(days=returned)
    return in_one_thread(before, after, confirmed=confirmed, returned_on=returned_on, today=TODAY)


@pytest.mark.parametrize(
    "after", [claim(DAY), claim(DAY, 60), claim(DAY, content="磨刀"), spanned(DAY, 8 * 60, 12 * 60)]
)
def test_less_or_other_words_are_the_same_entry(after):
    assert goes_on(claim(DAY), after)


@pytest.mark.parametrize(
    "after", [claim(DAY, 241), claim(DAY, category="theory"), claim(DAY + timedelta(days=1))]
)
def test_more_or_something_else_is_written_now(after):
    assert not goes_on(claim(DAY), after)


@pytest.mark.parametrize(
    ("starts", "ends", "same"), [(8, 12, True), (9, 11, True), (7, 11, False), (10, 13, False)]
)
def test_times_lie_within_those_it_had(starts, ends, same):
    assert goes_on(spanned(DAY, 8 * 60, 12 * 60), spanned(DAY, starts * 60, ends * 60)) is same


def test_a_return_reopens_an_entry_for_a_month():
    assert goes_on(claim(DAY), claim(DAY, 480), returned=30)
    assert not goes_on(claim(DAY), claim(DAY, 480), returned=31)
    assert goes_on(claim(DAY), claim(DAY, 60), returned=31)


def test_what_was_confirmed_is_closed():
    assert not goes_on(claim(DAY), claim(DAY, 60), confirmed=True, returned=1)

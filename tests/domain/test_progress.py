"""How far a plan is fulfilled, on 20 November 2026: day 143 of 365."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.progress import Line, Progress

STARTS, ENDS, TODAY = date(2026, 7, 1), date(2027, 6, 30), date(2026, 11, 20)


def progress(
    *lines: tuple[int, int, int], today: date = TODAY, starts: date = STARTS, ends: date = ENDS
) -> Progress:
    """Lines of (required, confirmed, waiting) minutes."""
    return Progress(tuple(Line(str(n), *line) for n, line in enumerate(lines)), starts, ends, today)


def test_the_sample_of_the_product():
    lessons = [(200, 52, 9), (320, 150, 0), (800, 210, 0), (60, 0, 0), (20, 0, 0)]
    now = progress(*((required * 45, done * 45, waits * 45) for required, done, waits in lessons))
    assert (now.confirmed // 45, now.waiting // 45, now.required // 45) == (412, 9, 1400)
    assert (now.done_percent, now.expected_percent) == (29, 39)


def test_more_of_one_category_makes_up_for_no_other():
    now = progress((100, 300, 0), (100, 0, 0))
    assert (now.confirmed, now.credited, now.missing, now.done_percent) == (300, 100, 100, 50)


def test_one_missing_minute_is_not_everything():
    assert progress((9000, 8999, 0)).done_percent == 99
    assert progress((9000, 9000, 0)).done_percent == 100


def test_nothing_recorded_is_nothing_done():
    now = progress((9000, 0, 0))
    assert (now.done_percent, now.missing, now.forecast) == (0, 9000, None)


def test_waiting_hours_do_not_count():
    now = progress((100, 0, 100))
    assert (now.done_percent, now.missing, now.waiting) == (0, 100, 100)


def test_a_plan_without_requirements_misses_nothing():
    assert (progress().done_percent, progress().missing, progress().forecast) == (100, 0, None)


@pytest.mark.parametrize(
    ("today", "percent"),
    [(STARTS - timedelta(days=9), 0), (STARTS, 0), (TODAY, 39), (ENDS, 100), (ENDS + timedelta(days=9), 100)],
)
def test_an_even_pace_starts_at_nothing_and_ends_at_all(today, percent):
    assert progress((100, 0, 0), today=today).expected_percent == percent


def test_an_even_pace_ends_on_the_last_day():
    fifth = STARTS + timedelta(days=4)
    assert progress(
        (100, 50, 0), today=fifth, ends=STARTS + timedelta(days=9)
    ).forecast == STARTS + timedelta(days=9)


def test_half_the_pace_takes_twice_as_long():
    fifth = STARTS + timedelta(days=4)
    assert progress(
        (100, 25, 0), today=fifth, ends=STARTS + timedelta(days=9)
    ).forecast == STARTS + timedelta(days=19)


@pytest.mark.parametrize("today", [STARTS - timedelta(days=1), ENDS + timedelta(days=1)])
def test_outside_the_term_nothing_is_forecast(today):
    assert progress((100, 50, 0), today=today).forecast is None


def test_a_pace_of_a_lifetime_is_no_forecast():
    assert progress((90_000, 45, 0)).forecast is None


@given(st.lists(st.tuples(*[st.integers(0, 50_000)] * 3), max_size=6), st.integers(-400, 800))
def test_the_figures_of_any_plan_agree(lines, day):
    now = progress(*lines, today=STARTS + timedelta(days=day))
    assert now.credited + now.missing == now.required
    assert 0 <= now.done_percent <= 100
    assert 0 <= now.expected_percent <= 100
    assert (now.done_percent == 100) == (now.missing == 0)
    assert now.forecast is None or now.forecast > now.today

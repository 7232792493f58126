"""Moments to come, as people write them."""

from datetime import UTC, datetime

import pytest

from domain.coming_moment import MomentOver, MomentTooFar, MomentUnreadable, coming_moment

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In November 2026, in Shanghai, as UTC."""
    return datetime(2026, 11, day, hour - 8, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2026-11-25 09:00", at(25, 9)),
        ("2026-11-25T09:30", at(25, 9, 30)),
        ("明天 9:00", at(21, 9)),
        ("明天9点", at(21, 9)),
        ("明天下午3点半", at(21, 15, 30)),
        ("11月25日 14:30", at(25, 14, 30)),
        ("25号 8:00", at(25, 8)),
        ("周一 8:30", at(23, 8, 30)),
        ("13:00", at(20, 13)),
        ("9:00", at(21, 9)),
        ("今天 18:00。", at(20, 18)),
    ],
)
def test_a_day_with_a_time_is_a_moment_and_a_time_alone_the_next_one(words, moment):
    assert coming_moment(words, NOON) == moment


@pytest.mark.parametrize("words", ["", "改天", "明天", "明天 25:00", "9", "明天 9:00 以后", "11月25日"])
def test_what_names_no_moment_is_said_so(words):
    with pytest.raises(MomentUnreadable):
        coming_moment(words, NOON)


@pytest.mark.parametrize("words", ["今天 9:00", "2026-11-19 09:00", "今天 12:00", "昨天 18:00"])
def test_what_is_over_is_said_so(words):
    with pytest.raises(MomentOver):
        coming_moment(words, NOON)


def test_a_mistyped_year_is_said_so():
    with pytest.raises(MomentTooFar):
        coming_moment("2062-11-25 09:00", NOON)

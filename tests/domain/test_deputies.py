"""Whom a mentor asks to stand in, and until when. Today is Friday 2026-11-20."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deputies import (
    PeriodPast,
    PeriodTooLong,
    PeriodUnreadable,
    Wish,
    matches,
    read_until,
    read_wish,
)

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("3天", date(2026, 11, 22)),
        ("三天", date(2026, 11, 22)),
        ("３ 天", date(2026, 11, 22)),
        ("1天", TODAY),
        ("今天", TODAY),
        ("明天", date(2026, 11, 21)),
        ("大后天", date(2026, 11, 23)),
        ("一周", date(2026, 11, 26)),
        ("两个星期", date(2026, 12, 3)),
        ("半个月", date(2026, 12, 4)),
        ("一个月", date(2026, 12, 19)),
        ("30天", date(2026, 12, 19)),
        ("到11-25", date(2026, 11, 25)),
        ("至11月25日", date(2026, 11, 25)),
        ("25号", date(2026, 11, 25)),
        ("5号", date(2026, 12, 5)),
        ("到周三", date(2026, 11, 25)),
        ("周五", TODAY),
        ("下周三", date(2026, 11, 25)),
        ("2026-12-01", date(2026, 12, 1)),
    ],
)
def test_a_period_starts_today_and_includes_its_last_day(text, until):
    assert read_until(text, TODAY) == until


@pytest.mark.parametrize("text", ["31天", "两个月", "12-25", "9999天"])
def test_thirty_days_are_the_most(text):
    with pytest.raises(PeriodTooLong):
        read_until(text, TODAY)


@pytest.mark.parametrize("text", ["昨天", "到11-19", "上周三", "本周三"])
def test_a_day_that_has_passed_is_refused(text):
    with pytest.raises(PeriodPast):
        read_until(text, TODAY)


@pytest.mark.parametrize("text", ["0天", "很久", "", "-3天", "2月30日", "到明年"])
def test_what_is_no_period_is_not_guessed(text):
    with pytest.raises(PeriodUnreadable):
        read_until(text, TODAY)


@given(st.integers(1, 30))
def test_any_number_of_days_counts_today(days):
    assert read_until(f"{days}天", TODAY) == TODAY + timedelta(days=days - 1)


@pytest.mark.parametrize(
    "text", ["陈志明 3天", "陈志明3天", "陈志明，3天", "陈志明 到11-22", "陈志明到11-22", "陈志明 到周日"]
)
def test_a_name_and_a_period_are_told_apart(text):
    assert read_wish(text, TODAY) == Wish("陈志明", date(2026, 11, 22))


def test_a_name_alone_leaves_the_period_open():
    assert read_wish("陈志明", TODAY) == Wish("陈志明", None)
    assert read_wish("马到成", TODAY) == Wish("马到成", None)


def test_a_period_alone_leaves_the_name_open():
    assert read_wish("3天", TODAY) == Wish("", date(2026, 11, 22))


@given(st.text(max_size=30))
def test_reading_never_fails_otherwise(text):
    try:
        wish = read_wish(text, TODAY)
    except (PeriodUnreadable, PeriodTooLong, PeriodPast):
        return
    assert wish.until is None or TODAY <= wish.until <= TODAY + timedelta(days=29)


def test_colleagues_are_called_by_name_or_as_master():
    assert matches("陈志明", "陈志明")
    assert matches("陈志明", "陈师傅")
    assert not matches("陈志明", "师傅")
    assert not matches("陈志明", "志明")
    assert not matches("陈志明", "王师傅")

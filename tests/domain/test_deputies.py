"""Whom a mentor asks to stand in, and until when. Today is Friday 2026-11-20."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deputies import (
    PeriodBackwards,
    PeriodPast,
    PeriodTooFar,
    PeriodTooLong,
    PeriodUnreadable,
    matches,
)
from domain.deputy_days import Days, Wish, read_period, read_wish

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
    assert read_period(text, TODAY) == Days(None, until)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("11月24日到28日", "2026-11-24", "2026-11-28"),
        ("十一月二十四日到二十八日", "2026-11-24", "2026-11-28"),
        ("11月24-28日", "2026-11-24", "2026-11-28"),
        ("24到28号", "2026-11-24", "2026-11-28"),
        ("11-24~11-28", "2026-11-24", "2026-11-28"),
        ("从明天到周五", "2026-11-21", "2026-11-27"),
        ("下周一到周三", "2026-11-23", "2026-11-25"),
        ("下周一至下周三", "2026-11-23", "2026-11-25"),
        ("30号到5号", "2026-11-30", "2026-12-05"),
        ("12月30日到1月3日", "2026-12-30", "2027-01-03"),
        ("明天起3天", "2026-11-21", "2026-11-23"),
        ("明天一天", "2026-11-21", "2026-11-21"),
        ("24号开始一周", "2026-11-24", "2026-11-30"),
        ("11-24 3天", "2026-11-24", "2026-11-26"),
        ("下周", "2026-11-23", "2026-11-29"),
        ("这周", "2026-11-20", "2026-11-22"),
    ],
)
def test_a_period_may_begin_later(text, since, until):
    days = Days(date.fromisoformat(since), date.fromisoformat(until))
    assert read_period(text, TODAY) == days
    assert read_wish(f"陈志明 {text}", TODAY) == Wish("陈志明", days)


def test_a_first_day_alone_leaves_the_last_open():
    since = date(2026, 11, 24)
    for text in ("24号起", "从11月24日", "下周二开始"):
        assert read_wish(f"陈志明 {text}", TODAY) == Wish("陈志明", Days(since, None))
    assert read_period("3天", TODAY, since) == Days(since, date(2026, 11, 26))
    assert read_period("到5号", TODAY, since) == Days(since, date(2026, 12, 5))


def test_it_begins_within_ninety_days_and_ends_after_that():
    with pytest.raises(PeriodTooFar):
        read_period("3月1日到3月5日", TODAY)
    with pytest.raises(PeriodBackwards):
        read_period("11月28日到11月24日", TODAY)


@pytest.mark.parametrize("text", ["31天", "两个月", "12-25", "9999天"])
def test_thirty_days_are_the_most(text):
    with pytest.raises(PeriodTooLong):
        read_period(text, TODAY)


@pytest.mark.parametrize("text", ["昨天", "到11-19", "上周三", "本周三", "昨天到明天"])
def test_a_day_that_has_passed_is_refused(text):
    with pytest.raises(PeriodPast):
        read_period(text, TODAY)


@pytest.mark.parametrize("text", ["0天", "很久", "", "-3天", "2月30日", "到明年", "11-24天", "11-24-11-28"])
def test_what_is_no_period_is_not_guessed(text):
    with pytest.raises(PeriodUnreadable):
        read_period(text, TODAY)


@given(st.integers(1, 30))
def test_any_number_of_days_counts_today(days):
    assert read_period(f"{days}天", TODAY).until == TODAY + timedelta(days=days - 1)


@pytest.mark.parametrize(
    "text", ["陈志明 3天", "陈志明3天", "陈志明，3天", "陈志明 到11-22", "陈志明到11-22", "陈志明 到周日"]
)
def test_a_name_and_a_period_are_told_apart(text):
    assert read_wish(text, TODAY) == Wish("陈志明", Days(None, date(2026, 11, 22)))


def test_a_name_alone_leaves_the_period_open():
    assert read_wish("陈志明", TODAY) == Wish("陈志明", Days())
    assert read_wish("马到成", TODAY) == Wish("马到成", Days())


def test_a_period_alone_leaves_the_name_open():
    assert read_wish("3天", TODAY) == Wish("", Days(None, date(2026, 11, 22)))


@given(st.text(max_size=30))
def test_reading_never_fails_otherwise(text):
    try:
        wish = read_wish(text, TODAY)
    except (PeriodUnreadable, PeriodTooLong, PeriodPast, PeriodTooFar, PeriodBackwards):
        return
    since = wish.days.since or TODAY
    assert TODAY <= since <= TODAY + timedelta(days=90)
    assert wish.days.until is None or since <= wish.days.until <= since + timedelta(days=29)


def test_colleagues_are_called_by_name_or_as_master():
    assert matches("陈志明", "陈志明")
    assert matches("陈志明", "陈师傅")
    assert not matches("陈志明", "师傅")
    assert not matches("陈志明", "志明")
    assert not matches("陈志明", "王师傅")

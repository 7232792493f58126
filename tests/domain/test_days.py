"""Days as apprentices name them, told on Saturday 21 November 2026."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.days import DayUnreadable, read_day, week_of

TODAY = date(2026, 11, 21)

READ = {
    "今天": date(2026, 11, 21),
    "今日": date(2026, 11, 21),
    "昨天": date(2026, 11, 20),
    "昨日": date(2026, 11, 20),
    "昨晚": date(2026, 11, 20),
    "前天": date(2026, 11, 19),
    "大前天": date(2026, 11, 18),
    "明天": date(2026, 11, 22),
    "周三": date(2026, 11, 18),
    "週三": date(2026, 11, 18),
    "星期六": date(2026, 11, 21),
    "礼拜天": date(2026, 11, 15),
    "周日": date(2026, 11, 15),
    "上周三": date(2026, 11, 11),
    "上个星期日": date(2026, 11, 15),
    "本周三": date(2026, 11, 18),
    "这周日": date(2026, 11, 22),
    "下周一": date(2026, 11, 23),
    "11-20": date(2026, 11, 20),
    "１１－２０": date(2026, 11, 20),
    "11/20": date(2026, 11, 20),
    "11月20日": date(2026, 11, 20),
    "11月20号": date(2026, 11, 20),
    "11 月 20 日": date(2026, 11, 20),
    "11月20": date(2026, 11, 20),
    "十一月二十日": date(2026, 11, 20),
    "20号": date(2026, 11, 20),
    "廿一号": date(2026, 11, 21),
    "22号": date(2026, 10, 22),
    "31号": date(2026, 10, 31),
    "12-31": date(2025, 12, 31),
    "11-22": date(2025, 11, 22),
    "2026-11-20": date(2026, 11, 20),
    "2026/11/20": date(2026, 11, 20),
    "2026.11.20": date(2026, 11, 20),
    "2026年11月20日": date(2026, 11, 20),
    "20261120": date(2026, 11, 20),
    "２０２６年１１月２０日": date(2026, 11, 20),
}


@pytest.mark.parametrize(("text", "day"), READ.items())
def test_a_day_is_read_as_people_write_it(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "2月30日",
        "13-40",
        "0-5",
        "32号",
        "0号",
        "2-29",
        "2026-02-29",
        "20261301",
        "2026年13月1日",
        "26-11-20",
        "26年11月20日",
        "四五号",
        "上周",
        "上上周三",
        "18-20号",
    ],
)
def test_what_looks_like_a_date_and_is_none_is_refused(text: str) -> None:
    with pytest.raises(DayUnreadable) as refused:
        read_day(text, TODAY)
    assert refused.value.text == text


@pytest.mark.parametrize(
    "text", ["", "4小时", "实操", "8", "11.20", "11-204", "周", "昨天的零件", "8:30-12:00", "²号"]
)
def test_other_words_are_no_day(text: str) -> None:
    assert read_day(text, TODAY) is None


def test_a_leap_day_is_found_within_a_year() -> None:
    assert read_day("2-29", date(2025, 2, 28)) == date(2024, 2, 29)


def test_the_week_runs_from_monday_to_sunday() -> None:
    assert week_of(TODAY) == (date(2026, 11, 16), date(2026, 11, 22))
    assert week_of(date(2026, 11, 16)) == week_of(date(2026, 11, 22))


days = st.dates(date(2001, 1, 1), date(2099, 12, 31))


@given(days, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y年%m月%d号", "%Y%m%d"]))
def test_a_full_date_survives_being_written_down(day: date, form: str) -> None:
    assert read_day(day.strftime(form), TODAY) == day


@given(days, st.integers(0, 364), st.sampled_from(["{}-{}", "{}/{}", "{}月{}日", "{}月{}号", "{:02}-{:02}"]))
def test_a_date_without_a_year_is_the_latest_such_day(today: date, ago: int, form: str) -> None:
    day = today - timedelta(days=ago)
    assert read_day(form.format(day.month, day.day), today) == day


@given(days, st.integers(0, 6))
def test_a_weekday_is_the_latest_such_day(today: date, ago: int) -> None:
    day = today - timedelta(days=ago)
    assert read_day("周" + "一二三四五六日"[day.weekday()], today) == day


@given(days, st.integers(1, 31))
def test_a_day_of_the_month_is_the_latest_such_day(today: date, number: int) -> None:
    day = read_day(f"{number}号", today)
    assert day
    assert day.day == number
    assert 0 <= (today - day).days <= 61


@given(st.text("0123456789-/.年月日号周上一二三十天昨今前 ", max_size=12) | st.text())
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    with suppress(DayUnreadable):
        day = read_day(text, TODAY)
        assert day is None or any(sign in text for sign in "0123456789０１２３４５６７８９天日周号月今昨")

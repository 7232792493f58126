"""A day to come is read as people write it."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.coming_days import coming_day

TODAY = date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("12月31日", date(2026, 12, 31)),
        ("1月15号", date(2027, 1, 15)),
        ("12-31", date(2026, 12, 31)),
        ("11月20日", TODAY),
        ("11月19日", date(2027, 11, 19)),
        ("2027-01-15", date(2027, 1, 15)),
        ("2025年12月31日", date(2025, 12, 31)),
        ("明天", date(2026, 11, 21)),
        ("周三", date(2026, 11, 25)),
        ("下周三", date(2026, 11, 25)),
        ("上周三", date(2026, 11, 11)),
        ("25号", date(2026, 11, 25)),
        ("10号", date(2026, 12, 10)),
        ("１２月３１日", date(2026, 12, 31)),
    ],
)
def test_days_to_come(words, day):
    assert coming_day(f"{words} 设备年检 交报告", TODAY) == (day, "设备年检 交报告")


def test_before_written_behind_the_day_belongs_to_it():
    assert coming_day("12月31日前，交材料", TODAY) == (date(2026, 12, 31), "交材料")


@pytest.mark.parametrize("words", ["设备年检 12月31日", "", "学徒"])
def test_words_without_a_day_in_front_are_left_alone(words):
    assert coming_day(words, TODAY) == (None, words)


def test_a_day_that_does_not_exist_is_none():
    assert coming_day("2月30日 年检", TODAY)[0] is None


@example(date(2020, 2, 1), 1)
@example(date(2021, 1, 30), 2)
@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 364))
def test_any_day_of_the_coming_year_is_read_without_its_year(today, ahead):
    day = today + timedelta(days=ahead)
    if (day.month, day.day) != (2, 29):
        assert coming_day(f"{day.month}月{day.day}日", today)[0] == day
        if ahead < 28:
            assert coming_day(f"{day.day}号", today)[0] == day

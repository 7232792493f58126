"""Figures and days as people here write them."""

from datetime import date

import pytest

from texts import format as written


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (240, "4小时"),
        (90, "1.5小时"),
        (80, "1小时20分"),
        (20, "20分钟"),
        (30, "30分钟"),
        (0, "0小时"),
        (-90, "-1.5小时"),
    ],
)
def test_hours(minutes, words):
    assert written.hours(minutes) == words


@pytest.mark.parametrize(("minutes", "words"), [(240, "5.3"), (180, "4"), (40, "0.9"), (0, "0")])
def test_lessons(minutes, words):
    assert written.lessons(minutes, 45) == words


@pytest.mark.parametrize(
    ("minutes", "most", "least"),
    [(9000, "200", "200"), (8999, "199.9", "200"), (1, "0", "0.1"), (0, "0", "0")],
)
def test_lessons_rounded_to_the_safe_side(minutes, most, least):
    assert (written.lessons_at_most(minutes, 45), written.lessons_at_least(minutes, 45)) == (most, least)


def test_days():
    assert written.long_day(date(2026, 11, 20)) == "11月20日 周五"
    assert written.short_day(date(2026, 7, 1)) == "07-01"


@pytest.mark.parametrize(
    ("starts", "ends", "words"), [(510, 720, "8:30-12:00"), (1320, 0, "22:00-0:00"), (None, None, "")]
)
def test_spans(starts, ends, words):
    assert written.span(starts, ends) == words


def test_categories_stand_in_the_usual_order():
    assert written.categories(("safety", "企业文化", "theory")) == "理论、安全、企业文化"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("车床\n 外圆", "车床 外圆"),
        ("字" * 24, "字" * 24),
        ("字" * 25, "字" * 23 + "…"),
        ("👩‍🔧" * 30, "👩‍🔧" * 7 + "👩‍…"),
    ],
)
def test_long_words_are_cut_to_one_line(text, words):
    assert written.excerpt(text) == words

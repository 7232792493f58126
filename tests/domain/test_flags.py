"""What is flagged, and which words tell that they were copied."""

from datetime import date, timedelta

import pytest

from domain.flags import Flag, flags_of, words_digest
from tests.domain.claims import TODAY, claim, spanned

LONG_WORDS = "车床外圆加工并测量三个台阶轴的直径"
FIRM, OTHER_FIRM = 1, 2


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def flags(told, written_on=TODAY, *, said_before=False, said_by_another=False):
    return flags_of(told, written_on=written_on, said_before=said_before, said_by_another=said_by_another)


def test_an_ordinary_entry_has_no_flag():
    assert flags(claim(days_ago(7), 360)) == ()


def test_what_a_mentor_must_look_at_is_flagged():
    assert flags(claim(days_ago(8), 361, content=LONG_WORDS), said_before=True, said_by_another=True) == (
        Flag.LATE,
        Flag.LONG_UNTIMED,
        Flag.REPEATED,
        Flag.SAME_WORDS,
    )


def test_an_entry_written_in_time_is_not_late_when_it_is_amended():
    assert flags(claim(days_ago(20)), written_on=days_ago(20)) == ()


def test_six_hours_are_long_with_times_or_without():
    assert flags(spanned(TODAY, 480, 480 + 361)) == (Flag.LONG,)
    assert flags(claim(TODAY, 361)) == (Flag.LONG_UNTIMED,)


def test_short_words_of_a_second_entry_are_no_repetition():
    assert flags(claim(content="车床外圆"), said_before=True) == ()


def digest(content, *, day=TODAY, employer=FIRM, category="practice"):
    return words_digest(claim(day, content=content, category=category), employer)


def test_short_words_tell_something_on_one_day_at_one_employer():
    assert digest("车床外圆") == digest("车床，外圆") != ""
    assert digest("车床外圆") != digest("车床外圆", day=days_ago(1))
    assert digest("车床外圆") != digest("车床外圆", employer=OTHER_FIRM)


@pytest.mark.parametrize(
    ("content", "category"), [("装配", "on_the_job"), ("安全教育", "safety"), ("机械识图", "theory")]
)
def test_what_many_honestly_write_is_not_compared(content, category):
    assert digest(content, category=category) == ""


def test_long_words_are_the_same_whatever_their_blanks_and_signs():
    assert digest(f" {LONG_WORDS[:5]}\n{LONG_WORDS[5:]}　") == digest(LONG_WORDS) != ""
    assert digest(f"{LONG_WORDS[:5]}，{LONG_WORDS[5:]}。") == digest(LONG_WORDS)
    assert digest(LONG_WORDS + "１") == digest(LONG_WORDS + "1")
    assert digest(LONG_WORDS + "和长度") != digest(LONG_WORDS)


def test_long_words_are_compared_with_everybody_for_good():
    assert digest(LONG_WORDS) == digest(LONG_WORDS, day=days_ago(30), employer=OTHER_FIRM, category="theory")

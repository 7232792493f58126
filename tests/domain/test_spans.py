"""Times of the day: a span is read only where it has one meaning."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.spans import Span, SpanUnclear, read_span

READ = {
    "8:30-12:00": ("08:30", "12:00", 210),
    "8：30～12：00": ("08:30", "12:00", 210),
    "8:30 — 12:00": ("08:30", "12:00", 210),
    "13:00至17:30": ("13:00", "17:30", 270),
    "8点-12点": ("08:00", "12:00", 240),
    "８點－１２點": ("08:00", "12:00", 240),
    "8-12点": ("08:00", "12:00", 240),
    "8点半到12点": ("08:30", "12:00", 210),
    "八点半到十二点一刻": ("08:30", "12:15", 225),
    "8点05分到12点30": ("08:05", "12:30", 265),
    "从8时到12时": ("08:00", "12:00", 240),
    "上午8点到11点半": ("08:00", "11:30", 210),
    "上午8点到下午5点": ("08:00", "17:00", 540),
    "8点到下午5点": ("08:00", "17:00", 540),
    "早8点到晚5点": ("08:00", "17:00", 540),
    "中午12点到1点半": ("12:00", "13:30", 90),
    "下午1点到5点": ("13:00", "17:00", 240),
    "下午1-5点": ("13:00", "17:00", 240),
    "下午1点到17:00": ("13:00", "17:00", 240),
    "晚上7点到9点": ("19:00", "21:00", 120),
    "上午8点半到12点": ("08:30", "12:00", 210),
    "0:30-4:00": ("00:30", "04:00", 210),
    "02:00-06:00": ("02:00", "06:00", 240),
}

OVERNIGHT = {
    "22:00-02:00": ("22:00", "02:00", 240),
    "22点到6点": ("22:00", "06:00", 480),
    "晚上10点到凌晨2点": ("22:00", "02:00", 240),
    "晚上22:00-02:00": ("22:00", "02:00", 240),
    "晚22:00-6:00": ("22:00", "06:00", 480),
    "20:00-24:00": ("20:00", "00:00", 240),
    "晚上8点到12点": ("20:00", "00:00", 240),
}

UNCLEAR = """
8-12 8~12 8到12 8点-12 8-12:00 8.30-12.00 1点到5点 1:30-5:30
8:30-5:30 12点到1点 11点到1点 7点到晚上9点 上午8点到1点 晚上10点到2点 25:00-26:00
8:60-9:00 8:00-8:00 24:00-8:00 24:30-25:00 下午8点到上午9点
12:00-1:30 晚上20:00-8:30 晚上19点到9点 下午13:00-5:00 四五点到八点 晚上3点到5点
"""


@pytest.mark.parametrize(("text", "expected"), (READ | OVERNIGHT).items())
def test_a_documented_span_is_read(text: str, expected: tuple[str, str, int]) -> None:
    span = read_span(text)
    assert span
    assert (f"{span.start:%H:%M}", f"{span.end:%H:%M}", span.minutes) == expected
    assert span.overnight is (text in OVERNIGHT)


@pytest.mark.parametrize("text", UNCLEAR.split())
def test_a_span_with_two_meanings_or_none_is_refused(text: str) -> None:
    with pytest.raises(SpanUnclear) as refused:
        read_span(text)
    assert refused.value.text == text


@pytest.mark.parametrize(
    "text", ["", "昨天", "4小时", "8-12小时", "8点", "2026-11-20", "车床-外圆", "8:30-", "-12:00", "三-五班"]
)
def test_other_words_are_no_span(text: str) -> None:
    assert read_span(text) is None


def test_a_span_tells_its_minutes_after_midnight() -> None:
    assert (Span(time(22), time(2)).starts, Span(time(22), time(2)).ends) == (1320, 120)


@given(st.integers(0, 1439), st.integers(1, 720), st.sampled_from(["-", "~", "到", "至", " - ", "——", "～"]))
def test_the_24_hour_clock_survives_being_written_down(start: int, length: int, to: str) -> None:
    end = (start + length) % 1440
    span = read_span(f"{start // 60:02}:{start % 60:02}{to}{end // 60:02}:{end % 60:02}")
    assert span
    assert (span.starts, span.ends, span.minutes) == (start, end, length)


@given(st.text("0123456789:：点时半到至-~上下午晚分刻十一二 ", max_size=12) | st.text())
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    with suppress(SpanUnclear):
        span = read_span(text)
        assert span is None or 0 < span.minutes < 1440

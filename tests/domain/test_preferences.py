"""When to be reminded, as people say it."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from domain.preferences import PauseTooLong, QuietHours, Wish, read_wish


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("20:00", time(20)),
        ("２０：３０", time(20, 30)),
        ("20点", time(20)),
        ("20点半", time(20, 30)),
        ("晚上8点", time(20)),
        ("晚上八点半", time(20, 30)),
        ("下午6点", time(18)),
        ("中午12点", time(12)),
        ("每天 19:15", time(19, 15)),
        ("8:00", time(8)),
        ("21:29", time(21, 29)),
    ],
)
def test_a_time_is_read(words, at):
    assert read_wish(words) == Wish(at=at)


@pytest.mark.parametrize("words", ["21:30", "22点", "7:59", "6点", "0:00", "凌晨2点", "晚上10点"])
def test_nobody_is_disturbed_in_the_quiet_hours(words):
    with pytest.raises(QuietHours):
        read_wish(words)


@pytest.mark.parametrize("words", ["开", "打开", "恢复"])
def test_on(words):
    assert read_wish(words) == Wish(on=True)


@pytest.mark.parametrize("words", ["关", "关闭。", "不要"])
def test_off(words):
    assert read_wish(words) == Wish(on=False)


@pytest.mark.parametrize(
    ("words", "days"), [("暂停 3天", 3), ("暂停三天", 3), ("停两周", 14), ("暂停1个星期", 7)]
)
def test_a_pause_is_counted_in_days(words, days):
    assert read_wish(words) == Wish(pause_days=days)


@pytest.mark.parametrize("words", ["暂停 0天", "暂停 61天", "暂停 10周"])
def test_a_pause_has_its_limit(words):
    with pytest.raises(PauseTooLong):
        read_wish(words)


@pytest.mark.parametrize(
    "words", ["每天", "20", "24:00", "8:60", "晚上12点", "25点", "暂停", "明天", "8点到9点", "😀"]
)
def test_anything_else_is_no_wish(words):
    assert read_wish(words) is None


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text):
    with suppress(Refusal):
        read_wish(text)

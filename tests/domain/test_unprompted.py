"""Hours told without the word 学时, on Friday 20 November 2026."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from domain.sentence import Draft, read_hours
from domain.sentence_refusals import BreakInside, TwoAmounts
from domain.unprompted import read_unprompted, without_fillers

TODAY = date(2026, 11, 20)
AMOUNTS = (
    "4小时",
    "4个小时",
    "4h",
    "一个半小时",
    "3个钟",
    "240分钟",
    "5学时",
    "半小时",
    "8:00-12:00",
    "下午1点到5点",
)
DAYS = ("", "今天", "昨天", "周三", "11-18", "18号")
CATEGORIES = ("实操", "岗位", "理论", "安全")
CONTENTS = ("车床外圆", "装配", "识图", "20个螺丝", "3号车间巡检", "")


def read(text: str) -> Draft | None:
    return read_unprompted(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "minutes", "category", "content"),
    [
        ("今天4个小时实操", 240, "practice", ""),
        ("今天 4小时 实操 车床", 240, "practice", "车床"),
        ("4小时岗位", 240, "on_the_job", ""),
        ("实操4小时车床", 240, "practice", "车床"),
        ("今天下午实操三个小时", 180, "practice", ""),
        ("今天下午，实操三个小时，车床外圆", 180, "practice", "车床外圆"),
        ("我今天实操4小时车床", 240, "practice", "车床"),
        ("今天做了4小时实操", 240, "practice", ""),
        ("今天我上了2小时理论课", 120, "theory", ""),
        ("今天上午学习了2个小时理论", 120, "theory", ""),
        ("我今天下午忙了3小时岗位", 180, "on_the_job", ""),
        ("今天8点到12点在岗位", 240, "on_the_job", ""),
        ("3个钟 岗位 装配", 180, "on_the_job", "装配"),
    ],
)
def test_a_duration_and_a_category_are_hours(text, minutes, category, content):
    told = read(text)
    assert (told.day or TODAY, told.minutes, told.category, told.content) == (
        TODAY,
        minutes,
        category,
        content,
    )


def test_last_nights_hours_are_yesterdays():
    assert read("昨晚 22:00-02:00 岗位 装配").day == TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    "text",
    [
        "4小时实操够吗",
        "4小时实操？",
        "今天能记4小时实操吗",
        "4小时 实操 怎么记",
        "要4小时实操",
        "还差4小时实操",
        "没做 4小时实操",
        "师傅说 4小时 实操",
        "车床外圆 4小时 实操",
        "请假4小时 岗位",
        "岗位证 4小时",
        "4小时",
        "上课2小时",
        "实操",
        "安全第一",
        "今天 8:30-12:00 开会",
        "收到",
        "",
    ],
)
def test_what_may_mean_something_else_is_left_alone(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "why"), [("实操 8:00-12:00 休息1小时", BreakInside), ("理论4小时 实操3小时", TwoAmounts)]
)
def test_hours_that_are_not_clear_are_refused_as_hours(text, why):
    with pytest.raises(why):
        read(text)


@given(
    day=st.sampled_from(DAYS),
    head=st.permutations(range(2)),
    amount=st.sampled_from(AMOUNTS),
    category=st.sampled_from(CATEGORIES),
    content=st.sampled_from(CONTENTS),
    gap=st.sampled_from((" ", "，", "　")),
)
def test_every_documented_amount_is_read_as_behind_the_word(day, head, amount, category, content, gap):
    parts = (amount, category)
    text = gap.join(filter(None, (day, parts[head[0]], parts[head[1]], content)))
    assert read(text) == read_hours(text, today=TODAY)


@given(day=st.sampled_from(DAYS), content=st.text("车床外圆装配检查 ，。3号", max_size=12))
def test_without_an_amount_or_a_category_nothing_is_hours(day, content):
    with suppress(Refusal):
        assert read(f"{day} 4小时 {content}") is None
    with suppress(Refusal):
        assert read(f"{day} 实操 {content}") is None


@given(text=st.text("今昨天我做了上课4个半小时8:00-12实操岗位理论 ，吗？车床没", max_size=30))
def test_nothing_is_heard_that_the_word_would_not_hear(text):
    with suppress(Refusal):
        told = read(text)
        if told:
            assert told == read_hours(without_fillers(text, TODAY, ("实操", "岗位", "理论")), today=TODAY)
            assert told.minutes
            assert told.category


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("上课2小时", " 2小时"),
        ("我做了2小时", " 2小时"),
        ("今天上班8小时", "今天 8小时"),
        ("学习了4个小时", " 4个小时"),
        ("今天上午学习了4个小时", "今天 上午4个小时"),
        ("昨天下午做了2点到5点", "昨天 下午2点到5点"),
        ("今天下午2点到5点", "今天下午2点到5点"),
        ("练习3小时工件", "练习3小时工件"),
        ("做了检查", "做了检查"),
        ("昨晚 22:00-02:00", "昨晚 22:00-02:00"),
    ],
)
def test_only_words_before_an_amount_are_left_out(text, rest):
    assert without_fillers(text, TODAY) == rest

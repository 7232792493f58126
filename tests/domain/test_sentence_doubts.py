"""Numbers of a sentence that are content, are asked for, or are refused; told on Saturday 21 November 2026."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.amounts import AmountUnclear, AmountUnreadable, read_minutes
from domain.days import DayUnreadable
from domain.errors import Refusal
from domain.sentence import CATEGORIES, Draft, read_hours
from domain.sentence_refusals import TwoAmounts, TwoDays
from domain.spans import SpanUnclear, read_span

TODAY = date(2026, 11, 21)
YESTERDAY = TODAY - timedelta(days=1)


def read(text: str) -> Draft:
    return read_hours(text, today=TODAY, categories=CATEGORIES)


@pytest.mark.parametrize(
    "content",
    [
        "车 20个螺丝",
        "练习3小时工件",
        "3小时工件 2件",
        "24小时制讲解",
        "8-12 毫米钻头",
        "11-21 图纸",
        "3号机床",
        "20号车床打孔",
        "90分 优秀",
        "6H 螺纹",
        "8小时工作制",
        "安全操作规程",
        "昨天的零件返工",
        "周日常点检",
        "4²mm 方料，倒角",
        "𠮷野家👍  外圆\n第二行",
        "-5℃ 冷却",
        "a@b.cn ]]> <xml>",
        "说明:见原因:无",
    ],
)
def test_content_may_hold_numbers_and_stays_as_written(content: str) -> None:
    assert read(f"4小时 实操 {content}") == Draft(None, 240, None, "practice", content)
    assert read(f"昨天，实操，4小时，{content}  ") == Draft(YESTERDAY, 240, None, "practice", content)


@pytest.mark.parametrize(
    ("text", "content"),
    {
        "安全 24小时制讲解": "24小时制讲解",
        "安全 8小时工作制 讲解": "8小时工作制 讲解",
        "实操 3小时样件 4小时": "3小时样件 4小时",
        "实操 4小时半成品加工": "4小时半成品加工",
        "实操 4小时十分认真": "4小时十分认真",
        "实操 一个半成品": "一个半成品",
        "实操 3小时内完成": "3小时内完成",
        "实操 大约 4小时": "大约 4小时",
        "实操 四、五小时": "四、五小时",
        "实操 休息 1小时": "休息 1小时",
        "岗位 两天 8小时": "两天 8小时",
        "实操 6H螺纹": "6H螺纹",
        "实操 螺纹 6H": "螺纹 6H",
        "实操 8-12点检查": "8-12点检查",
        "实操 小时候": "小时候",
    }.items(),
)
def test_an_amount_that_may_be_part_of_other_words_is_asked_for(text: str, content: str) -> None:
    draft = read(text)
    assert (draft.minutes, draft.content) == (None, content)


@pytest.mark.parametrize(
    ("text", "draft"),
    {
        "4小时安全帽检查": Draft(None, 240, None, None, "安全帽检查"),
        "4小时安全检查 实操": Draft(None, 240, None, "practice", "安全检查"),
        "安全带检查 4小时 实操": Draft(None, 240, None, "practice", "安全带检查"),
        "20号车床 4小时 实操": Draft(None, 240, None, "practice", "20号车床"),
        "4小时 3分厂 实操": Draft(None, 240, None, "practice", "3分厂"),
        "周日常点检 4小时 岗位": Draft(None, 240, None, "on_the_job", "周日常点检"),
    }.items(),
)
def test_a_word_is_not_torn_apart(text: str, draft: Draft) -> None:
    assert read(text) == draft


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("-8小时 实操 车床", AmountUnreadable),
        ("−８小时实操车床", AmountUnreadable),
        ("昨天-8小时 实操", AmountUnreadable),
        ("0小时 实操", AmountUnreadable),
        ("0 实操", AmountUnreadable),
        ("1e3小时 实操", AmountUnreadable),
        ("1e3 实操", AmountUnreadable),
        ("∞ 实操", AmountUnreadable),
        ("∞小时 实操", AmountUnreadable),
        ("NaN小时 实操", AmountUnreadable),
        ("99999小时 实操", AmountUnreadable),
        ("1234567 实操", AmountUnreadable),
        ("4-5小时 实操", AmountUnreadable),
        ("4小时-5小时 实操", AmountUnreadable),
        ("4小时+2小时 实操", AmountUnreadable),
        ("四五小时 实操", AmountUnreadable),
        ("约4小时 实操", AmountUnreadable),
        ("好几个小时 实操", AmountUnreadable),
        ("½小时 实操", AmountUnreadable),
        ("1/2小时 实操", AmountUnreadable),
        ("0.33小时 实操", AmountUnreadable),
        ("11-204小时 实操", AmountUnreadable),
        ("实操 车床 0小时", AmountUnreadable),
        ("8 实操 车床", AmountUnclear),
        ("８．５ 实操 车床", AmountUnclear),
        ("4,5小时 实操", AmountUnclear),
        ("实操 4 5小时", AmountUnclear),
        ("8-12 实操 车床", SpanUnclear),
        ("8~12 实操 车床", SpanUnclear),
        ("1点到5点 实操", SpanUnclear),
        ("8.30-12.00 实操", SpanUnclear),
        ("8:30-5:30 实操", SpanUnclear),
        ("2月30日 4小时 实操", DayUnreadable),
        ("13-40 4小时 实操", DayUnreadable),
        ("26-11-20 4小时 实操", DayUnreadable),
        ("4小时 3小时 实操", TwoAmounts),
        ("4小时 4小时 实操", TwoAmounts),
        ("4小时2小时实操", TwoAmounts),
        ("4小时 实操 2小时 理论", TwoAmounts),
        ("4小时实操2小时理论", TwoAmounts),
        ("8:00-12:00 3小时 实操", TwoAmounts),
        ("8:30-12:00 13:30-17:30 实操", TwoAmounts),
        ("3小时 车床 4小时 实操", TwoAmounts),
        ("昨天 今天 4小时 实操", TwoDays),
        ("周一到周五 8小时 岗位", TwoDays),
        ("8小时 岗位 周一到周五", TwoDays),
        ("昨天和今天 8小时 岗位", TwoDays),
        ("11月18日-20日 8小时 岗位", TwoDays),
        ("11-18~11-20 8小时 岗位", TwoDays),
        ("18号、20号 8小时 岗位", TwoDays),
        ("18-20号 8小时 岗位", DayUnreadable),
        ("上周 8小时 岗位", DayUnreadable),
        ("上上周三 8小时 岗位", DayUnreadable),
        ("8小时 18-20号 岗位", DayUnreadable),
        ("昨天 4小时 实操 周三 车床", TwoDays),
    ],
)
def test_a_sentence_with_a_doubtful_number_is_refused(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read(text)


def test_a_refusal_tells_both_amounts_and_both_days() -> None:
    with pytest.raises(TwoAmounts) as amounts:
        read("4小时 实操 90分钟 理论")
    assert (amounts.value.first, amounts.value.second) == (240, 90)
    with pytest.raises(TwoDays) as days:
        read("昨天 今天 4小时")
    assert (days.value.first, days.value.second) == (YESTERDAY, TODAY)


PIECES = """
昨天 周三 11-20 20号 4小时 4 8-12点 8:30-12:00 -8 小时 学时 半 个 一 两 十 . - ~ 到 点 分
车床 制 内 实操 安全 理论 ， @ 原因：
"""
pieces = st.sampled_from([" ", *PIECES.split()])


def minutes_of(words: str) -> int | None:
    try:
        span = read_span(words)
        return span.minutes if span else read_minutes(words)
    except Refusal:
        return None


def written_in(text: str) -> set[int | None]:
    """Every amount that some stretch of the text is by itself, where no number or sign runs into it."""
    stretches = ((start, end) for start in range(len(text)) for end in range(start + 1, len(text) + 1))
    return {
        minutes_of(text[start:end])
        for start, end in stretches
        if not text[:start].endswith((".", "-", "~", *"0123456789"))
    }


@given(st.lists(pieces, max_size=8).map("".join))
def test_an_amount_is_never_made_up(text: str) -> None:
    try:
        draft = read(text)
    except Refusal:
        return
    assert draft.minutes is None or draft.minutes in written_in(text)


@given(st.text())
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    try:
        draft = read(text)
    except Refusal:
        return
    assert draft.content in text or draft.place or draft.reason


@pytest.mark.parametrize(
    "piece",
    [
        "8",
        "四",
        "4小时",
        "4小时 ",
        "8-12 ",
        "昨天 ",
        "安全 ",
        "安全",
        "4 ",
        " ",
        "，",
        "@",
        "地点：",
        "原因：",
        "早 ",
        "-",
        "8:",
        "h",
    ],
)
def test_a_very_long_text_takes_no_time(piece: str) -> None:
    begun = time.perf_counter()
    for text in (piece * 30_000, "4小时" + piece * 30_000, piece * 30_000 + " 4小时"):
        try:
            read(text)
        except Refusal:
            continue
    assert time.perf_counter() - begun < 3

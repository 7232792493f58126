"""Content that may change the amount or the day is asked about; told on Friday 20 November 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.amounts import AmountUnreadable
from domain.doubts import refuse_time_as_content
from domain.errors import Refusal
from domain.sentence import Draft, read_hours
from domain.sentence_refusals import AmountDoubtful, BreakInside, DayInContent, TwoAmounts
from domain.spans import SpanUnclear

TODAY = date(2026, 11, 20)


def read(text: str) -> Draft:
    return read_hours(text, today=TODAY)


AMOUNTS = """
扣30分钟;加班2小时;再加2小时;应该是5小时;不对 5小时;不对，5小时;-30分钟;+1小时;请假1小时;2h;-2h;扣30分
车床（2小时）;2小时/天;5小时才对;1.5H;铣床2小时;加班2小时装配;13:00-16:00;和13:00-16:00;下午1点到4点;两个半钟
"""
SHARES = "减半 除2 乘2 翻倍 每人 缺勤 旷工 请假 没做 打折 一半 请假了 减1 差1 左右 不到 共3天 两天 x3天"
BREAKS = "休息1小时;中午休息1小时;中午休息 1小时;1小时午休;午饭30分钟;休息1小时后继续;扣除休息1小时"
DAYS = "昨天 补昨天 11月19日 11-18 18号 周三 上周五 前天 是昨天 11/18 2026-11-18 昨晚 明天 昨天的 昨天做的 是昨天的课 （昨天） 前天补的"
STARTS = ["4小时 实操", "实操 4小时", "8:00-12:00 实操", "实操4小时", "昨晚 4小时 岗位"]
trade_words = st.lists(
    st.sampled_from(["车床", "外圆", "3号车间", "20个螺丝", "6H", "减速器装配", "M10", "练习"]), max_size=3
)


def _pieces(text: str) -> st.SearchStrategy[str]:
    return st.sampled_from(text.replace("\n", ";").strip(";").split(";"))


@given(st.sampled_from(STARTS), trade_words, _pieces(f"{AMOUNTS.strip()};{BREAKS}"), trade_words)
def test_a_second_amount_anywhere_in_the_content_is_never_lost(
    start: str, before: list[str], piece: str, after: list[str]
) -> None:
    with pytest.raises((TwoAmounts, BreakInside, AmountUnreadable, SpanUnclear)):
        read(" ".join([start, *before, piece, *after]))


@given(st.sampled_from(STARTS), trade_words, st.sampled_from(SHARES.split()), trade_words)
def test_words_that_change_the_amount_are_never_kept_as_content(
    start: str, before: list[str], piece: str, after: list[str]
) -> None:
    with pytest.raises(AmountDoubtful):
        read(" ".join([start, *before, piece, *after]))


@given(st.sampled_from(STARTS[:4]), trade_words, st.sampled_from(DAYS.split()), trade_words)
def test_a_day_in_the_content_is_never_taken_for_today(
    start: str, before: list[str], piece: str, after: list[str]
) -> None:
    line = " ".join([start, *before, piece, *after])
    try:
        draft = read(line)
    except DayInContent:
        assert read(f"前天 {start} {' '.join(['车床', *before, piece, *after])}").day == date(2026, 11, 18)
        return
    except Refusal:
        pytest.fail(f"{line} is about a day")
    assert draft.day is not None
    assert piece not in draft.content


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("8:00-17:00 实操 车床 休息1小时", BreakInside),
        ("实操 8:00-17:00 中午休息1小时 车床", BreakInside),
        ("8:00-17:00 中午休息1小时 实操 车床", BreakInside),
        ("8:00-17:00 实操 车床 中午休息", BreakInside),
        ("理论4小时 实操3小时 车床", TwoAmounts),
        ("4小时 理论 实操3小时", TwoAmounts),
        ("8:00-12:00 实操 车床 13:00-17:00 铣床", TwoAmounts),
        ("实操 4小时x2 车床", AmountDoubtful),
        ("实操 4小时x2车床", AmountDoubtful),
        ("实操 4小时 x2 车床", AmountDoubtful),
        ("实操 4小时 ×2 车床", AmountDoubtful),
        ("实操 4小时每人 车床", AmountDoubtful),
        ("实操 4小时人 车床", AmountDoubtful),
        ("实操 4小时 +1 车床", AmountDoubtful),
        ("实操 4h 30 车床", AmountUnreadable),
        ("实操 4小时 30 车床", AmountUnreadable),
        ("2小时5分30秒 实操", AmountUnreadable),
        ("2小时 5分30秒 实操", AmountUnreadable),
        ("4小时 实操 车床 1点到5点", SpanUnclear),
        ("4小时 实操 车床 扣0小时", AmountUnreadable),
    ],
)
def test_what_may_change_the_amount_is_refused(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        read(text)
    assert len(getattr(refused.value, "text", "")) <= 20


@pytest.mark.parametrize(
    "content",
    [
        "减速器装配",
        "6H 减速器",
        "加工错位检查",
        "休息室打扫",
        "请假制度学习",
        "去除2个毛刺",
        "螺丝 x20",
        "M10-6H 螺纹",
        "45 钢车削",
        "每周三点检",
        "每周三 点检",
        "昨天的零件返工",
        "8月12日出厂的机床",
        "车床 今天",
        "11-20 图纸",
        "20号 机床",
        "3分厂 装配",
        "12-25 图纸",
    ],
)
def test_numbers_of_the_trade_stay_content(content: str) -> None:
    assert read(f"4小时 实操 {content}") == Draft(None, 240, None, "practice", content)


@pytest.mark.parametrize("content", ["18号 机床", "11-18 图纸", "昨天 的零件"])
def test_with_a_day_of_its_own_the_sentence_may_speak_of_other_days(content: str) -> None:
    assert read(f"今天 4小时 实操 车 {content}") == Draft(TODAY, 240, None, "practice", f"车 {content}")


@pytest.mark.parametrize("hours", ["4小时整", "4小时正"])
def test_an_exact_amount_is_no_other(hours: str) -> None:
    assert read(f"实操 {hours} 车床").minutes == 240


@pytest.mark.parametrize(
    "words", ["2小时前", "8点", "8点半", "第3条 3小时", "大约 3小时", "增加 1小时", "8:30", "3个钟"]
)
def test_words_about_time_are_no_mere_content(words: str) -> None:
    with pytest.raises(AmountUnreadable):
        refuse_time_as_content(words)


@pytest.mark.parametrize("words", ["车床外圆", "3点焊接", "20个螺丝", "11-20 图纸", "点检"])
def test_words_about_the_trade_are(words: str) -> None:
    refuse_time_as_content(words)


def test_a_day_of_a_year_ago_is_asked_about_too() -> None:
    far = TODAY - timedelta(days=300)
    with pytest.raises(DayInContent):
        read(f"4小时 实操 车床 {far:%Y-%m-%d}")

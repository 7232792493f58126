"""What a person reads where an amount, a day or a number can't be read, or may be more than one."""

from datetime import date, timedelta

import pytest

from domain import amounts, days, spans
from domain import sentence_refusals as sentence
from texts import refusals, refusals_language

TODAY = date(2026, 11, 20)

SENTENCES = [
    (
        amounts.AmountUnreadable("-8小时"),
        "没看懂时长“-8小时”。请这样写：4小时、一个半小时、240分钟、5学时，或 8:30-12:00。",
    ),
    (amounts.AmountUnclear("4"), "“4”是几小时还是几学时？请写单位，例如 4小时 或 4学时。"),
    (
        spans.SpanUnclear("8-12"),
        "没看懂时间“8-12”。请用 24小时制写清起止，例如 8:30-12:00 或 13:00-17:30，也可以写 下午1点到5点。",
    ),
    (
        days.DayUnreadable("2月30日"),
        "没看懂日期“2月30日”，或一年内没有这一天。请这样写：昨天、周三、11-20、11月20日。",
    ),
    (
        sentence.TwoAmounts(240, 120),
        "这一句里有 4小时和 2小时，不知道该记哪个。一次只记一条，两段请分两条发，例如：学时 4小时 实操 车床外圆",
    ),
    (
        sentence.TwoAmounts(240, 240),
        "这一句里有两次 4小时，不知道该记哪个。一次只记一条，两段请分两条发，例如：学时 4小时 实操 车床外圆",
    ),
    (
        sentence.TwoDays(TODAY, TODAY - timedelta(days=1)),
        "这一句里有 11月20日 周五和 11月19日 周四，不知道该记哪天。请一次只写一天，例如：学时 昨天 4小时 实操 车床外圆",
    ),
    (
        sentence.LongSentence(2501, 2500),
        "这一句有 2501 个字，最多 2500 个。请写短一些再发，例如：学时 4小时 实操 车床外圆",
    ),
    (
        sentence.EntryNumberUnreadable("那条"),
        "没看懂编号“那条”。请只写数字，例如 128。不知道编号，请回“我的学时”。",
    ),
    (
        sentence.AmountDoubtful("减半"),
        "“减半”会改变时长吗？不知道该记多少。请只写最后算好的时长，例如：学时 4小时 实操 车床外圆",
    ),
    (
        sentence.BreakInside("休息1小时"),
        "“休息1小时”要扣掉吗？中间有休息请分两条记，例如先发：学时 8:00-12:00 实操 车床外圆，再发：学时 13:00-17:00 实操 车床外圆",
    ),
    (
        sentence.DayInContent("18号"),
        "“18号”是训练的日期吗？请把日期写在最前面，例如：学时 18号 4小时 实操 车床外圆。不是日期的话，请在最前面写明训练的那天，例如“今天”。",
    ),
]


@pytest.mark.parametrize(("refusal", "said"), SENTENCES, ids=lambda value: getattr(value, "code", ""))
def test_the_sentence(refusal, said):
    assert refusals.sentence(refusal) == said


def test_every_sentence_of_the_language_is_read_here():
    assert {refusal.code for refusal, _ in SENTENCES} == refusals_language.SENTENCES.keys()

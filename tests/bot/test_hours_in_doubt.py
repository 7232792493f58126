"""What may mean another amount, day or entry is asked about in chat, and nothing is recorded or changed."""

from datetime import timedelta

import pytest

from models.hours import HoursEntry
from tests.bot.test_log_dialog import AMOUNT, CONTENT, stored, talk
from tests.cast import NOON
from tests.conversation import say

BEFORE_MIDNIGHT = NOON.replace(hour=15, minute=58)
AFTER_MIDNIGHT = BEFORE_MIDNIGHT + timedelta(minutes=4)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("学时 8:00-17:00 实操 车床 休息1小时", "中间有休息请分两条记"),
        ("学时 理论4小时 实操3小时 车床", "两段请分两条发"),
        ("学时 8:00-12:00 实操 车床 13:00-17:00 铣床", "两段请分两条发"),
        ("学时 4小时 实操 车床 昨天", "请把日期写在最前面"),
        ("学时 4小时 实操 车床 加班2小时", "不知道该记哪个"),
        ("学时 实操 4小时 减半 车床", "请只写最后算好的时长"),
        ("学时 实操 4h 30 车床", "没看懂时长"),
        ("学时 4小时 实操 " + "车" * 2500, "最多 2500 个"),
    ],
)
async def test_a_line_in_doubt_is_not_recorded(shop, line, why):
    assert why in await say(shop.lin, line)
    assert not await HoursEntry.exists()


@pytest.mark.parametrize(
    "change",
    [
        "+1小时",
        "-1小时",
        "＋1小时",
        "加1小时",
        "增加 1小时",
        "少 1小时",
        "2小时前",
        "8点",
        "第3条 3小时",
        "编号3 3小时",
        "大约 3小时",
        "车床 8:30",
        "少记了 1小时",
        "再加 1小时",
        "缩短 30分钟",
    ],
)
async def test_a_change_in_doubt_changes_nothing(shop, change):
    await shop.entry(shop.lin)
    for line in (f"改 1 {change}", f"改 1，{change}"):
        assert "没看懂" in await say(shop.lin, line)
    assert await stored() == ("11-19", 240, "practice", "车床外圆")


@pytest.mark.parametrize("change", ["改成3小时", "应该是 3小时", "3个钟"])
async def test_a_change_may_be_worded_as_one(shop, change):
    await shop.entry(shop.lin)
    assert "已改" in await say(shop.lin, f"改 1 {change}")
    assert await stored() == ("11-19", 180, "practice", "车床外圆")


@pytest.mark.parametrize("amount", ["改成5小时", "应该是5小时", "5小时"])
async def test_another_amount_is_no_content(shop, amount):
    answers = await talk(shop.lin, "学时 昨天 4小时 实操", amount, "车床外圆")
    assert CONTENT in answers[1]
    assert await stored() == ("11-19", 300, "practice", "车床外圆")


@pytest.mark.parametrize("content", ["加班2小时", "2小时 车床", "车床 休息1小时", "减半", "车床 11-18"])
async def test_content_in_doubt_is_asked_for_again(shop, content):
    answers = await talk(shop.lin, "学时 昨天 4小时 实操", content)
    assert "已记录" not in answers[1]
    assert not await HoursEntry.exists()
    assert "已记录" in await say(shop.lin, "车床外圆")
    assert await stored() == ("11-19", 240, "practice", "车床外圆")


@pytest.mark.parametrize(
    "lines", [["学时 理论 识图", "1小时"], ["学时 1小时", "理论", "识图"], ["学时 理论 识图", "1", "小时"]]
)
async def test_a_dialog_belongs_to_the_day_on_which_it_began(shop, lines):
    first, *others = lines
    await say(shop.lin, first, now=BEFORE_MIDNIGHT)
    answers = [await say(shop.lin, line, now=AFTER_MIDNIGHT) for line in others]
    assert "已记录" in answers[-1]
    assert await stored() == ("11-20", 60, "theory", "识图")


async def test_after_midnight_another_day_may_still_be_said(shop):
    assert AMOUNT in await say(shop.lin, "学时 理论 识图", now=BEFORE_MIDNIGHT)
    await say(shop.lin, "11-18 1小时", now=AFTER_MIDNIGHT)
    assert await stored() == ("11-18", 60, "theory", "识图")

"""学时: of a line that a rule refuses, only the part it refused is asked for again."""

from datetime import timedelta

import pytest

from models.hours import HoursEntry
from models.people import Person
from models.training import Apprenticeship, PlanItem
from tests.bot.test_log_dialog import stored, talk
from tests.cast import TODAY
from tests.conversation import say

LEAVE = "不记了，请回“取消”。"


async def refused(actor, *lines):
    """What the last of the lines is answered, which nothing was recorded of."""
    before = await HoursEntry.all().count()
    answer = (await talk(actor, *lines))[-1]
    assert answer.startswith("没有记录：")
    assert answer.endswith(LEAVE)
    assert await HoursEntry.all().count() == before
    return answer


@pytest.mark.parametrize("lines", [["学时 昨天 9小时 实操", "车床外圆"], ["学时 昨天 9小时 实操 车床外圆"]])
async def test_too_many_hours_are_asked_for_again_and_all_else_is_kept(shop, lines):
    answer = await refused(shop.lin, *lines)
    assert "只回新的时长或时间段就行" in answer
    assert "已记录，编号 1\n" in await say(shop.lin, "8小时")
    assert await stored() == ("11-19", 480, "practice", "车床外圆")


async def test_a_rule_may_refuse_again_and_again(shop):
    await refused(shop.lin, "学时 昨天 13小时 实操 车床外圆")
    await refused(shop.lin, "10小时")
    assert (await say(shop.lin, "不知道")).startswith("没看懂“不知道”。训练了多久？")
    assert "“7”是几小时还是几学时" in await say(shop.lin, "7")
    assert "已记录" in await say(shop.lin, "小时")
    assert await stored() == ("11-19", 420, "practice", "车床外圆")


async def test_what_was_refused_takes_no_number(shop):
    await refused(shop.lin, "学时 昨天 9小时 实操 车床外圆")
    assert (await Person.get(id=shop.lin.person_id)).last_entry_number == 0


async def test_times_that_overlap_are_asked_for_again(shop):
    await shop.entry(shop.lin, starts=480, ends=720)
    await refused(shop.lin, "学时 昨天 11:00-13:00 实操 车床外圆")
    assert "已记录，编号 2" in await say(shop.lin, "12:00-13:00")
    assert await stored(2) == ("11-19", 60, "practice", "车床外圆")


@pytest.mark.parametrize("day", ["明天", "2026-06-30", "10-01"])
async def test_a_day_that_holds_no_training_is_asked_for_again(shop, day):
    answer = await refused(shop.lin, f"学时 {day} 4小时 实操 车床外圆")
    assert "只回另一个日期就行" in answer
    assert (await say(shop.lin, "那天")).startswith("没看懂“那天”。是哪一天？")
    assert "已记录" in await say(shop.lin, "昨天")
    assert await stored() == ("11-19", 240, "practice", "车床外圆")


async def test_a_full_day_leaves_only_another_day(shop):
    await shop.entry(shop.lin, minutes=480)
    assert "只回另一个日期就行" in await refused(shop.lin, "学时 昨天 1小时 实操 车床外圆")
    assert "已记录，编号 2" in await say(shop.lin, "前天")
    assert await stored(2) == ("11-18", 60, "practice", "车床外圆")


async def test_a_category_outside_the_plan_is_asked_for_again(shop):
    await PlanItem.filter(plan_id=shop.plan, category="safety").delete()
    answer = await refused(shop.lin, "学时 昨天 1小时 安全 消防演练")
    assert "1. 理论　2. 实操" in answer
    assert "已记录" in await say(shop.lin, "1")
    assert await stored() == ("11-19", 60, "theory", "消防演练")


@pytest.mark.parametrize("reason", ["手机坏了", "原因：手机坏了"])
async def test_a_late_entry_needs_only_its_reason(shop, reason):
    assert "只回原因就行" in await refused(shop.lin, "学时 11-10 4小时 实操 车床外圆")
    assert "已记录" in await say(shop.lin, reason)
    assert (await HoursEntry.get()).late_reason == "手机坏了"
    assert await stored() == ("11-10", 240, "practice", "车床外圆")


@pytest.mark.parametrize(
    ("line", "question", "shorter"),
    [
        (f"学时 昨天 4小时 实操 {'长' * 2001}", "内容", "车床外圆"),
        (f"学时 昨天 4小时 实操 车床外圆 @{'长' * 101}", "地点", "三号车间"),
        (f"学时 昨天 4小时 实操 车床外圆 原因：{'长' * 201}", "原因", "手机坏了"),
    ],
)
async def test_too_many_words_are_asked_for_again(shop, line, question, shorter):
    assert f"只回{'新的' if question != '原因' else ''}{question}就行" in await refused(shop.lin, line)
    assert "已记录" in await say(shop.lin, shorter)
    entry = await HoursEntry.get()
    assert entry.content == "车床外圆"
    assert shorter in (entry.content, entry.place, entry.late_reason)


async def test_a_new_line_or_leaving_drops_what_was_refused(shop):
    await refused(shop.lin, "学时 昨天 9小时 实操 车床外圆")
    await talk(shop.lin, "学时 昨天 2小时 理论 识图")
    assert await stored() == ("11-19", 120, "theory", "识图")
    await refused(shop.lin, "学时 昨天 9小时 实操 车床外圆")
    assert await say(shop.lin, "取消") == "好的，已取消。"
    assert "没看懂这句" in await say(shop.lin, "3小时")


async def test_where_no_words_help_nothing_is_asked(shop):
    await Apprenticeship.filter(id=shop.lin_training).update(status="suspended")
    assert (await say(shop.lin, "学时 4小时 实操 车床外圆")).endswith("请联系单位管理员。")
    assert "没看懂这句" in await say(shop.lin, "3小时")


async def test_fourteen_hours_are_refused_by_what_holds_for_the_person(shop):
    answer = await say(shop.lin, "学时 昨天 14小时 实操 车床外圆")
    assert ("当天最多 8小时" in answer, "12小时" in answer) == (True, False)


async def test_the_refused_answer_told_twice_is_answered_the_same(shop):
    line = "学时 昨天 9小时 实操 车床外圆"
    assert await say(shop.lin, line, key="told") == await say(shop.lin, line, key="told")
    await talk(shop.lin, "8小时")
    assert (await HoursEntry.get()).work_date == TODAY - timedelta(days=1)

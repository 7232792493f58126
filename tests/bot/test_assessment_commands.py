"""评价 in the chat: administrators see who is due, apprentices their own."""

from datetime import date, timedelta

from domain.grading import AssessmentKind
from domain.roles import Door
from tests.cast import NOON
from tests.conversation import say
from tests.outbox import bind_all
from tests.usecases.assessing import SAT, confirmed, failed, result
from usecases.arrange_deadlines import arrange_deadlines
from usecases.decide_assessment import decide_assessment
from usecases.plan_assessment import plan_assessment
from usecases.void_assessment import void_assessment

MIDTERM = AssessmentKind.MIDTERM


async def test_an_administrator_sees_who_is_due(shop):
    await bind_all(shop)
    assert "30天内没有该评价的人" in await say(shop.admin, "评价")
    await arrange_deadlines(Door.COMMAND_LINE, [shop.lin_training, shop.huang_training], now=NOON)
    day = date(2026, 12, 31)
    await plan_assessment(shop.admin, shop.lin_training, MIDTERM, day, now=NOON)
    said = await say(shop.admin, "评价", now=NOON + timedelta(days=30))
    assert "· 林子轩 中期评估 12月31日 周四（还有 11天），已安排" in said
    assert "· 黄雨桐 中期评估 12月31日" in said or "· 黄雨桐 中期评估" in said
    assert said.count("还没有安排") == 1


async def test_an_apprentice_sees_the_own_and_what_is_planned(shop):
    await bind_all(shop)
    assert "您还没有评价" in await say(shop.lin, "评价")
    await decide_assessment(shop.admin, shop.lin_training, failed(shop), now=NOON)
    await plan_assessment(shop.admin, shop.lin_training, MIDTERM, date(2026, 12, 18), now=NOON)
    said = await say(shop.lin, "评价")
    assert f"中期评估：{SAT} 不合格 50分，原因：图纸识读不熟练" in said
    assert "中期评估（补评）：安排在 12月18日 周五（还有 28天）" in said


async def test_words_behind_it_are_answered_and_not_passed_over(shop):
    await bind_all(shop)
    said = await say(shop.admin, "评价 林子轩 合格")
    assert "回“评价”看 30天内该评价的人" in said
    assert "成绩单" in said
    assert "日期和结果由单位管理员登记" in await say(shop.lin, "评价 王师傅")


async def test_a_voided_result_is_shown_with_its_reason(shop):
    await bind_all(shop)
    wrong = await decide_assessment(shop.admin, shop.lin_training, result(shop), now=NOON)
    await void_assessment(shop.admin, wrong.assessment_id, "成绩录错了人", now=NOON)
    assert f"中期评估：{SAT} 的结果已作废，原因：成绩录错了人" in await say(shop.lin, "评价")
    said = await say(shop.lin, "通知")
    assert "中期评估登记有误，结果（合格）已作废" in said


async def test_a_midterm_that_was_never_done_is_said_after_the_final(shop):
    await bind_all(shop)
    await confirmed(shop)
    await arrange_deadlines(Door.COMMAND_LINE, [shop.lin_training], now=NOON)
    assert "中期评估（" in await say(shop.lin, "进度")
    await decide_assessment(shop.admin, shop.lin_training, result(shop, kind=AssessmentKind.FINAL), now=NOON)
    said = await say(shop.lin, "进度")
    assert "终结性评价已合格。" in said
    assert "中期评估没有做，终结性评价已合格，不再提醒。" in said


async def test_a_mentor_is_told_whose_it_is(shop):
    await bind_all(shop)
    assert "评价" in await say(shop.wang, "评价")


async def test_what_was_frozen_is_said_with_what_is_still_possible(shop):
    await bind_all(shop)
    entry = await shop.entry(shop.lin, status="confirmed")
    await decide_assessment(shop.admin, shop.lin_training, result(shop), now=NOON)
    for words in (f"改 {entry.number} 3小时", f"撤回 {entry.number}"):
        said = await say(shop.lin, words)
        assert f"编号 {entry.number} 已计入" in said
        assert "联系单位管理员冲销" in said

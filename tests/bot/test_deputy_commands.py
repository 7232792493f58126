"""代理: a mentor hands over in the chat."""

from datetime import timedelta

from domain.roles import Role
from models.hours import Confirmation
from models.organizations import Organization
from tests.bot.test_mentor_commands import statuses
from tests.cast import NOON, person
from tests.conversation import say


async def test_a_deputy_sees_and_confirms_in_the_mentors_name(shop):
    entry = await shop.entry(shop.lin)
    assert "陈志明从今天起代您确认，到11月22日 周日" in await say(shop.wang, "代理 陈志明 3天")
    assert "1. 林子轩 11-19 实操 4小时 车床外圆〔代王师傅〕" in await say(shop.chen, "待确认")
    assert "已确认 1 条" in await say(shop.chen, "确认 1")
    assert (await Confirmation.get(entry_id=entry.id)).on_behalf_of_id == shop.wang.person_id
    assert "您正在代王师傅确认" in await say(shop.chen, "代理")
    assert "已结束代理，陈志明不再代您确认。" in await say(shop.wang, "代理 取消")
    assert "您现在没有请人代理" in await say(shop.wang, "代理")


async def test_a_list_seen_as_deputy_is_worth_nothing_afterwards(shop):
    entry = await shop.entry(shop.lin)
    await say(shop.wang, "代理 陈志明 今天")
    await say(shop.chen, "待确认")
    assert "不由您确认" in await say(shop.chen, "确认 1", now=NOON + timedelta(days=1))
    assert await statuses(entry) == ["submitted"]


async def test_handing_over_asks_only_for_what_is_missing(shop):
    await person("陈志明", Role.MENTOR, await Organization.get(id=shop.firm))
    assert "请陈师傅代几天" in await say(shop.wang, "代理 陈师傅")
    choice = await say(shop.wang, "到周三")
    assert "1 陈志明（带 黄雨桐）\n2 陈志明（没有带学徒）" in choice
    assert "陈志明从今天起代您确认，到11月25日 周三" in await say(shop.wang, "2")


async def test_a_period_alone_asks_for_the_name(shop):
    assert "请谁代理" in await say(shop.wang, "代理 3天")
    assert "陈志明从今天起代您确认，到11月22日 周日" in await say(shop.wang, "陈师傅")


async def test_who_may_not_stand_in_is_replaced_without_saying_the_days_again(shop):
    await say(shop.chen, "代理 王师傅 一周")
    await say(shop.wang, "代理 陈志明")
    answer = await say(shop.wang, "3天")
    assert answer.startswith("陈志明自己也请了代理（11月20日 周五到11月26日 周四），代理不能再转。")
    assert answer.endswith("不请人代了，请回“取消”。")
    await person("徐浩", Role.MENTOR, await Organization.get(id=shop.firm))
    assert "徐浩从今天起代您确认，到11月22日 周日" in await say(shop.wang, "徐浩")


async def test_a_deputy_is_asked_for_days_to_come(shop):
    said = await say(shop.wang, "代理 陈志明 11月24日到28日")
    assert said.startswith("好的，陈志明从11月24日 周二到11月28日 周六代您确认。已通知对方，到那天会再提醒。")
    assert "没有待确认" in await say(shop.chen, "待确认")
    assert "从11月24日 周二到11月28日 周六请您代王师傅确认。" in await say(shop.chen, "代理")
    assert "已请陈志明从11月24日 周二到11月28日 周六代您确认。" in await say(shop.wang, "代理")
    assert await say(shop.wang, "代理 取消") == "已取消陈志明从11月24日 周二到11月28日 周六的代理。"


async def test_the_bare_word_asks_for_whom_and_when(shop):
    assert "请谁代理，代哪几天？" in await say(shop.wang, "代理")
    assert "请陈志明从11月24日 周二起，代到哪一天？" in await say(shop.wang, "陈志明 24号起")
    assert "陈志明从11月24日 周二到11月28日 周六代您确认" in await say(shop.wang, "28日")
    assert "请谁代理" not in await say(shop.wang, "代理")


async def test_a_next_deputy_cuts_the_days_of_the_one_before(shop):
    await person("徐浩", Role.MENTOR, await Organization.get(id=shop.firm))
    await say(shop.wang, "代理 陈志明 一周")
    said = await say(shop.wang, "代理 徐浩 24号到28号")
    assert "陈志明改为代到11月23日 周一。" in said
    said = await say(shop.wang, "代理 取消")
    assert said == "已结束代理，陈志明不再代您确认。\n还有：徐浩从11月24日 周二到11月28日 周六代您确认。"

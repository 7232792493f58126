"""An administrator broadcasts in the chat and people answer 已阅."""

import itertools
from datetime import datetime, timedelta

import pytest

from bot.dispatch import Dispatch
from bot.message import Message
from domain.roles import Actor, Role
from models.deliveries import Delivery
from models.notices import Notice, Receipt
from models.organizations import Organization
from models.people import Person
from models.secrecy import keyring
from tests.cast import NOON, TODAY, contact, person

_keys = itertools.count(1)


NIGHT = NOON.replace(hour=14)  # 22:00 in Shanghai


async def say(who: Actor, text: str, key: str = "", now: datetime = NOON) -> str:
    known = await contact(who)
    message = Message(
        key or f"words:{next(_keys)}", known.app, known.openid, "gh_1", "text", {"Content": text}
    )
    return await Dispatch().answer(message, now=now)


async def test_a_dialog_asks_for_audience_and_text_and_shows_both_before_sending(shop):
    assert "发给谁" in await say(shop.admin, "广播")
    assert "第一行是标题" in await say(shop.admin, "2")
    shown = await say(shop.admin, "冬季安全培训\n周五三点，三号车间。")
    assert "学徒 2人" in shown
    assert "冬季安全培训\n周五三点，三号车间。" in shown
    assert await Receipt.all().count() == 0
    assert "共 2人" in await say(shop.admin, "发送")
    assert await Delivery.filter(kind="notice").count() == 2


async def test_one_line_is_enough_for_the_preview(shop):
    shown = await say(shop.admin, "广播 导师 请尽快确认学时\n月底前确认完。")
    assert "导师 3人" in shown
    assert "请尽快确认学时" in shown


async def test_a_text_without_an_audience_is_kept_while_asking(shop):
    assert "发给谁" in await say(shop.admin, "广播 明天停电")
    assert "明天停电" in await say(shop.admin, "全部")


async def test_a_word_that_is_no_audience_asks_again(shop):
    await say(shop.admin, "广播")
    assert "没看懂“经理”" in await say(shop.admin, "经理")
    assert "第一行是标题" in await say(shop.admin, "导师")


async def test_leaving_the_dialog_sends_nothing(shop):
    await say(shop.admin, "广播 学徒 冬季安全培训")
    assert "已取消" in await say(shop.admin, "取消")
    await say(shop.admin, "发送")
    assert await Delivery.filter(kind="notice").count() == 0


async def test_only_the_word_for_it_sends(shop):
    await say(shop.admin, "广播 学徒 冬季安全培训")
    assert "还没有发送" in await say(shop.admin, "好像不对")
    assert await Delivery.filter(kind="notice").count() == 0
    assert "已发送" in await say(shop.admin, "发送")


async def test_at_night_it_is_said_when_the_notice_leaves(shop):
    morning = "现在是免打扰时间，11月21日 周六 8:00 起送出。"
    await say(shop.admin, "广播 学徒 冬季安全培训", now=NIGHT)
    answer = await say(shop.admin, "发送", now=NIGHT)
    assert answer.startswith("已安排，通知编号 1，共 2人。" + morning)
    assert morning in await say(shop.admin, "统计 1", now=NIGHT)
    assert "免打扰" not in await say(shop.admin, "统计 1")


async def test_a_title_alone_is_pointed_out_before_it_is_sent(shop):
    assert "只有标题，没有正文" in await say(shop.admin, "广播 学徒 冬季安全培训")
    assert "只有标题" not in await say(shop.admin, "广播 学徒 冬季安全培训\n周五三点。")


async def test_the_same_message_sends_once(shop):
    await say(shop.admin, "广播 学徒 冬季安全培训")
    first = await say(shop.admin, "发送", key="again")
    assert await say(shop.admin, "发送", key="again") == first
    assert await Delivery.filter(kind="notice").count() == 2


async def test_a_title_may_begin_like_a_command_when_it_says_so(shop):
    await say(shop.admin, "广播 学徒")
    assert "\n通知：下周放假\n" in await say(shop.admin, "标题：通知：下周放假")


@pytest.mark.parametrize("command", ["广播 学徒 冬季安全培训", "统计"])
async def test_others_are_told_that_it_is_for_administrators(shop, command):
    assert "管理员" in await say(shop.lin, command)
    assert await Notice.all().count() == 0


async def send(shop, text: str = "广播 学徒 冬季安全培训") -> int:
    await say(shop.admin, text)
    await say(shop.admin, "发送")
    return (await Notice.all().order_by("-id").first()).id


async def test_a_reader_acknowledges_by_number(shop):
    number = await send(shop)
    assert "已阅，谢谢" in await say(shop.lin, f"已阅 {number}")
    assert "11-20 12:00 已经确认过" in await say(shop.lin, f"已阅{number}")


async def test_a_reader_need_not_name_the_only_one(shop):
    await send(shop)
    assert "已阅，谢谢" in await say(shop.lin, "已阅")
    assert "没有等您确认" in await say(shop.lin, "已阅")


async def test_several_open_notices_are_listed(shop):
    first, second = await send(shop), await send(shop, "广播 全部 元旦放假")
    assert f"{second} 元旦放假（今天）\n{first} 冬季安全培训（今天）" in await say(shop.lin, "已阅")


async def test_a_foreign_or_missing_notice_is_no_notice(shop):
    number = await send(shop)
    assert "没有这条通知" in await say(shop.wang, f"已阅 {number}")
    assert "没有这条通知" in await say(shop.lin, "已阅 999999999")
    assert "没看懂" in await say(shop.lin, "已阅 了")


async def test_the_figures_show_who_read(shop):
    number = await send(shop)
    await shop.entry(shop.lin, work_date=TODAY)
    await say(shop.lin, "已阅")
    figures = await say(shop.admin, "统计")
    assert "在训学徒 2人：已记 1人，还没记 1人" in figures
    assert "今天共记 4小时" in figures
    assert f"{number} 冬季安全培训（11-20）：2人，已读 1，已阅 1" in figures
    report = await say(shop.admin, f"统计 {number}")
    assert "收件 2人：等待发送 1，已读 1" in report or "收件 2人：等待发送 2" in report


async def test_a_notice_can_be_stopped(shop):
    number = await send(shop)
    assert "2条还没送出的不再发送" in await say(shop.admin, f"广播 取消 {number}")
    assert "已取消 2" in await say(shop.admin, f"统计 {number}")
    assert "编号" in await say(shop.admin, "广播 取消")


async def test_a_long_notice_is_previewed_within_one_answer(shop):
    shown = await say(shop.admin, "广播 全部 长通知\n" + "很长的一段。" * 400)
    assert "正文共 2400 字" in shown
    assert len(shown.encode()) <= 2048


async def second_administrator(shop) -> Actor:
    """Another administrator of the firm, with a phone to be named by."""
    second = await person("郭伟明", Role.ADMINISTRATOR, await Organization.get(id=shop.firm))
    phone = "17100000009"
    await Person.filter(id=second.person_id).update(phone=phone, phone_index=keyring().index(phone))
    return second


async def test_the_preview_counts_by_channel_and_shows_the_message_the_card_and_the_inbox(shop):
    await contact(shop.lin)
    shown = await say(shop.admin, "广播 学徒 冬季安全培训\n周五三点，三号车间。")
    assert "模板消息 1人" in shown
    assert "还没有绑定 1人" in shown
    for part in ("—— 聊天消息", "—— 模板卡片\n冬季安全培训　2026年11月20日　", "—— 回“通知”看到\n● 通知 "):
        assert part in shown


async def test_a_notice_can_be_sent_at_a_time(shop):
    await say(shop.admin, "广播 学徒 冬季安全培训")
    assert "没看懂“改天”" in await say(shop.admin, "定时 改天")
    assert "2026年11月20日 周五 9:00 已经过了" in await say(shop.admin, "定时 今天 9:00")
    assert "2026年11月21日 周六 9:00 发给 2人" in await say(shop.admin, "定时 明天 9:00")
    assert (await Notice.get()).scheduled_for == NOON + timedelta(hours=21)
    assert await Receipt.all().count() == 0


async def test_a_second_administrator_looks_and_approves_in_the_chat(shop):
    second = await second_administrator(shop)
    await say(shop.admin, "广播 学徒 冬季安全培训\n周五三点。")
    assert "没有找到" in await say(shop.admin, "送审 17100000077")
    assert "已请郭伟明批准" in await say(shop.admin, "送审 171 0000 0009")
    number = (await Notice.get()).id
    assert f"{number} 冬季安全培训" in await say(second, "批准")
    assert "周五三点。" in await say(second, f"批准 {number} 查看")
    assert "没有批准，也没有退回" in await say(second, f"批准 {number} 明天")
    assert "不等您批准" in await say(shop.admin, f"批准 {number}")
    assert "已批准" in await say(second, f"批准 {number}")
    assert await Receipt.all().count() == 2


async def test_a_second_administrator_gives_the_reason_for_a_no(shop):
    second = await second_administrator(shop)
    await say(shop.admin, "广播 学徒 冬季安全培训")
    await say(shop.admin, "送审 17100000009")
    number = (await Notice.get()).id
    assert "为什么" in await say(second, f"不批准 {number}")
    assert "不会发送" in await say(second, "日期不对")
    told = await Delivery.get(kind="notice_decided")
    assert told.facts["reason"] == "日期不对"
    assert "没有等您批准" in await say(second, "批准")


async def test_a_notice_that_goes_out_can_be_held_and_its_progress_shows(shop):
    number = await send(shop)
    assert "已送出 0/2（0%）" in await say(shop.admin, f"统计 {number}")
    assert "2人还没有送出" in await say(shop.admin, f"广播 暂停 {number}")
    assert f"接着发：广播 继续 {number}" in await say(shop.admin, f"统计 {number}")
    assert "继续发送" in await say(shop.admin, f"广播 继续{number}")
    assert "没有在发送" in await say(shop.admin, "广播 暂停 999")
    assert "例如：广播 暂停 12" in await say(shop.admin, "广播 暂停")


async def test_a_title_may_begin_with_the_words_for_holding(shop):
    assert "取消明天的培训" in await say(shop.admin, "广播 学徒 取消明天的培训")
    assert "发给谁" in await say(shop.admin, "广播 暂停营业通知")


async def test_a_correction_is_written_for_the_same_people(shop):
    number = await send(shop)
    assert f"更正通知 {number}" in await say(shop.admin, f"广播 更正 {number}")
    shown = await say(shop.admin, "培训改到四点\n三号车间。")
    assert f"代替通知 {number}，将发给收到它的 2人" in shown
    assert f"更正：代替通知 {number}“冬季安全培训”" in shown
    assert "共 2人" in await say(shop.admin, "发送")
    assert "没有这条通知" in await say(shop.admin, "广播 更正 999")


async def test_those_who_have_not_acknowledged_are_asked_again(shop):
    number = await send(shop)
    await Delivery.all().update(state="sent", channel="inbox")
    await say(shop.lin, f"已阅 {number}")
    assert "会提醒 1人" in await say(shop.admin, f"催阅 {number}")
    assert "没有要提醒的人" in await say(shop.admin, f"催阅 {number}")
    assert "例如：催阅 12" in await say(shop.admin, "催阅")

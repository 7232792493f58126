"""Joining by chat: the words a newcomer reads."""

from datetime import timedelta
from itertools import count

import pytest

from bot.dispatch import Dispatch
from bot.message import Message
from models.audit import AuditEntry
from models.people import Identity, Invitation, Person
from tests.cast import APP, NOON, Shop
from tests.conversation import say

DISPATCH = Dispatch()
CODE = "7KX4M2PQ"


class Newcomer:
    messages = count(1)

    def __init__(self, openid: str = "o-new") -> None:
        self.openid = openid

    async def _tell(self, kind: str, **fields: str) -> str:
        message = Message(f"{self.openid}:{next(self.messages)}", APP, self.openid, "gh", kind, fields)
        return await DISPATCH.answer(message, now=NOON)

    async def say(self, text: str) -> str:
        return await self._tell("text", Content=text)

    async def event(self, name: str, key: str = "") -> str:
        return await self._tell(f"event:{name}", EventKey=key)


@pytest.fixture
async def digits(shop: Shop) -> str:
    await Invitation.create(
        person_id=shop.lin.person_id, code=CODE, created_at=NOON, expires_at=NOON + timedelta(days=30)
    )
    return (await Person.get(id=shop.lin.person_id)).phone[-4:]


async def test_a_stranger_who_writes_anything_is_told_how_to_bind(shop: Shop):
    someone = Newcomer()
    for words in ("你好", "学时 4小时 实操 车床", "确认 全部", "帮助", "解绑"):
        assert "绑定" in await someone.say(words)


async def test_binding_by_words_in_two_steps(digits):
    someone = Newcomer()
    assert "后 4位" in await someone.say(f"绑定 {CODE}")
    assert "4位数字" in await someone.say("好的")
    assert "还可以试 4 次" in await someone.say("0000" if digits != "0000" else "1111")
    assert "绑定成功，林子轩" in await someone.say(digits)
    assert "已记录" in await someone.say("学时 4小时 实操 车床外圆")


@pytest.mark.parametrize("line", ["绑定 {} {}", "绑定{}{}", "绑定：{}，{}", "绑定 7KX4 m2pq {1}"])
async def test_binding_in_one_line(digits, line):
    assert "绑定成功" in await Newcomer().say(line.format(CODE, digits))


async def test_binding_asks_for_the_code(digits):
    someone = Newcomer()
    assert "邀请码" in await someone.say("绑定")
    assert "后 4位" in await someone.say(CODE.lower())


@pytest.mark.parametrize(("event", "key"), [("subscribe", f"qrscene_bind:{CODE}"), ("scan", f"bind:{CODE}")])
async def test_binding_by_a_scan(digits, event, key):
    someone = Newcomer()
    assert "后 4位" in await someone.event(event, key)
    assert "绑定成功" in await someone.say(digits)


async def test_a_wrong_code_and_a_used_one_each_have_their_sentence(digits):
    assert "没有这个邀请码" in await Newcomer("o-1").say("绑定 22222222")
    await Newcomer("o-2").say(f"绑定 {CODE} {digits}")
    assert "用过" in await Newcomer("o-3").say(f"绑定 {CODE} {digits}")
    assert "已经绑定过" in await Newcomer("o-2").event("scan", f"bind:{CODE}")


async def test_leaving_and_coming_back_loses_nothing(digits):
    someone = Newcomer()
    await someone.say(f"绑定 {CODE} {digits}")
    assert await someone.event("unsubscribe") == ""
    assert not (await Identity.get(openid="o-new")).follows
    assert "欢迎回来" in await someone.event("subscribe")
    assert (await Identity.get(openid="o-new")).follows


async def test_unbinding_asks_first(digits):
    someone = Newcomer()
    await someone.say(f"绑定 {CODE} {digits}")
    assert "确定" in await someone.say("解绑")
    assert "取消" in await someone.say("取消")
    assert "没看懂" in await someone.say("确定")
    await someone.say("解绑")
    assert "已解绑" in await someone.say("确定")
    assert "绑定" in await someone.say("进度")


async def test_the_daily_reminder_is_set_in_chat(digits):
    someone = Newcomer()
    await someone.say(f"绑定 {CODE} {digits}")
    assert "18:00" in await someone.say("提醒")
    assert "20:00" in await someone.say("提醒 20:00")
    assert "已关" in await someone.say("提醒 关")
    assert "已开" in await someone.say("提醒开")
    assert "11月23日" in await someone.say("提醒 暂停 3天")
    assert "21:30" in await someone.say("提醒 22:00")
    assert "60 天" in await someone.say("提醒 暂停 90天")
    assert "没看懂" in await someone.say("提醒 每天")


async def test_a_mentor_is_told_of_the_digest(shop: Shop):
    asked = await say(shop.wang, "提醒")
    assert "17:30 汇总" in asked
    assert "提醒 20:00" not in asked
    assert await say(shop.admin, "提醒") == "您没有每日提醒。有要您办理的事，会随时通知您。"
    assert "还没记学时" not in await say(shop.wang, "提醒 开")
    assert "提醒已关" in await say(shop.wang, "提醒 关")


async def test_what_binding_agrees_to_can_be_read_before_and_after(digits):
    someone = Newcomer()
    assert "隐私" in await someone.say(f"绑定 {CODE}")
    answer = await someone.say("隐私")
    assert "个人信息保护说明" in answer
    assert "绑定 邀请码" in answer
    await someone.say(f"绑定 {CODE} {digits}")
    assert "绑定 邀请码" not in await someone.say("隐私")


async def test_who_is_bound_needs_no_code(shop: Shop):
    assert "已经绑定" in await say(shop.lin, "绑定")


async def test_a_long_message_key_fits_the_trail(digits):
    someone = Newcomer("o" + "x" * 27)
    message = Message("k" * 200, APP, someone.openid, "gh", "text", {"Content": f"绑定 {CODE} {digits}"})
    assert "绑定成功" in await DISPATCH.answer(message, now=NOON)
    assert len((await AuditEntry.get(event="identity.bound")).request) == 10

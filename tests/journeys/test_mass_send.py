"""An administrator sends a notice to everybody at once, through the whole service, and the platform has bad days."""

import asyncio
from datetime import timedelta

from models.mass_sends import MassSend
from sandbox import Phone
from tests.journeys.conftest import Town

SENDALL = "/cgi-bin/message/mass/sendall"
WORDS = "冬季安全培训"


def phones(town: Town) -> list[Phone]:
    return [town.lin, town.huang, town.wang, town.chen, town.admin]


def bubbles(town: Town, channel: str) -> int:
    """How many of the phones have the notice by this channel; each has it at most once by any."""
    heard = [[one.channel for one in phone.messages_received if WORDS in one.text] for phone in phones(town)]
    assert all(len(channels) <= 1 for channels in heard)
    return sum(channel in channels for channels in heard)


async def send_by_mass(town: Town) -> str:
    """The notice's number."""
    await town.admin.say(f"广播 全部 {WORDS}")
    assert "已改为群发" in await town.admin.say("群发")
    sent = await town.admin.say("发送")
    assert "已发送" in sent
    return sent.partition("编号 ")[2].partition("，")[0]


async def until_reported(town: Town, number: str, words: str) -> str:
    """The report, once it says this. The timetable's own ticks bring it there; there is no event to wait for."""
    async with asyncio.timeout(30):
        while words not in (report := await town.admin.say(f"统计 {number}")):  # noqa: ASYNC110
            await asyncio.sleep(0.2)
    return report


async def until_asked(town: Town, times: int) -> None:
    async with asyncio.timeout(30):
        while sum(call.path == SENDALL for call in town.box.calls) < times:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def test_everybody_gets_one_bubble_and_the_report_tells_the_platforms_sums(town: Town):
    number = await send_by_mass(town)
    await until_reported(town, number, "微信送出 5人，过滤 0人，失败 0人")
    await until_reported(town, number, "微信已发 5")
    assert bubbles(town, "mass") == 5
    async with asyncio.timeout(30):
        while town.box.tags.names:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    report = await until_reported(town, number, "送不到 2")
    assert "还没有绑定 2人" in report


async def test_a_fifth_in_a_month_is_filtered_and_nobody_says_whose(town: Town):
    month = "2026-11"
    town.box.mass.received[town.lin.openid, month] = 4
    report = await until_reported(town, await send_by_mass(town), "微信送出")
    assert "微信送出 4人，过滤 1人，失败 0人（微信不告诉是谁）" in report
    assert bubbles(town, "mass") == 4


async def test_an_answer_that_is_lost_makes_no_second_bubble(town: Town):
    town.box.faults.add("lost", SENDALL, times=1)
    number = await send_by_mass(town)
    await until_asked(town, 1)
    await until_reported(town, number, "还没有回答")
    town.clock.turn(minutes=2)
    await until_reported(town, number, "微信送出 5人")
    await until_asked(town, 2)
    assert bubbles(town, "mass") == 5


async def test_without_quota_everybody_gets_a_template_message(town: Town):
    town.box.faults.errcode(45028, SENDALL)
    report = await until_reported(town, await send_by_mass(town), "本期群发次数已用完")
    assert "改为逐个发送" in report
    for phone in phones(town):
        await phone.hear(WORDS, seconds=10)
    assert (bubbles(town, "mass"), bubbles(town, "template") + bubbles(town, "custom")) == (0, 5)


async def test_a_platform_that_wants_a_minute_gets_it(town: Town):
    town.box.faults.errcode(45066, SENDALL, times=1)
    number = await send_by_mass(town)
    await until_asked(town, 1)
    await until_reported(town, number, "会再试")
    assert (await MassSend.get()).due_at >= town.clock() + timedelta(minutes=1)
    town.clock.turn(minutes=2)
    await until_reported(town, number, "微信送出 5人")
    assert bubbles(town, "mass") == 5


async def test_what_the_accounts_own_administrator_refuses_stays_in_the_inbox(town: Town):
    town.box.mass.verdict = "err(40001)"
    number = await send_by_mass(town)
    await until_reported(town, number, "公众号管理员拒绝了群发 5人")
    assert bubbles(town, "mass") == 0
    await until_reported(town, number, "送不到 7")
    assert WORDS in await town.lin.say("通知")

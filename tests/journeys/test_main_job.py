"""The main job, end to end: hours written in chat, confirmed by the mentor, counted in the progress."""

import asyncio

import aiohttp
import pytest

from bot.client import connected
from models.deliveries import Delivery
from models.hours import Confirmation, HoursEntry
from sandbox import Phone
from tests.cast import APP
from tests.journeys.conftest import APP_SECRET, Town


async def test_hours_are_written_told_confirmed_told_back_and_counted(town: Town):
    logged = await town.lin.say("学时 昨天 4小时 实操 车床外圆")
    assert "已记录" in logged
    assert "编号 1" in logged
    assert "林子轩" in (await town.wang.hear("林子轩", seconds=10)).body["data"]["thing1"]["value"]
    queue = await town.wang.say("待确认")
    assert "1. 林子轩 11-19 实操 4小时" in queue
    assert "已确认 1 条" in await town.wang.say("确认 1")
    await town.lin.hear("确认", seconds=10)
    progress = await town.lin.say("进度")
    assert "已确认 5.3学时" in progress
    assert "待确认" in progress
    assert "320" in progress


async def test_returned_hours_are_amended_and_confirmed_with_both_kept(town: Town):
    await town.lin.say("学时 4小时 实操 车床外圆")
    await town.wang.say("待确认")
    assert "已退回" in await town.wang.say("退回 1 请写清楚加工了什么")
    assert "请写清楚" in (await town.lin.hear("请写清楚", seconds=10)).text
    assert "已改" in await town.lin.say("改 1 3小时 车床外圆 20件")
    await town.wang.say("待确认")
    assert "3小时" in await town.wang.say("看 1")
    assert "已确认 1 条" in await town.wang.say("确认 1")
    decisions = await Confirmation.all().order_by("revision").values_list("revision", "decision")
    assert [(revision, str(decision)) for revision, decision in decisions] == [
        (1, "returned"),
        (2, "confirmed"),
    ]


async def test_the_platforms_retries_have_one_effect_and_one_answer(town: Town):
    town.box.faults.add("callback_twice", times=3)
    topics = ("识图", "公差", "量具")
    await asyncio.gather(*(town.lin.say(f"学时 1小时 理论 {topic}") for topic in topics))
    assert await HoursEntry.all().count() == 3
    numbers = await HoursEntry.all().order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3]


async def test_a_newcomer_scans_is_bound_and_logs(town: Town):
    from models.people import Identity, Invitation, Person

    await Identity.filter(person_id=town.shop.huang.person_id).delete()
    await Invitation.create(
        person_id=town.shop.huang.person_id,
        code="7KX4M3PQ",
        created_at=town.clock(),
        expires_at=town.clock().replace(year=2027),
    )
    new = town.box.phone("o-new", name="新", follows=False)
    assert "后 4位" in await new.follow("bind:7KX4M3PQ")
    digits = (await Person.get(id=town.shop.huang.person_id)).phone[-4:]
    assert "绑定成功，黄雨桐" in await new.say(digits)
    assert "已记录" in await new.say("学时 8小时 岗位 装配")


async def test_a_mentor_who_binds_sees_the_mentors_menu(town: Town):
    from jiangmiao.app import offer_menu
    from models.people import Identity, Invitation, Person

    async with connected(town.box.url, APP, APP_SECRET, town.clock) as client:
        await offer_menu(client)
    await Identity.filter(person_id=town.shop.wang.person_id).delete()
    await Invitation.create(
        person_id=town.shop.wang.person_id,
        code="7KX4M3PQ",
        created_at=town.clock(),
        expires_at=town.clock().replace(year=2027),
    )
    new = town.box.phone("o-new", name="新", follows=False)
    await new.follow("bind:7KX4M3PQ")
    assert "记学时" in menu_names(town, new)
    digits = (await Person.get(id=town.shop.wang.person_id)).phone[-4:]
    assert "绑定成功" in await new.say(digits)
    async with asyncio.timeout(20):
        # The timetable's own tick changes it; there is no event to wait for.
        while "待确认" not in menu_names(town, new):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert "记学时" not in menu_names(town, new)


def menu_names(town: Town, phone: Phone) -> set[str]:
    """What the phone's menu shows."""
    columns = town.box.menu.for_tags(town.box.tags.of(phone.openid))
    return {leaf["name"] for column in columns for leaf in column.get("sub_button") or [column]}


async def test_an_expired_token_is_renewed_and_the_message_goes_out(town: Town):
    await town.lin.say("学时 1小时 理论 识图")
    await town.wang.hear("林子轩", seconds=10)
    town.box.tokens.kill()
    await town.lin.say("学时 1小时 实操 车床")
    await town.wang.hear("车床", seconds=10, after=1)
    assert await Delivery.filter(state="dead").count() == 0


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
async def test_operators_see_that_all_is_well(town: Town, path):
    await town.lin.say("帮助")
    async with aiohttp.ClientSession() as http:
        for _ in range(50):
            async with http.get(town.url + path) as response:
                if response.status == 200:
                    return
            await asyncio.sleep(0.1)
    pytest.fail(f"{path} did not become well")

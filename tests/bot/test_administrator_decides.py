"""An administrator confirms or returns in the mentor's place: with a reason, what was seen, and everybody told."""

from datetime import timedelta

import pytest

from domain.organizations import OrganizationKind
from domain.roles import Role
from models.deliveries import Delivery
from models.hours import Confirmation, Dispute, HoursEntry
from models.organizations import Organization
from models.people import RoleHeld
from models.training import Apprenticeship, Mentorship
from tests.cast import NOON, TODAY, mentors, person
from tests.conversation import say
from tests.outbox import days_ago, ids, told
from texts.notices import word


async def stuck(shop, **facts) -> HoursEntry:
    """An entry of 林子轩's that nobody has decided for fifteen days."""
    return await shop.entry(shop.lin, entered_at=days_ago(15), **facts)


async def status(entry: HoursEntry) -> str:
    return (await HoursEntry.get(id=entry.id)).status


async def test_what_waits_two_weeks_or_is_disputed_is_listed(shop):
    await stuck(shop)
    fresh = await shop.entry(shop.huang, content="装配", minutes=60)
    await shop.entry(shop.lin, content="识图")
    await Dispute.create(entry_id=fresh.id, revision=1, reason="没人理", opened_at=NOON)
    assert await say(shop.admin, "未确认") == (
        "未确认学时 2条（最早已等 15天）\n"
        "1. 林子轩 编号1 11-19 实操 4小时 车床外圆\n"
        "2. 黄雨桐 编号1 11-19 实操 1小时 装配\n"
        "先了解情况：看 1。再回“代确认 1 原因”或“代退回 1 原因”，学徒和导师都会收到原因。"
    )


async def test_a_settled_dispute_waits_no_more(shop):
    fresh = await shop.entry(shop.huang)
    await Dispute.create(entry_id=fresh.id, revision=1, reason="没人理", opened_at=NOON, settled_at=NOON)
    assert "没有要您代办的学时" in await say(shop.admin, "未确认")


async def test_all_that_waits_of_one_apprentice_is_listed_by_name(shop):
    await shop.entry(shop.lin, content="识图")
    await shop.entry(shop.huang, content="装配")
    listed = await say(shop.admin, "未确认 林子轩")
    assert "林子轩的未确认学时 1条" in listed
    assert "识图" in listed
    assert "没有叫“王小明”的学徒" in await say(shop.admin, "未确认 王小明")


async def test_nothing_waits(shop):
    assert "没有要您代办的学时" in await say(shop.admin, "未确认")


async def test_a_confirmation_is_signed_as_administrator_and_everybody_hears_why(shop):
    entry = await stuck(shop)
    await say(shop.admin, "未确认")
    assert await say(shop.admin, "代确认 1 导师离职，已核对考勤") == (
        "已代确认 1 条（林子轩 编号1），会告诉学徒和导师。"
    )
    signed = await Confirmation.get(entry_id=entry.id)
    assert (signed.decision, signed.signer_role, signed.reason) == (
        "confirmed",
        "administrator",
        "导师离职，已核对考勤",
    )
    assert (signed.signer_name, signed.signer_employer) == ("周敏", "海晟智能装备")
    apprentice = await Delivery.get(kind="hours_confirmed")
    assert "管理员周敏确认了您的学时：编号 1" in word(apprentice.kind, apprentice.facts).text
    assert "原因：导师离职，已核对考勤" in word(apprentice.kind, apprentice.facts).text
    mentor = await Delivery.get(kind="hours_decided_by_administrator")
    assert mentor.person_id == shop.wang.person_id
    assert "管理员周敏代您确认了 1条学时：林子轩 编号 1。" in word(mentor.kind, mentor.facts).text


async def test_a_return_needs_words_for_the_apprentice(shop):
    entry = await stuck(shop)
    await say(shop.admin, "未确认")
    assert "为什么代退回第1条？" in await say(shop.admin, "代退回 1")
    assert "已代退回 1 条" in await say(shop.admin, "与考勤不符")
    assert await status(entry) == "returned"
    apprentice = await Delivery.get(kind="hours_returned")
    assert word(apprentice.kind, apprentice.facts).text.startswith("管理员周敏退回了编号 1")
    assert await told("hours_decided_by_administrator") == ids(shop.wang)


async def test_all_mentors_of_the_day_hear_of_it_once_a_batch(shop):
    for content in ("装配", "钻孔"):
        await shop.entry(shop.huang, content=content, entered_at=days_ago(20))
    await say(shop.admin, "未确认")
    assert "已代确认 2 条" in await say(shop.admin, "代确认 1、2 导师住院")
    assert await told("hours_decided_by_administrator") == ids(shop.wang, shop.chen)
    assert await told("hours_confirmed") == ids(shop.huang)


@pytest.mark.parametrize("command", ["代确认 1", "代确认 1  ", "代确认 1 \u3000"])
async def test_without_a_reason_nothing_is_confirmed(shop, command):
    entry = await stuck(shop)
    await say(shop.admin, "未确认")
    assert "请写原因" in await say(shop.admin, command)
    assert await status(entry) == "submitted"
    assert "已代确认 1 条" in await say(shop.admin, "导师离职")


async def test_a_flagged_one_is_opened_first(shop):
    entry = await stuck(shop, flags="long", minutes=480)
    assert "⚑ 超6小时" in await say(shop.admin, "未确认")
    assert "第1条有 ⚑，请先回“看 1”打开" in await say(shop.admin, "代确认 1 已核对")
    assert await status(entry) == "submitted"
    assert "回“代确认 1 原因”确认" in await say(shop.admin, "看 1")
    assert "已代确认 1 条" in await say(shop.admin, "代确认 1 已核对")


async def test_only_what_was_seen_is_confirmed(shop):
    entry = await stuck(shop)
    await say(shop.admin, "未确认")
    await say(shop.lin, "改 1 3小时")
    assert "第1条刚被学徒改过，没有确认" in await say(shop.admin, "代确认 1 已核对")
    assert await status(entry) == "submitted"
    assert await told("hours_decided_by_administrator") == []


async def test_what_changes_while_the_reason_is_asked_is_not_confirmed_either(shop):
    entry = await stuck(shop)
    await say(shop.admin, "未确认")
    await say(shop.admin, "代确认 1")
    await say(shop.lin, "改 1 3小时")
    assert "刚被学徒改过" in await say(shop.admin, "已核对")
    assert await status(entry) == "submitted"


async def test_a_mentor_and_an_administrator_do_not_both_decide(shop):
    await stuck(shop)
    await say(shop.admin, "未确认")
    await say(shop.wang, "待确认")
    await say(shop.admin, "代确认 1 已核对")
    assert "第1条已由管理员周敏确认。" in await say(shop.wang, "确认 1")
    assert "您之前已经确认过了" in await say(shop.admin, "代确认 1 已核对")


async def test_the_list_comes_first_and_numbers_beside_it_are_named(shop):
    entry = await stuck(shop)
    assert "未确认学时 1条" in await say(shop.admin, "代确认 1 已核对")
    assert await status(entry) == "submitted"
    assert "请写第几条和原因，例如：代确认 1" in await say(shop.admin, "代确认")
    assert "名单里没有第7条" in await say(shop.admin, "代确认 7 已核对")


async def test_nobody_decides_on_the_own_hours(shop):
    await RoleHeld.create(
        person_id=shop.lin.person_id,
        role=Role.ADMINISTRATOR,
        organization=await Organization.get(id=shop.firm),
    )
    entry = await stuck(shop)
    assert "没有要您代办的学时" in await say(shop.lin, "未确认")
    assert "没有叫“林子轩”的学徒" in await say(shop.lin, "未确认 林子轩")
    assert await status(entry) == "submitted"


async def test_the_school_decides_for_its_students_and_for_nobody_else(shop):
    head = await person("罗丽", Role.ADMINISTRATOR, await Organization.get(id=shop.school))
    await stuck(shop)
    await shop.entry(shop.huang, entered_at=days_ago(15))
    assert "未确认学时 1条" in await say(head, "未确认")
    assert "已代确认 1 条（林子轩" in await say(head, "代确认 1 已核对")
    assert (await Confirmation.get()).signer_employer == "滨海技师学院"


async def test_an_authority_decides_for_all_and_another_firm_for_none(shop):
    bureau = await Organization.create(name="市人社局", kind=OrganizationKind.AUTHORITY)
    officer = await person("孙明", Role.ADMINISTRATOR, bureau)
    elsewhere = await person("许敏", Role.ADMINISTRATOR, await Organization.get(id=shop.other_firm))
    await stuck(shop)
    assert "没有要您代办的学时" in await say(elsewhere, "未确认")
    assert "没有叫“林子轩”的学徒" in await say(elsewhere, "未确认 林子轩")
    await say(officer, "未确认")
    assert "已代确认 1 条" in await say(officer, "代确认 1 核查后补确认")


async def test_mentors_and_apprentices_have_no_such_command(shop):
    for actor in (shop.wang, shop.lin, shop.teacher):
        assert "是给管理员用的" in await say(actor, "代确认 1 已核对")


async def test_a_former_mentor_of_another_day_is_not_bothered(shop):
    await mentors_change(shop)
    await stuck(shop, work_date=TODAY - timedelta(days=1))
    await say(shop.admin, "未确认")
    await say(shop.admin, "代确认 1 已核对")
    assert await told("hours_decided_by_administrator") == ids(shop.chen)


async def mentors_change(shop) -> None:
    """陈师傅 took over from 王师傅 five days ago."""
    day = TODAY - timedelta(days=5)
    training = await Apprenticeship.get(id=shop.lin_training)
    await Mentorship.filter(apprenticeship=training).update(until=day - timedelta(days=1))
    await mentors(training, shop.chen, since=day)

"""处理: an administrator settles a dispute in words; a decision on the entry settles it too."""

import asyncio
from dataclasses import replace

import pytest

from domain.roles import Role
from domain.signing import ReasonTooLong
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.hours import Dispute
from models.organizations import Organization
from models.people import RoleHeld
from tests.cast import NOON, person
from tests.conversation import say
from tests.outbox import bind_all, ids, told
from usecases.administered import OnlyAdministrators
from usecases.amend_hours import Change, amend_hours
from usecases.confirm_hours import confirm_hours
from usecases.dispute_hours import dispute_hours
from usecases.open_disputes import open_disputes
from usecases.queue_seen import Seen
from usecases.return_hours import return_hours
from usecases.settle_dispute import DisputeOver, NoSuchDispute, settle_dispute
from usecases.withdraw_hours import withdraw_hours

REASON = "当天确实在岗"
WORDS = "已与师傅核实，请补充照片后再交"


async def disputed(shop, apprentice=None, **facts) -> int:
    """A returned entry that its apprentice disputes; the dispute's number."""
    apprentice = apprentice or shop.lin
    entry = await shop.entry(apprentice, **{"status": "returned", **facts})
    await dispute_hours(apprentice, entry.number, REASON, now=NOON)
    return (await Dispute.get(entry=entry)).id


async def test_the_administrator_sees_what_is_to_be_settled(shop):
    await disputed(shop)
    (line,) = (await open_disputes(shop.admin)).lines
    assert (line.name, line.number, line.minutes, line.reason) == ("林子轩", 1, 240, REASON)


async def test_the_words_go_to_the_apprentice_and_the_mentors_of_that_day(shop):
    number = await disputed(shop, shop.huang)
    settled = await settle_dispute(shop.admin, number, WORDS, now=NOON)
    assert (settled.name, settled.number, settled.told) == ("黄雨桐", 1, 3)
    assert await told("dispute_settled") == ids(shop.huang, shop.wang, shop.chen)
    assert {row.facts["words"] for row in await Delivery.filter(kind="dispute_settled")} == {WORDS}
    kept = await Dispute.get(id=number).prefetch_related("settled_by")
    assert (kept.settlement, kept.settled_at, kept.settled_by.id) == (WORDS, NOON, shop.admin.person_id)
    trail = await AuditEntry.get(event="hours.dispute_settled").prefetch_related("actor")
    assert (trail.subject, trail.actor.id, trail.after) == (
        f"dispute:{number}",
        shop.admin.person_id,
        {"settlement": WORDS},
    )
    assert (await open_disputes(shop.admin)).total == 0


async def test_it_is_settled_once_even_by_two_at_the_same_time(shop):
    number = await disputed(shop)
    other = await person("郭伟明", Role.ADMINISTRATOR, await Organization.get(id=shop.firm))
    both = (settle_dispute(admin, number, WORDS, now=NOON) for admin in (shop.admin, other))
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(isinstance(outcome, DisputeOver) for outcome in outcomes) == [False, True]
    (over,) = (outcome for outcome in outcomes if isinstance(outcome, DisputeOver))
    assert over.by in ("周敏", "郭伟明")
    assert await AuditEntry.filter(event="hours.dispute_settled").count() == 1
    assert await told("dispute_settled") == ids(shop.lin, shop.wang)


async def test_another_firms_administrator_neither_sees_nor_settles_it(shop):
    number = await disputed(shop)
    stranger = await person("孙丽", Role.ADMINISTRATOR, await Organization.get(id=shop.other_firm))
    assert (await open_disputes(stranger)).total == 0
    for missing in (number, number + 1, 0, 2**70):
        with pytest.raises(NoSuchDispute):
            await settle_dispute(stranger, missing, WORDS, now=NOON)
    assert (await Dispute.get(id=number)).settled_at is None


async def test_the_schools_administrator_settles_it_too(shop):
    number = await disputed(shop)
    dean = await person("许主任", Role.ADMINISTRATOR, await Organization.get(id=shop.school))
    assert (await settle_dispute(dean, number, WORDS, now=NOON)).number == 1


async def test_nobody_settles_the_own_dispute(shop):
    role = (Role.ADMINISTRATOR, shop.firm)
    await RoleHeld.create(person_id=shop.lin.person_id, role=role[0], organization_id=role[1])
    lin = replace(shop.lin, roles=shop.lin.roles | {role})
    number = await disputed(shop)
    assert (await open_disputes(lin)).total == 0
    with pytest.raises(NoSuchDispute):
        await settle_dispute(lin, number, WORDS, now=NOON)


async def test_only_administrators_settle(shop):
    number = await disputed(shop)
    with pytest.raises(OnlyAdministrators):
        await settle_dispute(shop.wang, number, WORDS, now=NOON)


async def test_words_too_long_to_keep_are_refused(shop):
    number = await disputed(shop)
    with pytest.raises(ReasonTooLong):
        await settle_dispute(shop.admin, number, "长" * 201, now=NOON)


@pytest.mark.parametrize("how", ["amend", "withdraw"])
async def test_what_the_apprentice_changed_needs_no_settling(shop, how):
    number = await disputed(shop)
    if how == "amend":
        await amend_hours(shop.lin, 1, Change(minutes=60), now=NOON)
    else:
        await withdraw_hours(shop.lin, 1, now=NOON)
    assert (await open_disputes(shop.admin)).total == 0
    with pytest.raises(DisputeOver) as refusal:
        await settle_dispute(shop.admin, number, WORDS, now=NOON)
    assert refusal.value.by == ""


async def _waiting(shop):
    """A dispute of hours that wait."""
    entry = await shop.entry(shop.lin)
    dispute = await Dispute.create(entry=entry, revision=1, reason=REASON, opened_at=NOON)
    return Seen(entry.id, 1, opened=True), dispute.id


async def test_the_mentors_confirmation_settles_it(shop):
    seen, number = await _waiting(shop)
    await confirm_hours(shop.wang, [seen], batch="test", now=NOON)
    kept = await Dispute.get(id=number).prefetch_related("settled_by")
    assert kept.settled_by.id == shop.wang.person_id
    assert (await AuditEntry.get(event="hours.dispute_settled")).subject == f"dispute:{number}"


async def test_the_mentors_return_leaves_it_open(shop):
    seen, _ = await _waiting(shop)
    await return_hours(shop.wang, [seen], "时间不符", batch="test", now=NOON)
    (line,) = (await open_disputes(shop.admin)).lines
    assert (line.returned_by, line.returned_because) == ("王建国", "时间不符")


async def test_the_administrators_return_settles_it(shop):
    seen, number = await _waiting(shop)
    await return_hours(shop.admin, [seen], WORDS, batch="test", now=NOON)
    assert (await Dispute.get(id=number)).settlement == WORDS
    assert (await open_disputes(shop.admin)).total == 0


async def test_who_asks_again_reads_what_was_said(shop):
    number = await disputed(shop)
    await settle_dispute(shop.admin, number, WORDS, now=NOON)
    assert (await dispute_hours(shop.lin, 1, REASON, now=NOON)).settlement == WORDS
    assert (
        await say(shop.lin, "申诉 1") == f"编号 1 的申诉，管理员已处理：{WORDS}\n改好再交以后，可以再申诉。"
    )


async def test_in_chat_from_the_list_to_the_words(shop):
    await bind_all(shop)
    number = await disputed(shop)
    queue = await say(shop.admin, "申诉")
    assert f"{number}. 林子轩 编号 1：11-19 实操 4小时 车床外圆" in queue
    assert REASON in queue
    assert "怎样处理" in await say(shop.admin, f"处理 {number}")
    assert "已处理，已告诉林子轩和导师" in await say(shop.admin, WORDS)
    assert await say(shop.admin, "申诉") == "没有要处理的申诉。"
    assert "已由周敏处理过了" in await say(shop.admin, f"处理 {number} 再说一次")
    assert WORDS in await say(shop.lin, "申诉 1 请再看看")


async def test_in_chat_what_can_not_be_settled_asks_no_words(shop):
    await bind_all(shop)
    assert "没有申诉 7" in await say(shop.admin, "处理 7")
    assert "要处理哪一条" in await say(shop.admin, "处理")
    assert "没有申诉 7" in await say(shop.admin, "7 已核实")
    assert "是给管理员用的" in await say(shop.wang, "处理 7 好")


async def test_a_settled_dispute_no_longer_waits_for_the_administrator(shop):
    await bind_all(shop)
    _, number = await _waiting(shop)
    assert "林子轩 编号1" in await say(shop.admin, "未确认")
    await settle_dispute(shop.admin, number, WORDS, now=NOON)
    assert "没有要您代办的学时" in await say(shop.admin, "未确认")

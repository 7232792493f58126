"""A notice goes to the people its author may reach, once, and it is known who read it."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.audiences import Audience, NobodyReached, OrganizationUnknown
from domain.deliveries import DeliveryState
from domain.notice_text import NoticeText
from domain.notices import NoticeState
from domain.organizations import OrganizationKind
from domain.roles import Actor, Role
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.notices import Notice, Receipt
from models.organizations import Organization
from models.people import Person, RoleHeld
from models.training import Apprenticeship
from tests.cast import NOON, contact, person
from usecases.acknowledge_notice import acknowledge_notices, acknowledge_only_one
from usecases.administered import OnlyAdministrators
from usecases.broadcast_notice import DraftGone, broadcast_notice
from usecases.cancel_notice import NothingToCancel, cancel_notice
from usecases.draft_notice import Wish, draft_notice
from usecases.finish_notices import finish_notices
from usecases.notice_report import notice_report, recent_notices
from usecases.read_notice import NoSuchNotice, read_notice

LATER = NOON + timedelta(hours=2)


def wish(
    role: Role | None = Role.APPRENTICE, organization: str = "", ref: str = "message:1", **facts
) -> Wish:
    return Wish(
        NoticeText("冬季安全培训", "周五三点，三号车间。"), Audience(role, organization), ref, **facts
    )


async def send(actor: Actor, *args, **facts) -> int:
    draft = await draft_notice(actor, wish(*args, **facts), now=NOON)
    return (await broadcast_notice(actor, draft.number, now=NOON)).number


async def names(number: int) -> set[str]:
    return set(await Receipt.filter(notice_id=number).values_list("person__name", flat=True))


async def test_a_preview_counts_whom_it_would_reach_and_sends_nothing(shop):
    await contact(shop.lin)
    found = await draft_notice(shop.admin, wish(), now=NOON)
    assert (found.headcount.people, found.headcount.following) == (2, 1)
    assert await Receipt.all().count() == await Delivery.all().count() == 0


async def test_a_notice_reaches_each_of_its_audience_once(shop):
    number = await send(shop.admin)
    assert await names(number) == {"林子轩", "黄雨桐"}
    deliveries = await Delivery.all()
    assert {delivery.person_id for delivery in deliveries} == {shop.lin.person_id, shop.huang.person_id}
    assert {delivery.key for delivery in deliveries} == {
        f"notice:{number}:{shop.lin.person_id}",
        f"notice:{number}:{shop.huang.person_id}",
    }
    assert deliveries[0].facts == {
        "notice": number,
        "title": "冬季安全培训",
        "body": "周五三点，三号车间。",
        "whole": True,
        "acknowledge": True,
        "day": "2026-11-20",
    }


async def test_sending_twice_sends_once(shop):
    draft = await draft_notice(shop.admin, wish(), now=NOON)
    first = await broadcast_notice(shop.admin, draft.number, now=NOON)
    second = await broadcast_notice(shop.admin, draft.number, now=LATER)
    assert (first.again, second.again, second.recipients) == (False, True, 2)
    assert await Delivery.all().count() == 2


async def test_two_who_send_at_the_same_moment_send_once(shop):
    draft = await draft_notice(shop.admin, wish(), now=NOON)
    both = await asyncio.gather(*(broadcast_notice(shop.admin, draft.number, now=NOON) for _ in range(2)))
    assert sorted(sent.again for sent in both) == [False, True]
    assert await Delivery.all().count() == 2


async def test_the_same_wish_told_twice_is_one_notice(shop):
    number = await send(shop.admin)
    again = await draft_notice(shop.admin, wish(), now=LATER)
    assert (again.number, again.state) == (number, NoticeState.SENDING)
    assert await Notice.all().count() == 1


async def test_a_draft_left_lying_is_dropped_and_can_be_told_again(shop):
    first = await draft_notice(shop.admin, wish(), now=NOON)
    await draft_notice(shop.admin, wish(ref="message:2"), now=LATER)
    with pytest.raises(DraftGone):
        await broadcast_notice(shop.admin, first.number, now=LATER)
    again = await draft_notice(shop.admin, wish(), now=LATER)
    assert (again.number, again.state) == (first.number, NoticeState.DRAFT)


async def test_a_long_body_stands_once_in_the_notice_and_shortened_in_the_outbox(shop):
    long = replace(wish(), text=NoticeText("长通知", "长" * 400))
    draft = await draft_notice(shop.admin, long, now=NOON)
    await broadcast_notice(shop.admin, draft.number, now=NOON)
    delivery = await Delivery.first()
    assert delivery.facts["body"] == "长" * 300
    assert delivery.facts["whole"] is False


async def test_an_urgent_notice_is_urgent_in_the_outbox(shop):
    await send(shop.admin, urgent=True)
    assert all(await Delivery.all().values_list("urgent", flat=True))


async def test_a_leading_firm_reaches_its_chain_and_a_member_only_itself(shop):
    member = await person("孙丽", Role.ADMINISTRATOR, await Organization.get(id=shop.other_firm))
    assert await names(await send(shop.admin, Role.MENTOR)) == {"王建国", "陈志明", "赵磊"}
    assert await names(await send(member, Role.MENTOR, ref="message:2")) == {"赵磊"}


async def test_an_authority_reaches_everybody(shop):
    office = await Organization.create(name="市人社局", kind=OrganizationKind.AUTHORITY)
    clerk = await person("吴科", Role.ADMINISTRATOR, office)
    stranger = await Organization.create(name="链外企业", kind=OrganizationKind.ENTERPRISE)
    await person("郑六", Role.MENTOR, stranger)
    assert "郑六" in await names(await send(clerk, None))
    assert "郑六" not in await names(await send(shop.admin, None, ref="message:2"))


async def test_a_school_reaches_the_students_who_work_elsewhere(shop):
    dean = await person("许主任", Role.ADMINISTRATOR, await Organization.get(id=shop.school))
    assert await names(await send(dean)) == {"林子轩"}
    assert await names(await send(dean, None, ref="message:2")) == {"林子轩", "何静", "许主任"}


async def test_one_organization_can_be_named(shop):
    assert await names(await send(shop.admin, Role.MENTOR, "云帆精密模具")) == {"赵磊"}


@pytest.mark.parametrize("name", ["没有这家", "链外企业"])
async def test_an_organization_out_of_reach_looks_like_none(shop, name):
    await Organization.create(name="链外企业", kind=OrganizationKind.ENTERPRISE)
    with pytest.raises(OrganizationUnknown):
        await draft_notice(shop.admin, wish(organization=name), now=NOON)


async def test_who_is_erased_gets_nothing(shop):
    await Person.filter(id=shop.huang.person_id).update(erased_at=NOON)
    assert await names(await send(shop.admin)) == {"林子轩"}


async def test_an_audience_of_nobody_is_refused(shop):
    with pytest.raises(NobodyReached):
        await draft_notice(shop.admin, wish(Role.TEACHER, "云帆精密模具"), now=NOON)
    assert await Notice.all().count() == 0


@pytest.mark.parametrize("who", ["lin", "wang", "teacher"])
async def test_only_administrators_send(shop, who):
    draft = await draft_notice(shop.admin, wish(), now=NOON)
    outsider = getattr(shop, who)
    with pytest.raises(OnlyAdministrators):
        await draft_notice(outsider, wish(ref="message:2"), now=NOON)
    with pytest.raises(OnlyAdministrators):
        await broadcast_notice(outsider, draft.number, now=NOON)


async def test_nobody_sends_the_draft_of_another(shop):
    draft = await draft_notice(shop.admin, wish(), now=NOON)
    other = await person("孙丽", Role.ADMINISTRATOR, await Organization.get(id=shop.firm))
    with pytest.raises(DraftGone):
        await broadcast_notice(other, draft.number, now=NOON)


async def test_an_administrator_who_was_dismissed_meanwhile_reaches_nobody(shop):
    draft = await draft_notice(shop.admin, wish(), now=NOON)
    await RoleHeld.filter(person_id=shop.admin.person_id).delete()
    with pytest.raises(NobodyReached):
        await broadcast_notice(shop.admin, draft.number, now=NOON)
    assert (await Notice.get(id=draft.number)).state is NoticeState.DRAFT


async def test_reading_and_acknowledging_are_told_apart(shop):
    number = await send(shop.admin)
    view = await read_notice(shop.lin, number, now=NOON)
    assert (view.title, view.body, view.author) == ("冬季安全培训", "周五三点，三号车间。", "周敏")
    assert (view.needs_acknowledgement, view.acknowledged_at) == (True, None)
    receipt = await Receipt.get(person_id=shop.lin.person_id)
    assert (receipt.read_at, receipt.acknowledged_at) == (NOON, None)


async def test_who_has_read_it_needs_no_message_any_more(shop):
    number = await send(shop.admin)
    await read_notice(shop.lin, number, now=NOON)
    await acknowledge_notices(shop.huang, [number], now=LATER)
    assert dict(await Delivery.all().values_list("person_id", "seen_at")) == {
        shop.lin.person_id: NOON,
        shop.huang.person_id: LATER,
    }


async def test_acknowledging_twice_keeps_the_first_time(shop):
    number = await send(shop.admin)
    (first,) = await acknowledge_notices(shop.lin, [number], now=NOON)
    (second,) = await acknowledge_notices(shop.lin, [number], now=LATER)
    assert (first.again, second.again, second.at) == (False, True, NOON)
    assert (await read_notice(shop.lin, number, now=LATER)).acknowledged_at == NOON
    assert await AuditEntry.filter(event="notice.acknowledged").count() == 1


async def test_a_foreign_notice_looks_like_none(shop):
    number = await send(shop.admin)
    with pytest.raises(NoSuchNotice):
        await read_notice(shop.wang, number, now=NOON)
    with pytest.raises(NoSuchNotice):
        await acknowledge_notices(shop.wang, [number], now=NOON)


async def test_of_several_numbers_none_is_acknowledged_where_one_is_foreign(shop):
    number = await send(shop.admin)
    with pytest.raises(NoSuchNotice):
        await acknowledge_notices(shop.lin, [number, 999], now=NOON)
    assert (await Receipt.get(person_id=shop.lin.person_id)).acknowledged_at is None


async def test_without_a_number_the_only_open_notice_is_acknowledged(shop):
    number = await send(shop.admin)
    found = await acknowledge_only_one(shop.lin, now=NOON)
    assert [each.number for each in found.acknowledged] == [number]
    assert await acknowledge_only_one(shop.lin, now=NOON) == type(found)()


async def test_without_a_number_several_open_notices_are_listed(shop):
    numbers = [await send(shop.admin, ref=f"message:{n}") for n in range(3)]
    await send(shop.admin, ref="message:9", needs_acknowledgement=False)
    found = await acknowledge_only_one(shop.lin, now=NOON)
    assert [each.number for each in found.still_open] == sorted(numbers, reverse=True)
    assert not found.acknowledged


async def test_the_report_adds_up(shop):
    number = await send(shop.admin, None)
    await acknowledge_notices(shop.lin, [number], now=NOON)
    await read_notice(shop.wang, number, now=NOON)
    await Delivery.filter(person_id=shop.lin.person_id).update(state="sent", channel="template")
    await Delivery.filter(person_id=shop.huang.person_id).update(state="sent", channel="inbox")
    await Delivery.filter(person_id=shop.wang.person_id).update(state="refused", outcome="user block")
    found = await notice_report(shop.admin, number)
    line = found.line
    assert (line.recipients, line.read, line.acknowledged) == (7, 2, 1)
    assert (found.sent, found.inbox, found.under_way, found.failures) == (1, 1, 4, (("user block", 1),))
    assert await recent_notices(shop.admin) == (line,)


async def test_the_report_of_other_organizations_is_not_shown(shop):
    number = await send(shop.admin)
    member = await person("孙丽", Role.ADMINISTRATOR, await Organization.get(id=shop.other_firm))
    assert await recent_notices(member) == ()
    with pytest.raises(NoSuchNotice):
        await notice_report(member, number)


async def test_a_cancelled_notice_stops_what_has_not_left(shop):
    number = await send(shop.admin)
    await Delivery.filter(person_id=shop.lin.person_id).update(state=DeliveryState.SENT)
    assert (await cancel_notice(shop.admin, number, now=LATER)).stopped == 1
    states = dict(await Delivery.all().values_list("person_id", "state"))
    assert states == {shop.lin.person_id: DeliveryState.SENT, shop.huang.person_id: DeliveryState.CANCELLED}
    assert (await read_notice(shop.lin, number, now=LATER)).cancelled
    with pytest.raises(NothingToCancel):
        await cancel_notice(shop.admin, number, now=LATER)


async def test_a_notice_is_sent_once_nothing_of_it_waits(shop):
    number = await send(shop.admin)
    assert await finish_notices() == 0
    await Delivery.all().update(state=DeliveryState.SENT)
    assert await finish_notices() == 1
    assert (await Notice.get(id=number)).state is NoticeState.SENT
    with pytest.raises(NothingToCancel):
        await cancel_notice(shop.admin, number, now=LATER)


async def test_a_student_of_two_agreements_gets_it_once(shop):
    agreement = await Apprenticeship.get(id=shop.lin_training)
    agreement.id, agreement.employer_id, agreement._saved_in_db = None, shop.other_firm, False
    await agreement.save(force_create=True)
    assert await names(await send(shop.admin)) == {"林子轩", "黄雨桐"}

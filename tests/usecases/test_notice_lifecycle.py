"""A notice waits for its approver and its time, can be held, and is addressed piece by piece."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.audiences import Audience
from domain.notice_text import NoticeText
from domain.notices import NoticeState
from domain.organizations import OrganizationKind
from domain.roles import Role
from models.deliveries import Delivery
from models.notices import Notice, Receipt
from models.organizations import Organization
from models.training import Apprenticeship
from tests.cast import NOON, contact, person
from tests.notices import names, send, wish
from tests.outbox import Platform, bind_all
from usecases import address_notice as addressing
from usecases.acknowledge_notice import acknowledge_notices
from usecases.address_notice import address_notices, address_piece
from usecases.approve_notice import NothingToApprove, approve_notice, reject_notice
from usecases.broadcast_notice import broadcast_notice
from usecases.cancel_notice import cancel_notice
from usecases.draft_notice import draft_notice
from usecases.finish_notices import begin_scheduled, finish_notices
from usecases.notice_report import notice_report
from usecases.pause_notice import NotGoingOut, pause_notice, resume_notice
from usecases.remind_unacknowledged import NotToAcknowledge, remind_unacknowledged

LATER = NOON + timedelta(hours=2)


@pytest.fixture
async def second(shop):
    """Another administrator of the firm."""
    return await person("郭伟明", Role.ADMINISTRATOR, await Organization.get(id=shop.firm))


async def propose(shop, second, **facts):
    draft = await draft_notice(shop.admin, wish(approver_id=second.person_id, **facts), now=NOON)
    return await broadcast_notice(shop.admin, draft.number, now=NOON)


async def test_a_proposed_notice_goes_only_once_the_second_administrator_approves(shop, second):
    proposed = await propose(shop, second)
    assert proposed.state is NoticeState.PROPOSED
    assert await Receipt.all().count() == 0
    [question] = await Delivery.filter(kind="notice_to_approve")
    assert question.person_id == second.person_id
    decided = await approve_notice(second, proposed.number, now=LATER)
    assert (decided.state, decided.recipients) == (NoticeState.SENDING, 2)
    assert await names(proposed.number) == {"林子轩", "黄雨桐"}
    with pytest.raises(NothingToApprove):
        await approve_notice(second, proposed.number, now=LATER)


async def test_the_author_cannot_approve(shop, second):
    proposed = await propose(shop, second)
    with pytest.raises(NothingToApprove):
        await approve_notice(shop.admin, proposed.number, now=LATER)
    assert await Receipt.all().count() == 0


async def test_a_rejected_notice_reaches_nobody_and_its_author_hears_why(shop, second):
    proposed = await propose(shop, second)
    await reject_notice(second, proposed.number, "日期不对", now=LATER)
    with pytest.raises(NothingToApprove):
        await approve_notice(second, proposed.number, now=LATER)
    [told] = await Delivery.filter(kind="notice_decided")
    assert (told.person_id, told.facts["reason"]) == (shop.admin.person_id, "日期不对")


async def test_a_scheduled_notice_waits_for_its_time(shop):
    draft = await draft_notice(shop.admin, wish(scheduled_for=LATER), now=NOON)
    assert (await broadcast_notice(shop.admin, draft.number, now=NOON)).state is NoticeState.SCHEDULED
    assert await begin_scheduled(now=LATER - timedelta(seconds=1)) == 0
    assert await Receipt.all().count() == 0
    assert [await begin_scheduled(now=LATER) for _ in range(2)] == [1, 0]
    await address_notices(now=LATER)
    assert await Receipt.all().count() == 2


async def test_a_paused_notice_sends_nothing_until_it_goes_on(shop):
    await bind_all(shop)
    number = await send(shop.admin)
    platform = Platform()
    assert (await pause_notice(shop.admin, number, now=NOON)).waiting == 2
    assert await platform.round() == {}
    await resume_notice(shop.admin, number, now=NOON)
    assert await platform.round() == {"sent": 2}
    with pytest.raises(NotGoingOut):
        await resume_notice(shop.admin, number, now=NOON)


async def test_what_is_cancelled_while_it_goes_out_stops(shop):
    await bind_all(shop)
    number = await send(shop.admin)
    platform = Platform()
    await cancel_notice(shop.admin, number, now=NOON)
    assert await platform.round() == {}
    await finish_notices(now=NOON)
    assert set(await Delivery.all().values_list("state", flat=True)) == {"cancelled"}


async def test_reminders_go_before_a_notice_and_an_urgent_notice_before_them(shop):
    await bind_all(shop)
    number = await send(shop.admin)
    urgent = await send(shop.admin, ref="message:2", urgent=True)
    key = "reminder"
    await Delivery.enqueue(shop.wang.person_id, "deputy_ended", key=key, now=NOON, priority=2, mentor="王")
    platform = Platform()
    platform.concurrency = 1
    await platform.round()
    order = [parcel.facts.get("notice", key) for parcel in platform.parcels]
    assert order == [urgent, urgent, key, number, number]


async def test_addressing_goes_on_where_it_stopped_and_addresses_nobody_twice(shop, monkeypatch):
    monkeypatch.setattr(addressing, "PIECE", 2)
    monkeypatch.setattr(addressing, "PIECE_INLINE", 2)
    number = await send(shop.admin, None)
    assert (await Notice.get(id=number)).addressed_to == 2
    assert (await notice_report(shop.admin, number)).sums["waiting"] == 7
    assert await address_piece(number, now=NOON) is False
    assert await address_notices(now=NOON) == 1
    assert await address_notices(now=NOON) == 0
    row = await Notice.get(id=number)
    assert (
        row.recipients == await Receipt.all().count() == await Delivery.filter(notice_id=number).count() == 7
    )


async def test_a_correction_goes_to_exactly_the_people_of_the_first(shop):
    number = await send(shop.admin)
    await person("新来的", Role.APPRENTICE, await Organization.get(id=shop.firm))
    follows = replace(wish(ref="message:2", corrects=number), text=NoticeText("更正", "改为四点。"))
    draft = await draft_notice(shop.admin, follows, now=LATER)
    await broadcast_notice(shop.admin, draft.number, now=LATER)
    assert await names(draft.number) == await names(number)


async def test_a_notice_can_be_for_one_programme_and_its_mentors(shop):
    other = await person("别的师傅", Role.MENTOR, await Organization.get(id=shop.firm))
    training = await Apprenticeship.get(id=shop.lin_training)
    narrowed = replace(wish(), audience=Audience(None, programme=str(training.programme)))
    draft = await draft_notice(shop.admin, narrowed, now=NOON)
    await broadcast_notice(shop.admin, draft.number, now=NOON)
    reached = await names(draft.number)
    assert {"林子轩", "王建国"} <= reached
    assert other.name not in reached
    assert shop.admin.name not in reached


async def test_a_notice_can_be_for_a_list_of_people(shop):
    listed = replace(wish(), audience=Audience(None, people=(shop.lin.person_id, shop.wang.person_id)))
    draft = await draft_notice(shop.admin, listed, now=NOON)
    await broadcast_notice(shop.admin, draft.number, now=NOON)
    assert await names(draft.number) == {"林子轩", "王建国"}


async def test_only_those_who_have_not_acknowledged_are_asked_again_once_a_day(shop):
    await bind_all(shop)
    number = await send(shop.admin)
    platform = Platform()
    await platform.round()
    await acknowledge_notices(shop.lin, [number], now=NOON)
    assert (await remind_unacknowledged(shop.admin, number, now=LATER)).people == 1
    assert (await remind_unacknowledged(shop.admin, number, now=LATER)).people == 0
    [asked] = await Delivery.filter(kind="notice_unacknowledged")
    assert asked.person_id == shop.huang.person_id
    await acknowledge_notices(shop.huang, [number], now=LATER)
    platform.clock.turn(hours=2)
    assert await platform.round() == {"cancelled": 1}


async def test_a_notice_without_an_acknowledgement_asks_nobody_again(shop):
    number = await send(shop.admin, needs_acknowledgement=False)
    with pytest.raises(NotToAcknowledge):
        await remind_unacknowledged(shop.admin, number, now=NOON)


async def test_another_firm_cannot_hold_or_cancel_it(shop):
    number = await send(shop.admin)
    stranger = await person(
        "孙丽", Role.ADMINISTRATOR, await Organization.create(name="别的厂", kind=OrganizationKind.ENTERPRISE)
    )
    await contact(stranger)
    with pytest.raises(NotGoingOut):
        await pause_notice(stranger, number, now=NOON)

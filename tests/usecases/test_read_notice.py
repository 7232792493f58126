"""It is known who read a notice and who acknowledged it, and what became of the messages."""

from datetime import timedelta

import pytest

from domain.deliveries import DeliveryState
from domain.notices import NoticeState
from domain.roles import Role
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.notices import Notice, Receipt
from models.organizations import Organization
from tests.cast import NOON, person
from tests.notices import send
from usecases.acknowledge_notice import acknowledge_notices, acknowledge_only_one
from usecases.cancel_notice import NothingToCancel, cancel_notice
from usecases.finish_notices import finish_notices
from usecases.notice_report import notice_report, recent_notices
from usecases.read_notice import NoSuchNotice, read_notice

LATER = NOON + timedelta(hours=2)


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
    assert {name: count for name, count in found.sums.items() if count} == {
        "read": 1, "inbox": 1, "waiting": 4, "refused": 1,
    }  # fmt: skip
    assert sum(found.sums.values()) == line.recipients
    assert found.failures == (("user block", 1),)
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
    assert (await notice_report(shop.admin, number)).sums["cancelled"] == 1
    await finish_notices(now=LATER)
    states = dict(await Delivery.all().values_list("person_id", "state"))
    assert states == {shop.lin.person_id: DeliveryState.SENT, shop.huang.person_id: DeliveryState.CANCELLED}
    assert (await read_notice(shop.lin, number, now=LATER)).cancelled
    with pytest.raises(NothingToCancel):
        await cancel_notice(shop.admin, number, now=LATER)


async def test_a_notice_is_sent_once_nothing_of_it_waits(shop):
    number = await send(shop.admin)
    assert await finish_notices(now=LATER) == 0
    await Delivery.all().update(state=DeliveryState.SENT)
    assert await finish_notices(now=LATER) == 1
    assert (await Notice.get(id=number)).state is NoticeState.SENT
    with pytest.raises(NothingToCancel):
        await cancel_notice(shop.admin, number, now=LATER)

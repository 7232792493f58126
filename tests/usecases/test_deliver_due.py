"""The outbox reaches people by what WeChat still allows, and every message ends once."""

import asyncio
from datetime import timedelta

import pytest

from domain.backoff import FIRST, MOST_ATTEMPTS
from domain.deliveries import Barred, Busy, Channel, Closed, DeliveryState, Never, Unsure
from models.deliveries import Delivery
from models.people import Identity, Person
from tests.cast import NOON, contact
from tests.outbox import Platform, enqueue, wrote
from usecases.outbox import LEASE, free_expired, record_all, take_due


async def test_who_wrote_today_is_told_by_customer_message(shop):
    await wrote(shop.wang, at=NOON - timedelta(hours=1))
    await enqueue(shop.wang, mentor="王建国")
    platform = Platform()
    assert await platform.round() == {"sent": 1}
    [parcel] = platform.parcels
    assert (parcel.channel, parcel.kind, parcel.facts) == (
        Channel.CUSTOMER,
        "deputy_ended",
        {"mentor": "王建国"},
    )
    row = await Delivery.get()
    assert (row.state, row.channel, row.ended_at) == (DeliveryState.SENT, "customer", NOON)


async def test_who_has_not_written_is_told_by_template(shop):
    row = await enqueue(shop.wang)
    platform = Platform()
    await platform.round()
    assert platform.channels == [Channel.TEMPLATE]
    assert platform.parcels[0].client_id == f"jm-{row.id}"
    assert (await Delivery.get()).platform_id == "msg-1"


async def test_what_ended_is_not_sent_again(shop):
    await enqueue(shop.wang)
    platform = Platform()
    assert [await platform.round(), await platform.round()] == [{"sent": 1}, {}]


async def test_the_sixth_message_goes_another_way(shop):
    await wrote(shop.wang, at=NOON - timedelta(hours=1))
    for _ in range(7):
        await enqueue(shop.wang)
    platform = Platform()
    await platform.round()
    assert platform.channels == [Channel.CUSTOMER] * 5 + [Channel.TEMPLATE] * 2


async def test_a_refused_channel_gives_way_at_once(shop):
    await wrote(shop.wang, at=NOON - timedelta(hours=1))
    await enqueue(shop.wang)
    platform = Platform(lambda parcel: Barred("45047") if parcel.channel is Channel.CUSTOMER else None)
    assert await platform.round() == {"sent": 1}
    assert platform.channels == [Channel.CUSTOMER, Channel.TEMPLATE]
    assert (await Delivery.get()).channel == "template"


async def test_what_no_channel_takes_stands_in_the_inbox(shop):
    await enqueue(shop.wang)
    assert await Platform(lambda parcel: Barred("43004")).round() == {"sent": 1}
    assert (await Delivery.get()).channel == "inbox"


async def test_who_unfollowed_reads_it_in_the_inbox(shop):
    row = await enqueue(shop.wang)
    await Identity.filter(person_id=row.person_id).update(follows=False)
    platform = Platform()
    assert await platform.round() == {"sent": 1}
    assert platform.parcels == []


async def test_a_busy_platform_is_asked_again_after_a_pause(shop):
    row = await enqueue(shop.wang)
    platform = Platform(lambda parcel: Busy("-1 system error"))
    assert await platform.round() == {"waiting": 1}
    row = await Delivery.get()
    assert NOON + FIRST / 2 <= row.due_at <= NOON + FIRST
    assert (row.outcome, row.attempts) == ("-1 system error", 1)
    assert await platform.round() == {}


async def test_after_five_attempts_a_message_is_dead_and_still_in_the_inbox(shop):
    await enqueue(shop.wang)
    platform = Platform(lambda parcel: Busy("-1"))
    for _ in range(MOST_ATTEMPTS):
        await platform.round()
        platform.clock.turn(hours=1, minutes=5)
    row = await Delivery.get()
    assert (row.state, row.attempts, len(platform.parcels)) == (DeliveryState.DEAD, 5, 5)


async def test_a_rate_limit_is_respected_for_its_minute(shop):
    await enqueue(shop.wang)
    await Platform(lambda parcel: Busy("45011", timedelta(minutes=1))).round()
    assert (await Delivery.get()).due_at >= NOON + timedelta(minutes=1)


async def test_an_exhausted_quota_makes_messages_wait_without_using_up_attempts(shop):
    tomorrow = NOON + timedelta(hours=13)
    await enqueue(shop.wang)
    assert await Platform(lambda parcel: Closed("45009", tomorrow)).round() == {"waiting": 1}
    row = await Delivery.get()
    assert (row.due_at, row.attempts) == (tomorrow, 0)


async def test_a_defect_of_ours_ends_the_message(shop):
    await enqueue(shop.wang)
    assert await Platform(lambda parcel: Never("47003")).round() == {"refused": 1}


async def test_a_customer_message_without_an_answer_is_not_repeated(shop):
    await wrote(shop.wang, at=NOON - timedelta(hours=1))
    await enqueue(shop.wang)
    assert await Platform(lambda parcel: Unsure("timeout")).round() == {"sent": 1}
    assert (await Delivery.get()).outcome == "unknown: timeout"


async def test_an_urgent_customer_message_without_an_answer_is_repeated(shop):
    await wrote(shop.wang, at=NOON - timedelta(hours=1))
    await enqueue(shop.wang, urgent=True)
    assert await Platform(lambda parcel: Unsure("timeout")).round() == {"waiting": 1}


async def test_a_template_message_without_an_answer_repeats_under_its_client_id(shop):
    await enqueue(shop.wang)
    answers = [Unsure("timeout"), None]
    platform = Platform(lambda parcel: answers.pop(0))
    await platform.round()
    platform.clock.turn(minutes=1)
    assert await platform.round() == {"sent": 1}
    first, second = platform.parcels
    assert first.client_id == second.client_id
    assert (first.again, second.again) == (False, True)


async def test_at_night_messages_wait_until_eight_unless_they_are_urgent(shop):
    await enqueue(shop.wang)
    await enqueue(shop.wang, urgent=True)
    platform = Platform()
    platform.clock.turn(hours=10)  # 22:00
    assert await platform.round() == {"waiting": 1, "sent": 1}
    waiting = await Delivery.get(urgent=False)
    assert (waiting.due_at, waiting.attempts) == (NOON + timedelta(hours=20), 0)
    platform.clock.turn(hours=10)
    assert await platform.round() == {"sent": 1}


async def test_what_came_too_late_expires(shop):
    await enqueue(shop.wang, expires_at=NOON + timedelta(hours=1))
    platform = Platform()
    platform.clock.turn(hours=2)
    assert await platform.round() == {"expired": 1}
    assert platform.parcels == []


@pytest.mark.parametrize("gone", ["erased", "unbound"])
async def test_nothing_is_sent_to_who_is_gone(shop, gone):
    row = await enqueue(shop.wang)
    if gone == "erased":
        await Person.filter(id=row.person_id).update(erased_at=NOON)
    else:
        await Identity.filter(person_id=row.person_id).update(person_id=None)
    platform = Platform()
    assert await platform.round() == {"cancelled" if gone == "erased" else "refused": 1}
    assert (await Delivery.get()).outcome == f"person.{gone}"
    assert platform.parcels == []


async def test_two_processes_send_each_message_once(shop):
    people = (shop.wang, shop.chen, shop.lin, shop.huang, shop.admin, shop.teacher, shop.zhao)
    for number in range(60):
        await enqueue(people[number % 7])
    platform = Platform()
    await asyncio.gather(*(platform.round() for _ in range(4)))
    assert sorted(parcel.delivery_id for parcel in platform.parcels) == sorted(
        await Delivery.all().values_list("id", flat=True)
    )
    assert await Delivery.filter(state=DeliveryState.SENT).count() == 60


async def test_what_a_dead_process_held_comes_back(shop):
    await enqueue(shop.wang)
    assert len(await take_due(10, now=NOON)) == 1
    platform = Platform()
    assert await platform.round() == {}
    platform.clock.turn(seconds=LEASE.total_seconds())
    assert await platform.round() == {"sent": 1}
    assert (await Delivery.get()).attempts == 2


async def test_who_held_it_too_long_changes_nothing_any_more(shop):
    await enqueue(shop.wang)
    [lost] = await take_due(1, now=NOON)
    later = NOON + LEASE
    await free_expired(now=later)
    [held] = await take_due(1, now=later)
    assert await record_all([(lost, Never("too late"))], now=later) == set()
    assert await record_all([(held, Never("47003"))], now=later) == {held.id}
    assert (await Delivery.get()).state is DeliveryState.REFUSED


async def test_one_failure_of_ours_leaves_the_others_delivered(shop):
    await enqueue(shop.wang, "hours_unconfirmed")  # without the facts it needs
    await enqueue(shop.lin)
    platform = Platform()
    with pytest.raises(KeyError):
        await platform.round()
    assert await Delivery.filter(state=DeliveryState.SENT).count() == 1


async def test_sums_add_up(shop):
    for number in range(30):
        await enqueue(shop.lin if number % 2 else shop.wang)
    answers = [Busy("-1"), Never("47003"), Barred("43004"), None, Unsure("timeout")]
    platform = Platform(lambda parcel: answers[parcel.delivery_id % 5])
    tally = await platform.round()
    states = await Delivery.all().values_list("state", flat=True)
    assert sum(tally.values()) == len(states) == 30
    assert {str(state) for state in states} == set(tally)


async def test_one_persons_messages_go_in_order(shop):
    await contact(shop.wang)
    rows = [await enqueue(shop.wang) for _ in range(12)]
    platform = Platform()
    await platform.round()
    assert [parcel.delivery_id for parcel in platform.parcels] == [row.id for row in rows]

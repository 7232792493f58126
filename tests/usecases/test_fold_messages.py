"""What waited overnight for a mentor comes as one message."""

from datetime import time, timedelta

from domain.clock import instant, local_day
from domain.deliveries import Busy
from models.deliveries import Delivery
from tests.cast import NOON, TODAY
from tests.outbox import Platform, bind_all
from usecases.inbox import open_inbox
from usecases.withdraw_hours import withdraw_hours

MORNING = instant(local_day(NOON) + timedelta(days=1), time(8))


async def told_at_night(shop, *apprentices):
    await bind_all(shop)
    for hour, apprentice in enumerate(apprentices):
        entry = await shop.entry(apprentice, work_date=TODAY - timedelta(days=hour))
        await Delivery.enqueue(
            shop.wang.person_id, "hours_to_confirm", key=f"night:{hour}", now=NOON, due_at=MORNING,
            entry=entry.id, revision=1, name=apprentice.name, day=TODAY.isoformat(), minutes=240, category="practice",
            content="车床", flags=[], instead_of="",
        )  # fmt: skip
    platform = Platform()
    platform.clock.now = MORNING
    return platform


async def test_what_waited_overnight_leaves_as_one_message(shop):
    platform = await told_at_night(shop, shop.lin, shop.lin, shop.huang)
    tally = await platform.round()
    [parcel] = platform.parcels
    assert parcel.kind == "hours_to_confirm_many"
    assert parcel.facts["names"] == [["林子轩", 2], ["黄雨桐", 1]]
    assert tally == {"sent": 1, "cancelled": 2}


async def test_one_alone_is_told_as_it_is(shop):
    platform = await told_at_night(shop, shop.lin)
    await platform.round()
    assert [parcel.kind for parcel in platform.parcels] == ["hours_to_confirm"]


async def test_more_than_the_process_takes_at_once_are_taken_in_too(shop):
    platform = await told_at_night(shop, *([shop.lin, shop.huang] * 3))
    platform.concurrency = 2
    await platform.round()
    assert [len(parcel.facts["entries"]) for parcel in platform.parcels] == [6]


async def test_a_folded_message_that_must_be_repeated_stays_folded(shop):
    platform = await told_at_night(shop, shop.lin, shop.huang)
    answers = [Busy("-1"), None]
    platform.answer = lambda parcel: answers.pop(0)
    await platform.round()
    platform.clock.turn(minutes=2)
    await platform.round()
    assert [parcel.kind for parcel in platform.parcels] == ["hours_to_confirm_many"] * 2
    assert platform.parcels[0].client_id == platform.parcels[1].client_id


async def test_the_inbox_shows_the_one_message(shop):
    platform = await told_at_night(shop, shop.lin, shop.huang)
    await platform.round()
    kinds = [item.kind for item in (await open_inbox(shop.wang, now=platform.clock.now)).items]
    assert kinds == ["hours_to_confirm_many"]


async def test_nothing_is_told_once_all_of_it_is_withdrawn(shop):
    platform = await told_at_night(shop, shop.lin, shop.lin)
    for number in (1, 2):
        await withdraw_hours(shop.lin, number, now=NOON)
    assert (await platform.round())["cancelled"] >= 1
    assert platform.parcels == []

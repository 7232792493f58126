"""Silence never confirms: more and more people hear of hours that wait, each once."""

import asyncio
from datetime import date, timedelta

import pytest

from domain.entries import EntryStatus
from models.deliveries import Delivery, Firing
from models.hours import HoursEntry
from tests.cast import NOON
from tests.outbox import Platform, bind_all, days_ago, ids, stand_in, told
from usecases.remind_unconfirmed import remind_unconfirmed

MORNING = NOON - timedelta(hours=3)


@pytest.fixture
async def cast(shop):
    return await bind_all(shop)


async def test_after_three_days_the_mentor_awaited_is_reminded(cast):
    await cast.entry(cast.huang, entered_at=days_ago(2))
    assert await remind_unconfirmed(now=MORNING) == 0
    await cast.entry(cast.huang, entered_at=days_ago(3))
    assert await remind_unconfirmed(now=MORNING) == 1
    [row] = await Delivery.filter(kind="hours_unconfirmed")
    assert row.person_id == cast.wang.person_id
    assert (row.facts["count"], row.facts["waited"], row.facts["names"]) == (1, 3, ["黄雨桐"])


async def test_after_seven_days_the_second_mentor_is_reminded_too(cast):
    await cast.entry(cast.huang, entered_at=days_ago(7))
    await remind_unconfirmed(now=MORNING)
    assert await told("hours_unconfirmed") == ids(cast.wang, cast.chen)


async def test_after_fourteen_days_the_administrators_hear_of_it(cast):
    await cast.entry(cast.lin, entered_at=days_ago(13))
    await remind_unconfirmed(now=MORNING)
    assert await told("hours_stuck") == []
    await remind_unconfirmed(now=MORNING + timedelta(days=1))
    assert await told("hours_stuck") == ids(cast.admin)


async def test_while_the_mentor_is_away_the_deputy_is_awaited(cast):
    await cast.entry(cast.lin, entered_at=days_ago(3))
    await stand_in(cast.wang, cast.chen)
    await remind_unconfirmed(now=MORNING)
    assert await told("hours_unconfirmed") == ids(cast.chen)
    await Firing.all().delete()
    await remind_unconfirmed(now=MORNING + timedelta(days=4))
    assert await told("hours_unconfirmed") == ids(cast.chen, cast.chen, cast.wang)


async def test_many_entries_make_one_message(cast):
    for _ in range(5):
        await cast.entry(cast.lin, entered_at=days_ago(4))
    await cast.entry(cast.huang, entered_at=days_ago(9))
    await remind_unconfirmed(now=MORNING)
    facts = {row.person_id: row.facts for row in await Delivery.filter(kind="hours_unconfirmed")}
    assert (facts[cast.wang.person_id]["count"], facts[cast.wang.person_id]["waited"]) == (6, 9)
    assert (facts[cast.chen.person_id]["count"], facts[cast.chen.person_id]["names"]) == (1, ["黄雨桐"])


async def test_each_rung_is_climbed_once(cast):
    await cast.entry(cast.lin, entered_at=days_ago(3))
    await asyncio.gather(*(remind_unconfirmed(now=MORNING) for _ in range(3)))
    sent = [await remind_unconfirmed(now=MORNING + timedelta(days=day)) for day in range(20)]
    # The mentor on day 3 (already told) and 7, the administrator on day 14.
    assert [day for day, count in enumerate(sent) if count] == [4, 11]
    assert await Delivery.all().count() == 3


async def test_a_new_revision_begins_anew(cast):
    entry = await cast.entry(cast.lin, entered_at=days_ago(3))
    await remind_unconfirmed(now=MORNING)
    entry.revision, entry.waiting_since = 2, NOON
    await entry.save()
    assert await remind_unconfirmed(now=MORNING + timedelta(days=2)) == 0
    assert await remind_unconfirmed(now=MORNING + timedelta(days=3)) == 1


async def test_a_morning_without_service_is_made_up_the_next_day(cast):
    await cast.entry(cast.lin, entered_at=days_ago(3))
    assert await remind_unconfirmed(now=MORNING + timedelta(hours=4)) == 0
    assert await remind_unconfirmed(now=MORNING + timedelta(days=1)) == 1


async def test_the_ladder_forgets_what_was_decided_before_it_is_sent(cast):
    await cast.entry(cast.lin, entered_at=days_ago(14))
    await remind_unconfirmed(now=MORNING)
    await HoursEntry.all().update(status=EntryStatus.RETURNED)
    platform = Platform()
    platform.clock.now = MORNING
    assert await platform.round() == {"cancelled": 2}


async def test_a_former_mentor_is_left_in_peace(cast):
    await cast.entry(cast.lin, entered_at=days_ago(8), work_date=date(2026, 6, 30))
    assert await remind_unconfirmed(now=MORNING) == 0

"""The mentor's digest comes once a day, if anything waits; on Friday apprentices see their week."""

import asyncio
from datetime import date, timedelta

import pytest

from domain.entries import EntryStatus
from models.deliveries import Delivery
from models.hours import HoursEntry
from tests.cast import NOON
from tests.outbox import Platform, bind_all, days_ago, ids, stand_in, told
from usecases.remind_mentors import remind_mentors
from usecases.summarize_week import summarize_week

HALF_PAST_FIVE = NOON + timedelta(hours=5, minutes=30)


@pytest.fixture
async def cast(shop):
    return await bind_all(shop)


async def test_mentors_hear_at_half_past_five_what_waits(cast):
    await cast.entry(cast.lin, entered_at=days_ago(2))
    await cast.entry(cast.huang)
    assert await remind_mentors(now=HALF_PAST_FIVE - timedelta(minutes=1)) == 0
    assert await remind_mentors(now=HALF_PAST_FIVE) == 2
    facts = {row.person_id: row.facts for row in await Delivery.filter(kind="mentor_digest")}
    assert facts[cast.wang.person_id] == {"day": "2026-11-20", "total": 2, "waited": 2}
    assert facts[cast.chen.person_id] == {"day": "2026-11-20", "total": 1, "waited": 0}


async def test_where_nothing_waits_there_is_no_digest(cast):
    await cast.entry(cast.lin, status=EntryStatus.CONFIRMED)
    assert await remind_mentors(now=HALF_PAST_FIVE) == 0


async def test_a_deputy_hears_of_what_waits_for_the_mentor(cast):
    await cast.entry(cast.lin)
    await stand_in(cast.wang, cast.chen)
    await remind_mentors(now=HALF_PAST_FIVE)
    assert await told("mentor_digest") == ids(cast.wang, cast.chen)


async def test_what_comes_after_the_digest_is_for_tomorrow(cast):
    await cast.entry(cast.lin, entered_at=HALF_PAST_FIVE + timedelta(minutes=5))
    assert await remind_mentors(now=HALF_PAST_FIVE + timedelta(minutes=10)) == 0


async def test_a_digest_comes_once_a_day(cast):
    await cast.entry(cast.lin)
    await asyncio.gather(*(remind_mentors(now=HALF_PAST_FIVE) for _ in range(3)))
    await remind_mentors(now=HALF_PAST_FIVE + timedelta(hours=2))
    assert await told("mentor_digest") == ids(cast.wang)
    assert await remind_mentors(now=HALF_PAST_FIVE + timedelta(days=1)) == 1


async def test_a_digest_of_what_was_confirmed_meanwhile_is_dropped(cast):
    await cast.entry(cast.lin)
    await remind_mentors(now=HALF_PAST_FIVE)
    await HoursEntry.all().update(status=EntryStatus.CONFIRMED)
    platform = Platform()
    platform.clock.now = HALF_PAST_FIVE
    assert await platform.round() == {"cancelled": 1}


async def test_on_friday_evening_the_week_is_summed_up(cast):
    await cast.entry(cast.lin, work_date=date(2026, 11, 16), status=EntryStatus.CONFIRMED)
    await cast.entry(cast.lin, work_date=date(2026, 11, 17), minutes=90)
    await cast.entry(cast.lin, work_date=date(2026, 11, 17), status=EntryStatus.RETURNED)
    await cast.entry(cast.lin, work_date=date(2026, 11, 13))
    friday = NOON + timedelta(hours=6, minutes=30)
    assert await summarize_week(now=friday - timedelta(minutes=1)) == 0
    assert await summarize_week(now=friday) == 2
    assert await summarize_week(now=friday + timedelta(hours=1)) == 0
    row = await Delivery.get(person_id=cast.lin.person_id)
    assert row.facts == {"monday": "2026-11-16", "days": 2, "confirmed": 240, "waiting": 90, "returned": 1}


async def test_other_days_have_no_summary(cast):
    assert await summarize_week(now=NOON + timedelta(days=1, hours=7)) == 0

"""Who wrote nothing on a training day is asked once, at the own time."""

import asyncio
from datetime import date, timedelta
from itertools import pairwise

import pytest

from domain.calendar import Holidays
from domain.entries import EntryStatus
from domain.programmes import ApprenticeshipStatus
from models.deliveries import Delivery, Firing
from models.hours import ClosedWeek
from models.people import Identity, Person
from models.training import Apprenticeship
from tests.cast import NOON, TODAY
from tests.outbox import Platform, bind_all, ids, told
from usecases.person_ranges import person_ranges
from usecases.remind_daily import remind_daily
from usecases.working_days import holidays

NOBODY_FREE = Holidays(frozenset(), frozenset(), frozenset({2026}))
EVENING = NOON + timedelta(hours=6, minutes=1)  # 18:01


@pytest.fixture
async def cast(shop):
    return await bind_all(shop)


async def test_who_wrote_nothing_today_is_asked_at_six(cast):
    assert await remind_daily(NOBODY_FREE, now=EVENING - timedelta(minutes=5)) == 0
    assert await remind_daily(NOBODY_FREE, now=EVENING) == 2
    assert await told("daily_reminder") == ids(cast.lin, cast.huang)


async def test_who_wrote_is_not_asked(cast):
    await cast.entry(cast.lin, work_date=TODAY)
    await remind_daily(NOBODY_FREE, now=EVENING)
    assert await told("daily_reminder") == ids(cast.huang)


async def test_who_withdrew_everything_is_asked(cast):
    await cast.entry(cast.lin, work_date=TODAY, status=EntryStatus.WITHDRAWN)
    await remind_daily(NOBODY_FREE, now=EVENING)
    assert await told("daily_reminder") == ids(cast.lin, cast.huang)


async def test_everybody_is_asked_at_the_own_time(cast):
    await Person.filter(id=cast.lin.person_id).update(remind_at=20 * 60)
    await remind_daily(NOBODY_FREE, now=EVENING)
    assert await told("daily_reminder") == ids(cast.huang)
    await remind_daily(NOBODY_FREE, now=EVENING + timedelta(hours=2))
    assert await told("daily_reminder") == ids(cast.lin, cast.huang)


@pytest.mark.parametrize(
    "preference",
    [
        {"reminders_on": False},
        {"reminders_paused_until": TODAY + timedelta(days=1)},
        {"erased_at": NOON},
    ],
)
async def test_who_wants_no_reminders_gets_none(cast, preference):
    await Person.filter(id=cast.lin.person_id).update(**preference)
    await remind_daily(NOBODY_FREE, now=EVENING)
    assert await told("daily_reminder") == ids(cast.huang)


async def test_a_pause_ends_on_its_day(cast):
    await Person.filter(id=cast.lin.person_id).update(reminders_paused_until=TODAY)
    await remind_daily(NOBODY_FREE, now=EVENING)
    assert await told("daily_reminder") == ids(cast.lin, cast.huang)


@pytest.mark.parametrize(
    "change",
    [
        {"status": ApprenticeshipStatus.SUSPENDED},
        {"status": ApprenticeshipStatus.FINISHED},
        {"starts_on": TODAY + timedelta(days=1)},
        {"ends_on": TODAY - timedelta(days=1)},
    ],
)
async def test_only_who_is_in_training_is_asked(cast, change):
    await Apprenticeship.filter(id=cast.lin_training).update(**change)
    await remind_daily(NOBODY_FREE, now=EVENING)
    assert await told("daily_reminder") == ids(cast.huang)


async def test_who_is_not_bound_is_not_asked(cast):
    await Identity.filter(person_id=cast.lin.person_id).update(person_id=None)
    await remind_daily(NOBODY_FREE, now=EVENING)
    assert await told("daily_reminder") == ids(cast.huang)


async def test_a_closed_week_is_left_in_peace(cast):
    await ClosedWeek.create(
        apprenticeship_id=cast.lin_training, monday=date(2026, 11, 16), reason="停产", closed_at=NOON
    )
    await remind_daily(NOBODY_FREE, now=EVENING)
    assert await told("daily_reminder") == ids(cast.huang)


async def test_nobody_is_asked_on_a_holiday_or_weekend(cast):
    holiday = Holidays(frozenset({TODAY}), frozenset(), frozenset({2026}))
    assert await remind_daily(holiday, now=EVENING) == 0
    assert await remind_daily(NOBODY_FREE, now=EVENING + timedelta(days=1)) == 0


async def test_a_missed_reminder_is_made_up_for_three_hours(cast):
    assert await remind_daily(NOBODY_FREE, now=EVENING + timedelta(hours=3)) == 0
    assert await remind_daily(NOBODY_FREE, now=EVENING + timedelta(hours=2, minutes=50)) == 2


async def test_two_machines_and_many_ticks_ask_once(cast):
    await asyncio.gather(*(remind_daily(NOBODY_FREE, now=EVENING) for _ in range(4)))
    await remind_daily(NOBODY_FREE, now=EVENING + timedelta(minutes=30))
    assert await told("daily_reminder") == ids(cast.lin, cast.huang)
    assert await Firing.all().count() == 2


async def test_who_writes_before_the_reminder_leaves_gets_none(cast):
    await remind_daily(NOBODY_FREE, now=EVENING)
    await cast.entry(cast.lin, work_date=TODAY)
    platform = Platform()
    platform.clock.now = EVENING
    assert await platform.round() == {"cancelled": 1, "sent": 1}
    assert (await Delivery.get(person_id=cast.lin.person_id)).outcome == "done"


async def test_all_persons_are_walked_in_pieces(shop):
    pieces = [piece async for piece in person_ranges(3)]
    last = await Person.all().order_by("-id").first()
    assert pieces[0] == (1, 3)
    assert pieces[-1][0] <= last.id <= pieces[-1][1]
    assert all(high + 1 == low for (_, high), (low, _) in pairwise(pieces))


def test_the_calendar_knows_the_holidays_of_this_year():
    known = holidays()
    assert date(2026, 10, 1) in known.days_off
    assert date(2026, 10, 10) in known.work_days
    assert 2026 in known.years

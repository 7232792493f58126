"""催办: from the third day of waiting, once a day."""

import asyncio
from datetime import timedelta

import pytest

from models.audit import AuditEntry
from models.deliveries import Delivery
from models.hours import Nudge
from models.training import Deputyship, Mentorship
from models.transaction import commit_together
from tests.cast import NOON, TODAY
from usecases.own_entry import NoSuchEntry
from usecases.press_mentor import NotWaiting, TooEarlyToPress, press_mentor


def after(days):
    return NOON + timedelta(days=days)


@pytest.mark.parametrize("days", [0, 1, 2])
async def test_before_the_third_day_it_is_too_early(shop, days):
    await shop.entry(shop.lin, entered_at=NOON)
    with pytest.raises(TooEarlyToPress) as refusal:
        await press_mentor(shop.lin, 1, now=after(days))
    assert (refusal.value.waited, refusal.value.possible_on) == (days, TODAY + timedelta(days=3))
    assert await Nudge.all().count() == 0


async def test_on_the_third_day_the_mentor_is_reminded(shop):
    await shop.entry(shop.lin, entered_at=NOON)
    pressed = await press_mentor(shop.lin, 1, now=after(3))
    delivery = await Delivery.get(kind="hours_pressed")
    assert (pressed.waited, [mentor.name for mentor in pressed.mentors]) == (3, ["王建国"])
    assert (delivery.person_id, delivery.facts["waited"]) == (shop.wang.person_id, 3)
    assert await AuditEntry.filter(event="hours.pressed").count() == 1


async def test_days_are_those_of_the_calendar(shop):
    """Written at 23:30, the third day begins half an hour and two days later."""
    await shop.entry(shop.lin, entered_at=NOON + timedelta(hours=11, minutes=30))
    assert (await press_mentor(shop.lin, 1, now=NOON + timedelta(days=2, hours=12, minutes=1))).waited == 3


async def test_once_a_day_and_again_the_next(shop):
    await shop.entry(shop.lin, entered_at=NOON)
    first = await press_mentor(shop.lin, 1, now=after(3))
    again = await press_mentor(shop.lin, 1, now=after(3) + timedelta(hours=1))
    assert (first.again, again.again, again.at, again.mentors) == (False, True, after(3), first.mentors)
    await press_mentor(shop.lin, 1, now=after(4))
    assert await Delivery.filter(kind="hours_pressed").count() == 2


async def test_a_new_revision_waits_anew(shop):
    await shop.entry(shop.lin, entered_at=NOON, waiting_since=after(2))
    with pytest.raises(TooEarlyToPress):
        await press_mentor(shop.lin, 1, now=after(3))


@pytest.mark.parametrize("status", ["confirmed", "returned", "withdrawn"])
async def test_only_what_waits_is_pressed(shop, status):
    await shop.entry(shop.lin, entered_at=NOON, status=status)
    with pytest.raises(NotWaiting):
        await press_mentor(shop.lin, 1, now=after(3))


async def test_whoever_stands_in_is_reminded_instead(shop):
    await Deputyship.create(
        mentor_id=shop.wang.person_id,
        deputy_id=shop.chen.person_id,
        since=TODAY,
        until=TODAY + timedelta(days=9),
        ref="d",
    )
    await shop.entry(shop.lin, entered_at=NOON)
    await press_mentor(shop.lin, 1, now=after(3))
    assert (await Delivery.get(kind="hours_pressed")).person_id == shop.chen.person_id


async def test_a_deputy_who_is_a_mentor_too_is_reminded_once(shop):
    await Deputyship.create(
        mentor_id=shop.wang.person_id,
        deputy_id=shop.chen.person_id,
        since=TODAY,
        until=TODAY + timedelta(days=9),
        ref="d",
    )
    await shop.entry(shop.huang, entered_at=NOON)
    await press_mentor(shop.huang, 1, now=after(3))
    assert (await Delivery.get(kind="hours_pressed")).person_id == shop.chen.person_id


async def test_without_a_mentor_nobody_is_reminded(shop):
    await Mentorship.filter(apprenticeship_id=shop.lin_training).delete()
    await shop.entry(shop.lin, entered_at=NOON)
    assert (await press_mentor(shop.lin, 1, now=after(3))).mentors == ()


async def test_there_is_no_such_entry(shop):
    with pytest.raises(NoSuchEntry):
        await press_mentor(shop.lin, 1, now=NOON)


async def test_pressing_twice_at_once_reminds_once(shop):
    await shop.entry(shop.lin, entered_at=NOON)
    outcomes = await asyncio.gather(
        *(commit_together(lambda: press_mentor(shop.lin, 1, now=after(3))) for _ in range(3))
    )
    assert sorted(outcome.again for outcome in outcomes) == [False, True, True]
    assert await Delivery.filter(kind="hours_pressed").count() == 1

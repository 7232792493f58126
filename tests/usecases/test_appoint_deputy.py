"""Handing over while away."""

import asyncio
from datetime import timedelta

import pytest

from domain.deputies import (
    DeputyAway,
    DeputyIsApprentice,
    DeputySelf,
    DeputyUnknown,
    NoDeputy,
    PeriodBackwards,
    PeriodPast,
    PeriodTooFar,
    PeriodTooLong,
)
from domain.roles import Role
from domain.signing import OnlyMentors
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.organizations import Organization
from models.people import RoleHeld
from models.training import Deputyship
from tests.cast import NOON, TODAY, person
from usecases.appoint_deputy import appoint_deputy
from usecases.deputies import find_deputies, show_deputies
from usecases.end_deputy import end_deputy

SUNDAY = TODAY + timedelta(days=2)


TUESDAY, SATURDAY = TODAY + timedelta(days=4), TODAY + timedelta(days=8)


async def appoint(actor, deputy, until=SUNDAY, ref="message:1", now=NOON, since=None):
    return await appoint_deputy(actor, deputy.person_id, until, since=since, ref=ref, now=now)


async def colleague(shop):
    """Another mentor of the firm."""
    return await person("徐浩", Role.MENTOR, await Organization.get(id=shop.firm))


async def test_a_colleague_stands_in_from_today_and_is_told(shop):
    result = await appoint(shop.wang, shop.chen)
    told = await Delivery.get(kind="deputy_appointed")
    assert (result.deputy.name, result.deputy.since, result.deputy.until) == ("陈志明", TODAY, SUNDAY)
    assert (told.person_id, told.facts) == (
        shop.chen.person_id,
        {"mentor": "王建国", "since": "", "until": "2026-11-22"},
    )
    assert await AuditEntry.filter(event="deputy.appointed").count() == 1


async def test_both_see_it_until_its_last_day(shop):
    await appoint(shop.wang, shop.chen)
    assert (await show_deputies(shop.wang, now=NOON)).mine.name == "陈志明"
    assert [term.name for term in (await show_deputies(shop.chen, now=NOON)).for_others] == ["王建国"]
    assert (await show_deputies(shop.wang, now=NOON + timedelta(days=2))).mine
    assert (await show_deputies(shop.wang, now=NOON + timedelta(days=3))).mine is None


async def test_a_new_deputy_takes_the_place_of_the_one_before(shop):
    xu = await colleague(shop)
    await appoint(shop.wang, shop.chen)
    result = await appoint(shop.wang, xu, ref="message:2")
    assert result.replaced == "陈志明"
    assert (await Delivery.get(kind="deputy_ended")).person_id == shop.chen.person_id
    assert (await show_deputies(shop.chen, now=NOON)).for_others == ()


async def test_the_same_deputy_again_is_only_told_the_new_days(shop):
    await appoint(shop.wang, shop.chen)
    result = await appoint(shop.wang, shop.chen, until=TODAY, ref="message:2")
    assert result.replaced == ""
    assert await Delivery.filter(kind="deputy_ended").count() == 0
    assert (await show_deputies(shop.wang, now=NOON)).mine.until == TODAY


async def test_the_same_message_appoints_once(shop):
    await appoint(shop.wang, shop.chen)
    await appoint(shop.wang, shop.chen)
    assert await Deputyship.all().count() == 1
    assert await Delivery.all().count() == 1


async def test_two_messages_at_once_leave_one_deputy(shop):
    xu = await colleague(shop)
    await asyncio.gather(appoint(shop.wang, shop.chen), appoint(shop.wang, xu, ref="message:2"))
    assert await Deputyship.filter(ended_at=None).count() == 1


async def test_ending_it_early(shop):
    await appoint(shop.wang, shop.chen)
    assert (await end_deputy(shop.wang, now=NOON)).term.name == "陈志明"
    assert (await show_deputies(shop.wang, now=NOON)).mine is None
    with pytest.raises(NoDeputy):
        await end_deputy(shop.wang, now=NOON)


async def test_a_deputy_may_hand_over_the_own_apprentices_but_hears_whose_stay(shop):
    xu = await colleague(shop)
    await appoint(shop.wang, shop.chen)
    result = await appoint(shop.chen, xu, ref="message:2")
    assert [term.name for term in result.still_deputising_for] == ["王建国"]


async def test_who_is_away_can_not_stand_in(shop):
    xu = await colleague(shop)
    await appoint(shop.chen, xu)
    with pytest.raises(DeputyAway):
        await appoint(shop.wang, shop.chen, ref="message:2")


async def test_only_another_mentor_of_the_same_employer_can(shop):
    for outsider in (shop.zhao, shop.lin, shop.teacher, shop.admin):
        with pytest.raises(DeputyUnknown):
            await appoint(shop.wang, outsider)
    with pytest.raises(DeputySelf):
        await appoint(shop.wang, shop.wang)


async def test_an_apprentice_who_is_also_a_mentor_can_not_stand_in_for_the_own_mentor(shop):
    await RoleHeld.create(person_id=shop.huang.person_id, role=Role.MENTOR, organization_id=shop.firm)
    with pytest.raises(DeputyIsApprentice):
        await appoint(shop.wang, shop.huang)


async def test_thirty_days_from_today_are_the_most(shop):
    await appoint(shop.wang, shop.chen, until=TODAY + timedelta(days=29))
    with pytest.raises(PeriodTooLong):
        await appoint(shop.wang, shop.chen, until=TODAY + timedelta(days=30))
    with pytest.raises(PeriodPast):
        await appoint(shop.wang, shop.chen, until=TODAY - timedelta(days=1))
    with pytest.raises(PeriodTooFar):
        await appoint(shop.wang, shop.chen, TODAY + timedelta(days=91), since=TODAY + timedelta(days=91))
    with pytest.raises(PeriodBackwards):
        await appoint(shop.wang, shop.chen, TUESDAY, since=SATURDAY)
    assert await Deputyship.all().count() == 1


async def test_people_of_one_name_are_told_apart_by_their_apprentices(shop):
    firm = await Organization.get(id=shop.firm)
    namesake = await person("陈志明", Role.MENTOR, firm)
    found = await find_deputies(shop.wang, "陈师傅", now=NOON)
    assert [(who.person_id, who.apprentices, who.apprentice) for who in found] == [
        (shop.chen.person_id, 1, "黄雨桐"),
        (namesake.person_id, 0, ""),
    ]


async def test_a_name_nobody_has_is_refused_and_so_is_the_own(shop):
    for name in ("赵磊", "林子轩", ""):
        with pytest.raises(DeputyUnknown):
            await find_deputies(shop.wang, name, now=NOON)
    with pytest.raises(DeputySelf):
        await find_deputies(shop.wang, "王师傅", now=NOON)


async def test_only_mentors_have_deputies(shop):
    for other in (shop.lin, shop.admin, shop.teacher):
        with pytest.raises(OnlyMentors):
            await appoint(other, shop.chen)
        with pytest.raises(OnlyMentors):
            await show_deputies(other, now=NOON)


async def test_two_who_name_each_other_at_once_are_not_both_away(shop):
    told = await asyncio.gather(
        appoint(shop.wang, shop.chen, ref="message:1"),
        appoint(shop.chen, shop.wang, ref="message:2"),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in told) == ["Appointed", "DeputyAway"]
    assert await Deputyship.filter(ended_at=None).count() == 1

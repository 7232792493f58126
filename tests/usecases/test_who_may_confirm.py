"""Who may sign: the mentor of the day, a dated deputy, an administrator with a reason; nobody else."""

from datetime import date, timedelta

import pytest

from domain.organizations import OrganizationKind
from domain.roles import Role
from domain.signing import NotYours, OwnHours, ReasonRequired, ReasonTooLong
from models.deliveries import Delivery
from models.hours import Confirmation, HoursEntry
from models.organizations import Organization
from models.training import Deputyship, Mentorship
from tests.cast import NOON, TODAY, person
from usecases.confirm_hours import confirm_hours
from usecases.queue_seen import Seen


async def confirm(actor, *entries, reason=""):
    seen = [Seen(entry.id, entry.revision) for entry in entries]
    return await confirm_hours(actor, seen, batch="message:1", now=NOON, reason=reason)


async def status(entry):
    return (await HoursEntry.get(id=entry.id)).status


async def deputise(shop, until=TODAY, ended_at=None):
    await Deputyship.create(
        mentor_id=shop.wang.person_id,
        deputy_id=shop.chen.person_id,
        since=TODAY - timedelta(days=3),
        until=until,
        ended_at=ended_at,
        ref=f"deputy-{until}",
    )


async def test_a_deputy_confirms_in_the_mentors_place(shop):
    entry = await shop.entry(shop.lin)
    await deputise(shop)
    await confirm(shop.chen, entry)
    signed = await Confirmation.get(entry_id=entry.id)
    told = await Delivery.get(kind="hours_confirmed")
    assert (signed.signer_name, signed.on_behalf_of_id) == ("陈志明", shop.wang.person_id)
    assert (told.facts["signer"], told.facts["instead_of"]) == ("陈志明", "王建国")


async def refused(shop, actor, refusal, **how):
    entry = await shop.entry(shop.lin)
    with pytest.raises(refusal):
        await confirm(actor, entry, **how)
    assert await status(entry) == "submitted"
    assert await Confirmation.all().count() == 0


async def test_a_mentor_of_another_firm_is_refused(shop):
    await refused(shop, shop.zhao, NotYours)


async def test_a_colleague_without_the_bond_is_refused(shop):
    await refused(shop, shop.chen, NotYours)


async def test_a_mentor_whose_bond_ended_before_the_work_day_is_refused(shop):
    await Mentorship.filter(apprenticeship_id=shop.lin_training).update(until=date(2026, 11, 18))
    await refused(shop, shop.wang, NotYours)


async def test_a_mentor_whose_bond_began_after_the_work_day_is_refused(shop):
    await Mentorship.filter(apprenticeship_id=shop.lin_training).update(since=TODAY)
    await refused(shop, shop.wang, NotYours)


async def test_a_deputy_whose_days_are_over_is_refused(shop):
    await deputise(shop, until=TODAY - timedelta(days=1))
    await refused(shop, shop.chen, NotYours)


async def test_a_deputy_who_was_released_is_refused(shop):
    await deputise(shop, ended_at=NOON)
    await refused(shop, shop.chen, NotYours)


async def test_a_deputys_deputy_is_refused(shop):
    xu = await person("徐浩", Role.MENTOR, await Organization.get(id=shop.firm))
    await deputise(shop)
    await Deputyship.create(
        mentor_id=shop.chen.person_id, deputy_id=xu.person_id, since=TODAY, until=TODAY, ref="chain"
    )
    await refused(shop, xu, NotYours)


async def test_the_apprentice_is_refused(shop):
    await refused(shop, shop.lin, OwnHours)


async def test_another_apprentice_and_a_teacher_are_refused(shop):
    await refused(shop, shop.huang, NotYours)
    await refused(shop, shop.teacher, NotYours)


async def test_an_apprentice_with_a_mentors_bond_to_the_own_training_is_still_refused(shop):
    await Mentorship.create(
        apprenticeship_id=shop.lin_training, mentor_id=shop.lin.person_id, since=date(2026, 7, 1)
    )
    await refused(shop, shop.lin, OwnHours)


async def test_an_administrator_of_the_employer_needs_a_reason(shop):
    await refused(shop, shop.admin, ReasonRequired)
    await refused(shop, shop.admin, ReasonTooLong, reason="长" * 201)
    entry = await shop.entry(shop.lin)
    await confirm(shop.admin, entry, reason="导师离职")
    signed = await Confirmation.get(entry_id=entry.id)
    assert (signed.signer_role, signed.reason, signed.signer_employer) == (
        "administrator",
        "导师离职",
        "海晟智能装备",
    )


async def test_administrators_elsewhere_are_refused_but_for_the_authority(shop):
    elsewhere = await person("钱多", Role.ADMINISTRATOR, await Organization.get(id=shop.other_firm))
    await refused(shop, elsewhere, NotYours, reason="导师离职")
    bureau = await Organization.create(name="市人社局", kind=OrganizationKind.AUTHORITY)
    officer = await person("孙明", Role.ADMINISTRATOR, bureau)
    entry = await shop.entry(shop.lin)
    await confirm(officer, entry, reason="核查后补确认")
    assert await status(entry) == "confirmed"


async def test_an_entry_that_does_not_exist_is_refused_like_a_foreign_one(shop):
    with pytest.raises(NotYours):
        await confirm_hours(shop.wang, [Seen(4711, 1)], batch="message:1", now=NOON)


async def test_one_foreign_line_undoes_the_batch(shop):
    mine, foreign = await shop.entry(shop.huang), await shop.entry(shop.lin)
    with pytest.raises(NotYours):
        await confirm(shop.chen, mine, foreign)
    assert await status(mine) == "submitted"
    assert await Delivery.all().count() == 0

"""申诉: from the tenth day of waiting or after a return, once for each revision."""

from datetime import timedelta

import pytest

from domain.roles import Role
from domain.signing import ReasonTooLong
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.hours import Dispute
from models.people import RoleHeld
from tests.cast import NOON, TODAY
from usecases.amend_hours import Change, amend_hours
from usecases.dispute_hours import TooEarlyToDispute, dispute_hours
from usecases.own_entry import NoSuchEntry
from usecases.press_mentor import NotWaiting

REASON = "当天确实在岗"


def after(days):
    return NOON + timedelta(days=days)


async def test_before_the_tenth_day_it_is_too_early(shop):
    await shop.entry(shop.lin, entered_at=NOON)
    with pytest.raises(TooEarlyToDispute) as refusal:
        await dispute_hours(shop.lin, 1, REASON, now=after(9))
    assert refusal.value.possible_on == TODAY + timedelta(days=10)


async def test_on_the_tenth_day_the_administrators_are_told(shop):
    await shop.entry(shop.lin, entered_at=NOON)
    disputed = await dispute_hours(shop.lin, 1, REASON, now=after(10))
    delivery = await Delivery.get(kind="hours_disputed")
    assert (disputed.administrators, delivery.person_id) == (1, shop.admin.person_id)
    assert (delivery.facts["name"], delivery.facts["number"], delivery.facts["reason"]) == (
        "林子轩",
        1,
        REASON,
    )
    assert (await AuditEntry.get(event="hours.disputed")).after == {"reason": REASON}


async def test_after_a_return_at_once(shop):
    await shop.entry(shop.lin, entered_at=NOON, status="returned")
    assert (await dispute_hours(shop.lin, 1, REASON, now=NOON)).entry.number == 1


async def test_once_for_each_revision(shop):
    await shop.entry(shop.lin, entered_at=NOON)
    await dispute_hours(shop.lin, 1, REASON, now=after(10))
    again = await dispute_hours(shop.lin, 1, "别的原因", now=after(11))
    assert (again.again, again.at, again.reason, again.administrators) == (True, after(10), REASON, 1)
    assert await Delivery.filter(kind="hours_disputed").count() == 1
    await amend_hours(shop.lin, 1, Change(minutes=60), now=after(11))
    await dispute_hours(shop.lin, 1, REASON, now=after(21))
    assert await Dispute.all().order_by("revision").values_list("revision", flat=True) == [1, 2]


@pytest.mark.parametrize("status", ["confirmed", "withdrawn"])
async def test_what_is_settled_is_not_disputed(shop, status):
    await shop.entry(shop.lin, entered_at=NOON, status=status)
    with pytest.raises(NotWaiting):
        await dispute_hours(shop.lin, 1, REASON, now=after(10))


async def test_an_administrator_of_firm_and_school_is_told_once(shop):
    await RoleHeld.create(
        person_id=shop.admin.person_id, role=Role.ADMINISTRATOR, organization_id=shop.school
    )
    await shop.entry(shop.lin, entered_at=NOON, status="returned")
    assert (await dispute_hours(shop.lin, 1, REASON, now=NOON)).administrators == 1


async def test_without_an_administrator_the_dispute_is_kept(shop):
    await RoleHeld.filter(role=Role.ADMINISTRATOR).delete()
    await shop.entry(shop.lin, entered_at=NOON, status="returned")
    assert (await dispute_hours(shop.lin, 1, REASON, now=NOON)).administrators == 0
    assert await Dispute.all().count() == 1


async def test_a_reason_that_can_not_be_kept_is_refused(shop):
    await shop.entry(shop.lin, entered_at=NOON, status="returned")
    with pytest.raises(ReasonTooLong):
        await dispute_hours(shop.lin, 1, "长" * 201, now=NOON)


async def test_there_is_no_such_entry(shop):
    with pytest.raises(NoSuchEntry):
        await dispute_hours(shop.lin, 1, REASON, now=NOON)

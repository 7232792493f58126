"""Hours that an assessment counts: frozen with it, bound by a digest, and closed once it was passed."""

import asyncio

import pytest

from domain.assessment_refusals import HoursFrozen
from domain.assessments import FrozenEntry, hours_digest
from domain.entries import EntryStatus
from domain.errors import Refusal
from models.grading import Assessment, FrozenHours
from tests.cast import NOON
from tests.usecases.assessing import SAT, confirmed, failed, result
from usecases.amend_hours import Change, amend_hours, check_amendable
from usecases.decide_assessment import decide_assessment
from usecases.withdraw_hours import withdraw_hours


async def decide(shop, told):
    return await decide_assessment(shop.admin, shop.lin_training, told, now=NOON)


async def test_confirmed_hours_are_frozen_and_bound(shop):
    entries = await confirmed(shop, {"theory": 8, "practice": 16})
    await shop.entry(shop.lin, minutes=60)
    done = await decide(shop, result(shop))
    kept = await Assessment.get(id=done.assessment_id)
    assert kept.minutes == {"practice": 720, "theory": 360}
    frozen = await FrozenHours.filter(assessment=kept).order_by("entry_id")
    assert [(one.entry_id, one.revision, one.minutes) for one in frozen] == [
        (entry.id, 1, entry.minutes) for entry in entries
    ]
    assert kept.hours_digest == hours_digest(
        FrozenEntry(one.entry_id, one.revision, one.category, one.minutes) for one in frozen
    )


async def test_what_a_passed_assessment_counts_is_neither_amended_nor_withdrawn(shop):
    (entry,) = await confirmed(shop, {"practice": 8})
    await decide(shop, result(shop))
    for change in (
        amend_hours(shop.lin, entry.number, Change(minutes=60), now=NOON),
        check_amendable(shop.lin, entry.number),
        withdraw_hours(shop.lin, entry.number, now=NOON),
    ):
        with pytest.raises(HoursFrozen) as refusal:
            await change
        assert (refusal.value.number, refusal.value.day) == (entry.number, SAT)


async def test_what_a_failed_one_counted_may_still_be_corrected(shop):
    (entry,) = await confirmed(shop, {"practice": 4})
    await decide(shop, failed(shop))
    done = await amend_hours(shop.lin, entry.number, Change(minutes=60), now=NOON)
    assert done.was_confirmed


async def test_hours_that_wait_are_not_frozen(shop):
    entry = await shop.entry(shop.lin, status=EntryStatus.SUBMITTED)
    await decide(shop, result(shop))
    assert (await amend_hours(shop.lin, entry.number, Change(minutes=60), now=NOON)).after.minutes == 60


async def test_an_amendment_meanwhile_is_either_frozen_or_refused(shop):
    (entry,) = await confirmed(shop, {"practice": 4})
    amending = amend_hours(shop.lin, entry.number, Change(minutes=60), now=NOON)
    done, amended = await asyncio.gather(decide(shop, result(shop)), amending, return_exceptions=True)
    frozen = await FrozenHours.filter(assessment_id=done.assessment_id).count()
    assert frozen == (1 if isinstance(amended, Refusal) else 0)

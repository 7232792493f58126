"""An apprentice corrects an entry that a mentor has decided on, or is deciding on."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain import hours_refusals as refused
from domain.flags import Flag
from domain.signing import Obstacle
from models.hours import Confirmation, EntryRevision, HoursEntry
from models.transaction import commit_together
from tests.cast import NOON
from tests.usecases.claims import claim
from usecases.amend_hours import Change, NothingChanged, amend_hours
from usecases.confirm_hours import confirm_hours
from usecases.log_hours import log_hours
from usecases.queue_seen import Seen
from usecases.return_hours import return_hours

LATER = NOON + timedelta(hours=1)


async def entry_of(actor):
    return await HoursEntry.get(person_id=actor.person_id, number=1)


async def confirmed(shop, actor):
    entry = await entry_of(actor)
    await confirm_hours(
        shop.wang, [Seen(entry.id, entry.revision, True)], batch=f"b{entry.revision}", now=NOON
    )


async def returned(shop, actor, now=NOON):
    entry = await entry_of(actor)
    await return_hours(shop.wang, [Seen(entry.id, entry.revision, True)], "时间不符", batch="r", now=now)


async def test_an_old_confirmation_stays_in_the_history(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    await confirmed(shop, shop.lin)
    amended = await amend_hours(shop.lin, 1, Change(minutes=180), now=LATER)
    assert amended.was_confirmed
    assert (await EntryRevision.get()).status == "confirmed"
    assert (await Confirmation.get()).revision == 1
    assert (await entry_of(shop.lin)).status == "submitted"
    await confirmed(shop, shop.lin)
    assert await Confirmation.all().order_by("revision").values_list("revision", flat=True) == [1, 2]


async def test_a_returned_entry_is_resubmitted_in_the_same_thread(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    await returned(shop, shop.lin)
    amended = await amend_hours(shop.lin, 1, Change(content="车床外圆三件"), now=LATER)
    assert not amended.was_confirmed
    assert ((await entry_of(shop.lin)).status, (await EntryRevision.get()).status) == (
        "submitted",
        "returned",
    )


async def test_a_returned_entry_may_be_answered_with_a_reason_alone(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    await returned(shop, shop.lin)
    await amend_hours(shop.lin, 1, Change(reason="师傅当天出差"), now=LATER)
    assert ((await entry_of(shop.lin)).late_reason, (await entry_of(shop.lin)).revision) == (
        "师傅当天出差",
        2,
    )


async def test_a_reason_alone_does_not_undo_a_confirmation(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    await confirmed(shop, shop.lin)
    with pytest.raises(NothingChanged):
        await amend_hours(shop.lin, 1, Change(reason="师傅当天出差"), now=LATER)


async def test_an_old_entry_that_is_returned_is_amended_without_a_reason_and_flagged(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    late = NOON + timedelta(days=40)
    await returned(shop, shop.lin, late)
    amended = await amend_hours(shop.lin, 1, Change(minutes=300), now=late + timedelta(days=30))
    assert amended.after.flags == (Flag.LATE, Flag.AMENDED)


async def test_a_return_does_not_keep_an_entry_open_for_good(shop):
    await log_hours(shop.lin, claim(1), now=NOON)
    await returned(shop, shop.lin)
    with pytest.raises(refused.TooLongAgo):
        await amend_hours(shop.lin, 1, Change(minutes=360), now=NOON + timedelta(days=31))


async def test_a_confirmed_entry_of_long_ago_is_left_to_an_administrator(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    await confirmed(shop, shop.lin)
    with pytest.raises(refused.TooLongAgo):
        await amend_hours(shop.lin, 1, Change(minutes=180), now=NOON + timedelta(days=31))


@pytest.mark.parametrize("order", [1, -1])
async def test_amending_and_confirming_at_once_agree_on_what_was_signed(shop, order):
    for round_ in range(8):
        await log_hours(shop.lin, replace(claim(10), ref=f"round:{order}:{round_}"), now=NOON)
        entry = await HoursEntry.all().order_by("-id").first()
        amending = commit_together(
            lambda n=entry.number: amend_hours(shop.lin, n, Change(minutes=5), now=LATER)
        )
        seen = Seen(entry.id, 1, True)
        confirming = commit_together(
            lambda s=seen, n=round_: confirm_hours(shop.wang, [s], batch=f"race:{order}:{n}", now=LATER)
        )
        first, second = (amending, confirming) if order > 0 else (confirming, amending)
        outcomes = await asyncio.gather(first, second)
        [outcome] = outcomes[1] if order > 0 else outcomes[0]
        await agree(entry.id, outcome)


async def agree(entry_id, outcome):
    """Either the mentor signed the old words, which are kept as confirmed, or learned that they had changed."""
    kept = await EntryRevision.get(entry_id=entry_id)
    signatures = await Confirmation.filter(entry_id=entry_id).values_list("revision", flat=True)
    entry = await HoursEntry.get(id=entry_id)
    assert (entry.status, entry.revision, entry.minutes) == ("submitted", 2, 5)
    if outcome.obstacle is None:
        assert (kept.status, signatures) == ("confirmed", [1])
    else:
        assert (outcome.obstacle, kept.status, signatures) == (Obstacle.AMENDED, "submitted", [])

"""A mentor takes back a confirmation of some seconds ago: nobody was told, and nothing stands upon it."""

import asyncio
from datetime import date, timedelta

import pytest

from domain.entries import EntryStatus
from domain.undoing import UNDO_HELD, UndoTooLate
from models.deliveries import Delivery
from models.grading import FrozenHours
from models.hours import HoursEntry
from models.transaction import atomic
from tests.cast import NOON
from tests.usecases.assessing import result
from usecases.confirm_hours import confirm_hours
from usecases.decide_assessment import decide_assessment
from usecases.queue_seen import Seen
from usecases.undo_confirmation import undo_confirmation

SOON = NOON + timedelta(seconds=5)


async def confirmed(shop, by, *entries, reason=""):
    """Confirmed together, as a page or the mini-program does."""
    lines = [Seen(entry.id, 1) for entry in entries]
    await confirm_hours(by, lines, batch="batch", now=NOON, reason=reason, hold=UNDO_HELD)
    return lines


async def messages():
    """What the apprentices will hear."""
    return await Delivery.filter(kind="hours_confirmed", state="waiting").order_by("id")


@pytest.mark.parametrize("which", [0, 1])
async def test_one_of_several_is_undone_and_the_rest_is_told_all_the_same(shop, which):
    entries = [await shop.entry(shop.lin, minutes=60 + n, work_date=date(2026, 11, 16 + n)) for n in range(2)]
    lines = await confirmed(shop, shop.wang, *entries)
    assert await undo_confirmation(shop.wang, [lines[which]], now=SOON) == 1
    rest = entries[1 - which]
    (told,) = await messages()
    assert told.facts["numbers"] == [rest.number]
    assert (told.facts["minutes"], told.facts["day"]) == (rest.minutes, rest.work_date.isoformat())
    assert (told.facts["signer"], told.due_at) == ("王建国", NOON + UNDO_HELD)
    assert await undo_confirmation(shop.wang, lines, now=SOON) == 1
    assert await messages() == []
    assert await undo_confirmation(shop.wang, lines, now=SOON) == 0


async def test_what_was_seen_in_the_inbox_is_not_undone_for_any_of_the_batch(shop):
    entries = [await shop.entry(shop.lin, minutes=60 + n) for n in range(2)]
    lines = await confirmed(shop, shop.wang, *entries)
    await Delivery.filter(kind="hours_confirmed").update(seen_at=NOON)
    with pytest.raises(UndoTooLate):
        await undo_confirmation(shop.wang, [lines[1]], now=SOON)
    assert {entry.status for entry in await HoursEntry.all()} == {EntryStatus.CONFIRMED}


async def test_what_an_administrator_confirmed_stays_since_the_mentors_know_of_it(shop):
    lines = await confirmed(shop, shop.admin, await shop.entry(shop.lin), reason="导师请假")
    with pytest.raises(UndoTooLate):
        await undo_confirmation(shop.admin, lines, now=SOON)


@pytest.mark.parametrize("first", [0, 1])
async def test_an_assessment_meanwhile_counts_the_hours_or_they_wait_again(shop, first):
    lines = await confirmed(shop, shop.wang, await shop.entry(shop.lin))
    decided = asyncio.Event()

    async def undo():
        if first == 0:
            await decided.wait()
        return await undo_confirmation(shop.wang, lines, now=SOON)

    async def decide():
        async with atomic():
            done = await decide_assessment(shop.admin, shop.lin_training, result(shop), now=SOON)
            decided.set()
            # The other one comes while this is not committed.
            await asyncio.sleep(0.05)
        return done

    undone, _ = await asyncio.gather(undo(), decide(), return_exceptions=True)
    counted = await FrozenHours.all().count()
    assert counted == (1 if isinstance(undone, UndoTooLate) else 0), undone
    assert (await HoursEntry.get()).status == ("confirmed" if counted else "submitted")

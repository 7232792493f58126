"""An entry that is confirmed, returned, taken back, amended and withdrawn in one instant ends in one state that its
history tells."""

import asyncio
from itertools import permutations

from domain.errors import Refusal
from models.hours import Confirmation, EntryRevision, HoursEntry
from models.training import Apprenticeship
from tests.cast import NOON, mentors
from usecases.amend_hours import Change, amend_hours
from usecases.confirm_hours import confirm_hours
from usecases.queue_seen import Seen
from usecases.return_hours import return_hours
from usecases.undo_confirmation import UNDO_HELD, undo_confirmation
from usecases.withdraw_hours import withdraw_hours

# Of the orders in which five can come, so many apart from each other.
ORDERS = list(permutations(range(5)))[::17]


async def test_one_state_is_left_and_the_history_leads_to_it(shop):
    await mentors(await Apprenticeship.get(id=shop.lin_training), shop.chen)
    for order in ORDERS:
        entry = await shop.entry(shop.lin)
        seen = [Seen(entry.id, 1, opened=True)]
        deeds = (
            confirm_hours(shop.wang, seen, batch=f"a{entry.id}", now=NOON, hold=UNDO_HELD),
            return_hours(shop.chen, seen, "不清楚", batch=f"b{entry.id}", now=NOON),
            undo_confirmation(shop.wang, seen, now=NOON),
            amend_hours(shop.lin, entry.number, Change(minutes=60), now=NOON),
            withdraw_hours(shop.lin, entry.number, now=NOON),
        )
        told = await asyncio.gather(*(deeds[place] for place in order), return_exceptions=True)
        assert all(isinstance(one, Refusal) or not isinstance(one, BaseException) for one in told), told
        await check(entry.id)
        await HoursEntry.filter(id=entry.id).update(status="withdrawn")


async def check(entry_id: int) -> None:
    """Each revision is signed once at most, and the state is that of the last signature on this revision."""
    entry = await HoursEntry.get(id=entry_id)
    signed = {one.revision: one.decision for one in await Confirmation.filter(entry_id=entry_id)}
    assert await Confirmation.filter(entry_id=entry_id).count() == len(signed)
    earlier = await EntryRevision.filter(entry_id=entry_id).order_by("revision")
    assert [one.revision for one in earlier] == list(range(1, entry.revision))
    for one in earlier:
        assert one.status == signed.get(one.revision, "submitted"), one.revision
    if entry.status != "withdrawn":
        assert entry.status == signed.get(entry.revision, "submitted")

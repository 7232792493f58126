"""Returning: with a reason, and the apprentice is told how to go on."""

import pytest

from domain.signing import NotYours, Obstacle, OwnHours, ReasonRequired, ReasonTooLong
from models.deliveries import Delivery
from models.hours import Confirmation, HoursEntry
from tests.cast import APP, NOON
from usecases.amend_hours import Change, amend_hours
from usecases.confirm_hours import confirm_hours
from usecases.open_entry import open_entry
from usecases.queue_seen import Seen
from usecases.return_hours import choose_seen, return_hours
from usecases.waiting_hours import waiting_hours

OPENID = "openid-of-the-mentor"


async def send_back(actor, *entries, reason="时间不符"):
    seen = [Seen(entry.id, entry.revision) for entry in entries]
    return await return_hours(actor, seen, reason, batch="message:1", now=NOON)


async def test_the_apprentice_is_told_the_reason(shop):
    entry = await shop.entry(shop.lin)
    batch = await send_back(shop.wang, entry)
    told = await Delivery.get(kind="hours_returned")
    assert [outcome.obstacle for outcome in batch.lines] == [None]
    assert (await HoursEntry.get(id=entry.id)).status == "returned"
    assert told.person_id == shop.lin.person_id
    assert (told.facts["number"], told.facts["reason"], told.facts["signer"]) == (1, "时间不符", "王建国")


async def test_a_flagged_entry_can_be_returned_unopened(shop):
    batch = await send_back(shop.wang, await shop.entry(shop.lin, flags="long"))
    assert batch.returned


async def test_returned_hours_are_amended_and_wait_again_in_one_thread(shop):
    entry = await shop.entry(shop.lin)
    await send_back(shop.wang, entry)
    await amend_hours(shop.lin, entry.number, Change(minutes=120), now=NOON)
    opened = await open_entry(shop.wang, entry.id, now=NOON)
    assert (opened.compared.status, opened.compared.revision) == ("returned", 1)
    await confirm_hours(shop.wang, [Seen(entry.id, 2, opened=True)], batch="m", now=NOON)
    decisions = await Confirmation.filter(entry_id=entry.id).order_by("revision")
    assert [one.decision for one in decisions] == ["returned", "confirmed"]


async def test_what_was_confirmed_is_not_returned(shop):
    entry = await shop.entry(shop.huang)
    await confirm_hours(shop.chen, [Seen(entry.id, 1)], batch="m", now=NOON)
    (outcome,) = (await send_back(shop.wang, entry)).lines
    assert (outcome.obstacle, outcome.decided_by) == (Obstacle.DECIDED, "陈志明")


async def test_what_was_amended_meanwhile_is_not_returned(shop):
    entry = await shop.entry(shop.lin)
    await amend_hours(shop.lin, entry.number, Change(minutes=120), now=NOON)
    (outcome,) = (await send_back(shop.wang, entry)).lines
    assert outcome.obstacle is Obstacle.AMENDED


@pytest.mark.parametrize(("reason", "refusal"), [(" ", ReasonRequired), ("长" * 201, ReasonTooLong)])
async def test_a_return_needs_a_short_reason(shop, reason, refusal):
    with pytest.raises(refusal):
        await send_back(shop.wang, await shop.entry(shop.lin), reason=reason)


async def test_outsiders_and_the_apprentice_can_not_return(shop):
    entry = await shop.entry(shop.lin)
    for outsider in (shop.zhao, shop.chen, shop.teacher, shop.huang):
        with pytest.raises(NotYours):
            await send_back(outsider, entry)
    with pytest.raises(OwnHours):
        await send_back(shop.lin, entry)
    assert (await HoursEntry.get(id=entry.id)).status == "submitted"


async def test_the_lines_chosen_are_those_of_the_list_seen(shop):
    entry = await shop.entry(shop.lin)
    await waiting_hours(shop.wang, APP, OPENID, now=NOON)
    chosen = await choose_seen(APP, OPENID, [1, 4])
    assert (chosen.numbers, chosen.lines, chosen.missing) == ((1,), (Seen(entry.id, 1),), (4,))

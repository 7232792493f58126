"""Confirming: what was seen, by whom it may be, once."""

import asyncio
from datetime import timedelta

from domain.signing import Obstacle, digest
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.hours import Confirmation, HoursEntry
from tests.cast import APP, NOON, TODAY
from usecases.amend_hours import Change, amend_hours
from usecases.confirm_hours import confirm_hours, confirm_seen
from usecases.open_entry import open_entry, open_seen
from usecases.queue_seen import Seen
from usecases.sign_entry import protected
from usecases.waiting_hours import waiting_hours

OPENID = "openid-of-the-mentor"


async def confirm(actor, *entries):
    seen = [Seen(entry.id, entry.revision) for entry in entries]
    return await confirm_hours(actor, seen, batch="message:1", now=NOON)


async def status(entry):
    return (await HoursEntry.get(id=entry.id)).status


async def test_the_mentor_of_the_day_confirms_and_signs_the_content(shop):
    entry = await shop.entry(shop.lin)
    (outcome,) = await confirm(shop.wang, entry)
    signed = await Confirmation.get(entry_id=entry.id)
    assert outcome.obstacle is None
    assert await status(entry) == "confirmed"
    assert (signed.signer_name, signed.signer_role, signed.signer_employer) == (
        "王建国",
        "mentor",
        "海晟智能装备",
    )
    assert (signed.signer_grade, signed.revision, signed.batch) == (5, 1, "message:1")
    assert signed.digest == digest(protected(outcome.line))
    assert signed.on_behalf_of_id is None


async def test_a_confirmation_leaves_a_trace_with_who_and_what(shop):
    entry = await shop.entry(shop.lin)
    await confirm(shop.wang, entry)
    trace = await AuditEntry.get(subject=f"hours_entry:{entry.id}")
    assert (trace.event, trace.actor_id) == ("hours.confirmed", shop.wang.person_id)
    assert trace.after["digest"] == (await Confirmation.get(entry_id=entry.id)).digest


async def test_each_apprentice_is_told_once_a_batch(shop):
    entries = [await shop.entry(shop.lin), await shop.entry(shop.huang), await shop.entry(shop.lin)]
    await confirm(shop.wang, *entries)
    told = {d.person_id: d.facts for d in await Delivery.filter(kind="hours_confirmed")}
    by_wang = {"signer": "王建国", "role": "mentor", "reason": "", "instead_of": ""}
    assert told == {
        shop.lin.person_id: {**by_wang, "numbers": [1, 2], "minutes": 480, "day": ""},
        shop.huang.person_id: {**by_wang, "numbers": [1], "minutes": 240, "day": "2026-11-19"},
    }


async def test_confirming_twice_confirms_once(shop):
    entry = await shop.entry(shop.lin)
    await confirm(shop.wang, entry)
    (second,) = await confirm(shop.wang, entry)
    assert (second.obstacle, second.decided_by, second.again) == (Obstacle.DECIDED, "王建国", True)
    assert await Confirmation.all().count() == 1
    assert await Delivery.filter(kind="hours_confirmed").count() == 1


async def test_an_entry_amended_meanwhile_waits_for_another_look(shop):
    entry = await shop.entry(shop.lin)
    await amend_hours(shop.lin, entry.number, Change(minutes=120), now=NOON)
    (outcome,) = await confirm(shop.wang, entry)
    assert (outcome.obstacle, outcome.line.minutes, outcome.line.revision) == (Obstacle.AMENDED, 120, 2)
    assert await status(entry) == "submitted"


async def test_a_flagged_entry_waits_until_it_is_opened(shop):
    entry = await shop.entry(shop.lin, flags="late long")
    (outcome,) = await confirm(shop.wang, entry)
    assert outcome.obstacle is Obstacle.MUST_OPEN
    (outcome,) = await confirm_hours(shop.wang, [Seen(entry.id, 1, opened=True)], batch="m", now=NOON)
    assert outcome.obstacle is None


async def test_a_changed_confirmation_keeps_the_earlier_one(shop):
    entry = await shop.entry(shop.lin)
    await confirm(shop.wang, entry)
    await amend_hours(shop.lin, entry.number, Change(minutes=120), now=NOON)
    opened = await open_entry(shop.wang, entry.id, now=NOON)
    assert [(c.field, c.before, c.after) for c in opened.compared.changes] == [("minutes", 240, 120)]
    await confirm_hours(shop.wang, [Seen(entry.id, 2, opened=True)], batch="m", now=NOON)
    signed = await Confirmation.filter(entry_id=entry.id).order_by("revision")
    assert [one.revision for one in signed] == [1, 2]
    assert signed[0].digest != signed[1].digest


async def test_two_mentors_at_once_are_one_confirmation_and_one_answer_who_did(shop):
    entries = [await shop.entry(shop.huang) for _ in range(8)]
    for entry in entries:
        first, second = await asyncio.gather(confirm(shop.wang, entry), confirm(shop.chen, entry))
        done, told = sorted((first[0], second[0]), key=lambda outcome: outcome.obstacle is not None)
        signed = await Confirmation.get(entry_id=entry.id)
        assert done.obstacle is None
        assert (told.obstacle, told.decided_by) == (Obstacle.DECIDED, signed.signer_name)


async def test_two_batches_in_opposite_order_do_not_wait_for_each_other(shop):
    entries = [await shop.entry(shop.huang) for _ in range(12)]
    batches = await asyncio.gather(confirm(shop.wang, *entries), confirm(shop.chen, *reversed(entries)))
    assert sum(outcome.obstacle is None for batch in batches for outcome in batch) == 12
    assert await Confirmation.all().count() == 12


async def test_a_confirmation_never_covers_a_content_it_did_not_see(shop):
    for _ in range(6):
        entry = await shop.entry(shop.lin, work_date=TODAY - timedelta(days=1), minutes=60)
        await asyncio.gather(
            confirm(shop.wang, entry), amend_hours(shop.lin, entry.number, Change(minutes=30), now=NOON)
        )
        now = await HoursEntry.get(id=entry.id)
        signed = await Confirmation.get_or_none(entry_id=entry.id)
        assert (now.revision, now.minutes, now.status) == (2, 30, "submitted")
        assert signed is None or signed.revision == 1


async def seen(shop):
    return await waiting_hours(shop.wang, APP, OPENID, now=NOON)


async def confirm_numbers(shop, numbers):
    return await confirm_seen(shop.wang, APP, OPENID, numbers, batch="m", now=NOON)


async def test_numbers_mean_the_list_that_was_seen(shop):
    first, second = await shop.entry(shop.lin), await shop.entry(shop.huang)
    await seen(shop)
    older = await shop.entry(shop.lin, entered_at=NOON - timedelta(days=5))
    batch = await confirm_numbers(shop, [2, 9])
    assert [n.number for n in batch.confirmed] == [2]
    assert (batch.missing, batch.seen, batch.waiting, batch.unseen) == ((9,), 2, 2, 1)
    assert [await status(e) for e in (older, first, second)] == ["submitted", "submitted", "confirmed"]


async def test_all_means_the_unflagged_lines_that_were_seen(shop):
    plain = await shop.entry(shop.lin)
    flagged = await shop.entry(shop.lin, flags="long")
    await seen(shop)
    late = await shop.entry(shop.lin)
    batch = await confirm_numbers(shop, None)
    assert [n.number for n in batch.confirmed] == [1]
    assert [await status(e) for e in (plain, flagged, late)] == ["confirmed", "submitted", "submitted"]
    assert (batch.waiting, batch.unseen) == (2, 1)


async def test_an_amended_line_is_shown_anew_and_its_number_then_means_the_new_one(shop):
    entry = await shop.entry(shop.lin)
    await seen(shop)
    await amend_hours(shop.lin, entry.number, Change(minutes=120), now=NOON)
    batch = await confirm_numbers(shop, [1])
    assert [n.outcome.line.minutes for n in batch.shown_anew] == [120]
    assert not (await confirm_numbers(shop, [1])).confirmed
    await open_seen(shop.wang, APP, OPENID, 1, now=NOON)
    batch = await confirm_numbers(shop, [1])
    assert [n.number for n in batch.confirmed] == [1]


async def test_no_difference_is_confirmed_unseen(shop):
    entry = await shop.entry(shop.lin, minutes=45, starts=480, ends=525)
    await confirm(shop.wang, entry)
    await amend_hours(shop.lin, entry.number, Change(minutes=120), now=NOON)
    await seen(shop)
    batch = await confirm_numbers(shop, None)
    assert [n.outcome.obstacle for n in batch.lines] == [Obstacle.MUST_OPEN]
    assert await status(entry) == "submitted"


async def test_without_a_list_nothing_is_confirmed(shop):
    entry = await shop.entry(shop.lin)
    assert await confirm_numbers(shop, None) is None
    assert await status(entry) == "submitted"

"""What became of an entry: a confirmation taken back is no amendment, and a withdrawal has its time."""

from datetime import timedelta

from domain.roles import Role
from domain.undoing import UNDO_HELD
from tests.cast import APP, NOON
from tests.conversation import say
from usecases.amend_hours import Change, amend_hours
from usecases.confirm_hours import confirm_hours
from usecases.entry_history import Happened, TakenBack
from usecases.entry_thread import entry_thread
from usecases.look_at_entry import look_at_entry
from usecases.open_entry import open_entry
from usecases.queue_seen import Seen
from usecases.undo_confirmation import undo_confirmation
from usecases.waiting_hours import look_at_queue, queue_after, waiting_hours
from usecases.withdraw_hours import withdraw_hours

LATER = NOON + timedelta(minutes=5)
WANG = TakenBack("王建国", Role.MENTOR)


async def undone(shop, revision=1):
    """An entry that was confirmed and then was not."""
    entry = await shop.entry(shop.lin)
    line = Seen(entry.id, revision)
    await confirm_hours(shop.wang, [line], batch="b", now=NOON, hold=UNDO_HELD)
    await undo_confirmation(shop.wang, [line], now=NOON + timedelta(seconds=3))
    return entry


async def test_every_queue_says_who_took_the_confirmation_back_and_nothing_of_an_amendment(shop):
    entry = await undone(shop)
    for queue in (
        await look_at_queue(shop.wang, now=LATER),
        await queue_after(shop.wang, None, now=LATER),
        await waiting_hours(shop.wang, APP, "openid", now=LATER),
    ):
        assert [(line.undone, line.amended) for line in queue.lines] == [(WANG, 0)]
    assert (await open_entry(shop.wang, entry.id, now=LATER)).line.undone == WANG
    said = await say(shop.wang, "待确认")
    assert ("〔王师傅撤销了确认〕" in said, "改过" in said) == (True, False)
    said = await say(shop.wang, "看 1")
    assert ("王师傅撤销了确认，内容没有改" in said, "改过" in said) == (True, False)


async def test_both_threads_of_the_apprentice_say_so_too(shop):
    entry = await undone(shop)
    steps = (await look_at_entry(shop.lin, entry.number, now=LATER)).steps
    assert [getattr(step, "undone", None) for step in steps][-1] == WANG
    (revision,) = (await entry_thread(shop.lin, entry.number, now=LATER)).revisions
    assert (revision.undone_by, revision.changes) == ("王建国", ())


async def test_an_amendment_after_that_is_one(shop):
    entry = await undone(shop)
    await amend_hours(shop.lin, entry.number, Change(minutes=180), now=LATER)
    (line,) = (await look_at_queue(shop.wang, now=LATER)).lines
    assert (line.undone, line.amended) == (None, 1)
    first, second = (await entry_thread(shop.lin, entry.number, now=LATER)).revisions
    assert (first.undone_by, second.undone_by) == ("王建国", "")


async def test_a_withdrawal_ends_the_thread_with_its_time_and_by_whom(shop):
    entry = await shop.entry(shop.lin)
    await withdraw_hours(shop.lin, entry.number, now=LATER)
    happened = Happened(LATER, "林子轩")
    assert (await look_at_entry(shop.lin, entry.number, now=LATER)).steps[-1] == happened
    assert (await entry_thread(shop.lin, entry.number, now=LATER)).withdrawn == happened
    assert (await open_entry(shop.wang, entry.id, now=LATER)).withdrawn == happened


async def test_a_mentor_who_opens_what_was_withdrawn_meanwhile_reads_when(shop):
    entry = await shop.entry(shop.lin)
    await say(shop.wang, "待确认")
    await withdraw_hours(shop.lin, entry.number, now=LATER)
    assert "这条学徒已于 11-20 12:05 撤回。" in await say(shop.wang, "看 1", now=LATER)

"""A mentor takes a confirmation back at once, and is told what stays."""

from datetime import date, timedelta

from models.audit import AuditEntry
from models.deliveries import Delivery
from models.hours import EntryRevision, HoursEntry
from tests.cast import NOON
from tests.conversation import say
from tests.handlers.reader import counter
from tests.handlers.test_queue_pages import done, proof, seen, status
from tests.trails import found
from usecases.begin_trail import begin_anew

__all__ = ["counter"]


async def test_a_confirmation_is_undone_within_ten_seconds_and_stays_in_the_history(counter, shop):
    await begin_anew(now=NOON)
    entry = await shop.entry(shop.lin)
    reader = await counter.reader(shop.wang)
    after = await reader.open(
        (await reader.fill("/m/queue", "/m/queue/confirm", {"only": seen(entry)})).place
    )
    assert "撤销" in after.text
    counter.now = NOON + timedelta(seconds=9)
    first = await reader.send("/m/queue/undo", after.token, done(after.html))
    again = await reader.send("/m/queue/undo", after.token, done(after.html))
    assert (first.status, again.status, await status(entry)) == (303, 303, ("submitted", 2))
    assert "已撤销确认" in (await reader.open(first.place)).text
    assert (await Delivery.get(kind="hours_confirmed")).outcome == "undone"
    assert str((await EntryRevision.get(entry_id=entry.id)).status) == "confirmed"
    assert await AuditEntry.filter(event="hours.confirmation_undone").count() == 1
    lin = await counter.reader(shop.lin)
    for page in (
        await reader.open("/m/queue"),
        await reader.open(f"/m/queue/{entry.id}"),
        await lin.open(f"/m/entries/{entry.number}"),
    ):
        assert ("王师傅撤销了确认" in page.text, "改过" in page.text) == (True, False)
    await reader.fill("/m/queue", "/m/queue/confirm", {"only": f"{entry.id}:2"})
    assert await status(entry) == ("confirmed", 2)


async def test_undoing_takes_back_what_the_form_did_and_says_what_stays(counter, shop):
    entries = [await shop.entry(shop.lin, work_date=date(2026, 11, day)) for day in (16, 17)]
    reader = await counter.reader(shop.wang)
    page = await reader.open("/m/queue")
    await say(shop.wang, "待确认")
    await say(shop.wang, "确认 1", now=NOON + timedelta(minutes=1))
    counter.now = NOON + timedelta(minutes=2)
    both = {"seen": [seen(entry) for entry in entries]}
    for _ in range(2):
        after = await reader.open((await reader.send("/m/queue/confirm", page.token, both)).place)
        assert "已确认 1 条，另外 1 条您之前已经确认过" in after.text
    answer = await reader.send("/m/queue/undo", after.token, done(after.html))
    assert "1 条又在等您确认；另外 1 条是之前确认的，没有撤销" in (await reader.open(answer.place)).text
    assert [await status(entry) for entry in entries] == [("confirmed", 1), ("submitted", 2)]


async def test_a_second_tap_on_what_was_decided_before_says_so_and_claims_nothing(counter, shop):
    entry, other = await shop.entry(shop.lin), await shop.entry(shop.lin)
    reader = await counter.reader(shop.wang)
    page = await reader.open(f"/m/queue/{other.id}")
    await reader.send(
        f"/m/queue/{other.id}/return", page.token, {"proof": proof(page.html), "words": "时间不符"}
    )
    for token in [(await reader.open("/m/me")).token for _ in range(2)]:
        sent = await reader.send("/m/queue/confirm", token, {"only": seen(entry)})
    again = await reader.open(sent.place)
    assert ("这 1 条您之前已经确认过了" in again.text, "撤销" in again.text) == (True, False)
    answer = await reader.fill("/m/me", "/m/queue/confirm", {"only": seen(other)})
    assert "您之前已经退回过了。" in answer.text
    assert await status(other) == ("returned", 1)


async def test_it_is_too_late_after_that_or_once_the_apprentice_was_told(counter, shop):
    entries = [await shop.entry(shop.lin, work_date=date(2026, 11, day)) for day in (16, 17)]
    reader = await counter.reader(shop.wang)
    for entry in entries:
        counter.now = NOON
        sent = await reader.fill("/m/queue", "/m/queue/confirm", {"only": seen(entry)})
        page = await reader.open(sent.place)
        if entry is entries[0]:
            counter.now = NOON + timedelta(seconds=16)
        else:
            await Delivery.filter(kind="hours_confirmed").update(state="sent", outcome="ok")
        answer = await reader.send("/m/queue/undo", page.token, done(page.html))
        assert (answer.status, await status(entry)) == (422, ("confirmed", 1))
        assert "已经过了可以撤销的时间" in answer.text


async def test_nobody_undoes_what_another_confirmed(counter, shop):
    entry = await shop.entry(shop.huang)
    wang, chen = await counter.reader(shop.wang), await counter.reader(shop.chen)
    page = await wang.open((await wang.fill("/m/queue", "/m/queue/confirm", {"only": seen(entry)})).place)
    answer = await chen.send("/m/queue/undo", (await chen.open("/m/me")).token, done(page.html))
    assert (answer.status, await status(entry)) == (422, ("confirmed", 1))


async def test_a_trail_with_an_undone_confirmation_is_whole(counter, shop, database, tmp_path):
    await begin_anew(now=NOON)
    await say(shop.lin, "学时 昨天 4小时 实操 车床外圆")
    entry = await HoursEntry.get()
    reader = await counter.reader(shop.wang)
    page = await reader.open((await reader.fill("/m/queue", "/m/queue/confirm", {"only": seen(entry)})).place)
    await reader.send("/m/queue/undo", page.token, done(page.html))
    assert await found(database, tmp_path) == []

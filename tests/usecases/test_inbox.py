"""What WeChat did not carry can be read in the inbox, and is pointed out once."""

from datetime import timedelta

from domain.deliveries import Barred, DeliveryState
from models.deliveries import Delivery
from tests.cast import NOON
from tests.conversation import say
from tests.notices import send
from tests.outbox import Platform, enqueue
from tests.usecases.claims import claim
from usecases.amend_hours import Change, amend_hours
from usecases.inbox import SHOWN, Mark, announce_unseen, open_inbox
from usecases.log_hours import log_hours
from usecases.read_notice import read_notice
from usecases.record_receipt import record_receipt
from usecases.withdraw_hours import withdraw_hours

NOWHERE = Barred("no template")


async def test_what_could_not_be_sent_is_new_once(shop):
    await enqueue(shop.lin, "daily_reminder", day="2026-11-20")
    await Platform(lambda parcel: NOWHERE).round()
    first = await open_inbox(shop.lin, now=NOON)
    assert [(item.kind, item.new) for item in first.items] == [("daily_reminder", True)]
    again = await open_inbox(shop.lin, now=NOON)
    assert [(item.kind, item.new) for item in again.items] == [("daily_reminder", False)]


async def test_what_was_carried_is_there_but_not_new(shop):
    await enqueue(shop.lin, "daily_reminder", day="2026-11-20")
    await Platform().round()
    assert [item.new for item in (await open_inbox(shop.lin, now=NOON)).items] == [False]


async def test_many_new_ones_come_a_few_at_a_time(shop):
    for day in range(1, 9):
        await enqueue(shop.lin, "daily_reminder", day=f"2026-11-{day:02}")
    first = await open_inbox(shop.lin, now=NOON)
    second = await open_inbox(shop.lin, now=NOON)
    assert [item.facts["day"][-1] for item in first.items + second.items] == list("87654321")
    assert (len(first.items), first.more, second.more) == (SHOWN, 3, 0)


async def test_what_was_read_in_the_inbox_is_not_sent_any_more(shop):
    await enqueue(shop.lin, "deputy_ended", mentor="王建国", day="2026-11-20")
    await open_inbox(shop.lin, now=NOON)
    platform = Platform()
    assert await platform.round() == {"sent": 1}
    assert platform.parcels == []


async def test_nobody_reads_what_belongs_to_another(shop):
    await enqueue(shop.lin, "daily_reminder", day="2026-11-20")
    assert (await open_inbox(shop.huang, now=NOON)).items == ()


async def test_what_no_longer_holds_is_not_shown(shop):
    row = await enqueue(shop.lin, "daily_reminder", day="2026-11-20")
    row.state = DeliveryState.CANCELLED
    await row.save()
    assert (await open_inbox(shop.lin, now=NOON)).items == ()


async def test_what_lies_unseen_is_pointed_out_once(shop):
    for _ in range(2):
        await enqueue(shop.lin, "daily_reminder", day="2026-11-20")
    await enqueue(shop.huang, "daily_reminder", day="2026-11-20")
    await Platform(lambda parcel: NOWHERE).round()
    assert [await announce_unseen(shop.lin.person_id) for _ in range(2)] == [2, 0]


async def test_what_was_carried_needs_no_pointing_out(shop):
    await enqueue(shop.lin, "daily_reminder", day="2026-11-20")
    await Platform().round()
    assert await announce_unseen(shop.lin.person_id) == 0


async def test_a_template_message_that_the_person_blocks_is_pointed_out(shop):
    await enqueue(shop.lin, "daily_reminder", day="2026-11-20")
    await Platform().round()
    assert await record_receipt("msg-1", "failed:user block", now=NOON)
    row = await Delivery.get()
    assert (row.state, row.outcome) == (DeliveryState.REFUSED, "failed:user block")
    assert await announce_unseen(shop.lin.person_id) == 1


async def test_a_receipt_says_that_it_arrived(shop):
    await enqueue(shop.lin, "daily_reminder", day="2026-11-20")
    await Platform().round()
    assert await record_receipt("msg-1", "success", now=NOON)
    assert (await Delivery.get()).outcome == "arrived"
    assert not await record_receipt("of another", "success", now=NOON)
    assert not await record_receipt("", "success", now=NOON)


async def test_the_word_opens_the_inbox(shop):
    assert await say(shop.lin, "通知") == "还没有通知。"
    await enqueue(shop.lin, "daily_reminder", day="2026-11-20", now=NOON - timedelta(days=1))
    said = await say(shop.lin, "通知")
    assert said.startswith("● 11-19 记学时提醒\n今天（11月20日 周五）还没有记学时。")


async def test_a_full_page_fits_into_one_answer(shop):
    for number in range(SHOWN):
        facts = {"signer": "王建国", "instead_of": "", "number": number, "day": "2026-11-20", "minutes": 240}
        await enqueue(
            shop.lin, "hours_returned", category="practice", content="长" * 100, reason="长" * 200, **facts
        )
    said = await say(shop.lin, "通知")
    assert len(said.encode()) <= 2048
    assert said.count("学时被退回") == SHOWN


async def test_an_unknown_notice_is_said_to_be_unknown(shop):
    assert "99" in await say(shop.lin, "通知 99")


async def test_what_was_done_meanwhile_is_not_shown_again(shop):
    await log_hours(shop.lin, claim(60), now=NOON)
    await Platform().round()
    assert [item.kind for item in (await open_inbox(shop.wang, now=NOON)).items] == ["hours_to_confirm"]
    await amend_hours(shop.lin, 1, Change(minutes=90), now=NOON)
    assert [item.facts["minutes"] for item in (await open_inbox(shop.wang, now=NOON)).items] == [90]
    await withdraw_hours(shop.lin, 1, now=NOON)
    assert (await open_inbox(shop.wang, now=NOON)).items == ()


async def test_a_request_met_before_it_was_seen_is_not_new(shop):
    await log_hours(shop.lin, claim(60), now=NOON)
    await withdraw_hours(shop.lin, 1, now=NOON)
    inbox = await open_inbox(shop.wang, now=NOON)
    assert (inbox.items, inbox.more) == ((), 0)


async def test_notices_come_first_and_say_whether_they_were_read(shop):
    notice = await send(shop.admin)
    for number in range(3):
        await enqueue(shop.lin, "deputy_ended", mentor="王建国", day=f"2026-11-2{number}")
    items = (await open_inbox(shop.lin, now=NOON)).items
    assert [(item.kind, item.mark) for item in items[:2]] == [("notice", Mark.UNREAD), ("deputy_ended", None)]
    await read_notice(shop.lin, notice, now=NOON)
    assert (await open_inbox(shop.lin, now=NOON)).items[0].mark is Mark.READ


async def test_older_messages_are_a_page_away(shop):
    for day in range(1, 13):
        await enqueue(shop.lin, "deputy_ended", mentor="王建国", day=f"2026-11-{day:02}")
    await Platform().round()
    first = await say(shop.lin, "通知")
    assert first.endswith("更早的：通知 第2页")
    assert "更早的：通知 第3页" in await say(shop.lin, "通知 第2页")
    assert "更早的" not in await say(shop.lin, "通知 第3页")
    assert await say(shop.lin, "通知 第4页") == "没有更早的了。"

"""The mentor's list of what waits."""

from datetime import date, timedelta

import pytest

from domain.signing import OnlyMentors
from models.training import Deputyship, Mentorship
from tests.cast import APP, NOON, TODAY
from usecases.queue_seen import Seen, take_queue
from usecases.waiting_hours import waiting_hours

OPENID = "openid-of-the-mentor"


async def look(actor, page=1, now=NOON):
    return await waiting_hours(actor, APP, OPENID, page=page, now=now)


async def test_the_oldest_come_first_and_what_was_shown_is_remembered(shop):
    newer = await shop.entry(shop.huang, entered_at=NOON - timedelta(days=1))
    older = await shop.entry(shop.lin, entered_at=NOON - timedelta(days=2))
    page = await look(shop.wang)
    assert [line.entry_id for line in page.lines] == [older.id, newer.id]
    assert (page.total, page.more, page.waited) == (2, 0, 2)
    assert await take_queue(APP, OPENID) == [Seen(older.id, 1), Seen(newer.id, 1)]


async def test_only_what_waits_for_this_mentor_is_there(shop):
    mine = await shop.entry(shop.huang)
    await shop.entry(shop.lin)
    for status in ("confirmed", "returned", "withdrawn"):
        await shop.entry(shop.huang, status=status)
    assert [line.entry_id for line in (await look(shop.chen)).lines] == [mine.id]
    assert (await look(shop.zhao)).lines == ()


async def test_a_former_mentor_still_sees_the_days_of_the_bond_and_no_others(shop):
    await Mentorship.filter(apprenticeship_id=shop.lin_training).update(until=date(2026, 11, 18))
    kept = await shop.entry(shop.lin, work_date=date(2026, 11, 18))
    await shop.entry(shop.lin, work_date=date(2026, 11, 19))
    assert [line.entry_id for line in (await look(shop.wang)).lines] == [kept.id]


async def test_a_deputy_sees_them_under_the_name_of_the_mentor(shop):
    entry = await shop.entry(shop.lin)
    both = await shop.entry(shop.huang)
    await Deputyship.create(
        mentor_id=shop.wang.person_id, deputy_id=shop.chen.person_id, since=TODAY, until=TODAY, ref="d"
    )
    lines = {line.entry_id: line.instead_of for line in (await look(shop.chen)).lines}
    assert lines == {entry.id: "王建国", both.id: ""}
    tomorrow = await look(shop.chen, now=NOON + timedelta(days=1))
    assert [line.entry_id for line in tomorrow.lines] == [both.id]


async def test_a_later_page_goes_on_where_the_list_ended(shop):
    entries = [await shop.entry(shop.lin, entered_at=NOON + timedelta(minutes=n)) for n in range(45)]
    first = await look(shop.wang)
    assert [line.entry_id for line in first.lines] == [entry.id for entry in entries[:20]]
    assert (first.first, first.more) == (1, 25)
    entries[3].status = "confirmed"
    await entries[3].save()
    second = await look(shop.wang, page=2)
    assert [line.entry_id for line in second.lines] == [entry.id for entry in entries[20:40]]
    assert (second.first, second.more, second.total) == (21, 5, 44)
    third = await look(shop.wang, page=3)
    assert ([line.entry_id for line in third.lines], third.more) == ([e.id for e in entries[40:]], 0)
    assert len(await take_queue(APP, OPENID)) == 45


async def test_a_later_page_without_the_first_is_the_first(shop):
    entry = await shop.entry(shop.lin)
    page = await look(shop.wang, page=7)
    assert ([line.entry_id for line in page.lines], page.first) == ([entry.id], 1)


async def test_only_mentors_and_teachers_have_a_list(shop):
    for other in (shop.lin, shop.admin):
        with pytest.raises(OnlyMentors):
            await look(other)

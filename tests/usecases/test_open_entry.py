"""Opening an entry before deciding on it."""

import pytest

from domain.signing import NotYours, OwnHours
from models.hours import Evidence
from tests.cast import APP, NOON
from usecases.amend_hours import Change, amend_hours
from usecases.confirm_hours import confirm_hours, confirm_seen
from usecases.open_entry import NotInList, open_entry, open_seen
from usecases.queue_seen import Seen
from usecases.waiting_hours import waiting_hours

OPENID = "openid-of-the-mentor"


async def look_and_open(shop, number=1):
    await waiting_hours(shop.wang, APP, OPENID, now=NOON)
    return await open_seen(shop.wang, APP, OPENID, number, now=NOON)


async def test_everything_is_there(shop):
    entry = await shop.entry(shop.lin, content="长" * 2000, late_reason="手机坏了", flags="late")
    await Evidence.create(entry=entry, kind="image", media_id="m1", received_at=NOON)
    opened = await look_and_open(shop)
    assert (opened.line.content, opened.line.late_reason, opened.evidence) == ("长" * 2000, "手机坏了", 1)
    assert (opened.line.flags, opened.compared, opened.decision) == (("late",), None, None)


async def test_a_flagged_entry_may_be_confirmed_once_it_was_opened(shop):
    await shop.entry(shop.lin, flags="long")
    await look_and_open(shop)
    batch = await confirm_seen(shop.wang, APP, OPENID, [1], batch="m", now=NOON)
    assert len(batch.confirmed) == 1


async def test_opened_is_the_revision_that_was_read(shop):
    entry = await shop.entry(shop.lin, flags="long", minutes=480)
    await look_and_open(shop)
    await amend_hours(shop.lin, entry.number, Change(minutes=450), now=NOON)
    batch = await confirm_seen(shop.wang, APP, OPENID, [1], batch="m", now=NOON)
    assert [n.outcome.obstacle for n in batch.lines] == ["amended"]
    batch = await confirm_seen(shop.wang, APP, OPENID, [1], batch="m", now=NOON)
    assert [n.outcome.obstacle for n in batch.lines] == ["must_open"]


async def test_amended_twice_is_compared_with_what_was_confirmed(shop):
    entry = await shop.entry(shop.lin)
    await confirm_hours(shop.wang, [Seen(entry.id, 1)], batch="m", now=NOON)
    await amend_hours(shop.lin, entry.number, Change(minutes=180), now=NOON)
    await amend_hours(shop.lin, entry.number, Change(content="车床端面"), now=NOON)
    compared = (await open_entry(shop.wang, entry.id, now=NOON)).compared
    assert (compared.revision, compared.status) == (1, "confirmed")
    assert [change.field for change in compared.changes] == ["minutes", "content"]


async def test_a_decided_entry_says_who_decided(shop):
    entry = await shop.entry(shop.huang)
    await confirm_hours(shop.chen, [Seen(entry.id, 1)], batch="m", now=NOON)
    opened = await open_entry(shop.wang, entry.id, now=NOON)
    assert (opened.decision, opened.decided_by) == ("confirmed", "陈志明")


async def test_a_number_that_is_not_in_the_list_opens_nothing(shop):
    await shop.entry(shop.lin)
    assert await look_and_open(shop, 2) == NotInList(2, 1)
    assert await look_and_open(shop, 0) == NotInList(0, 1)


async def test_others_can_not_read_it(shop):
    entry = await shop.entry(shop.lin)
    for outsider in (shop.zhao, shop.chen, shop.huang, shop.teacher):
        with pytest.raises(NotYours):
            await open_entry(outsider, entry.id, now=NOON)
    with pytest.raises(OwnHours):
        await open_entry(shop.lin, entry.id, now=NOON)

"""A picture sent after logging belongs to that entry."""

from datetime import timedelta

import pytest

from models.audit import AuditEntry
from models.hours import Evidence, HoursEntry
from tests.cast import NOON
from usecases.add_evidence import MediaUnknown, add_evidence

SOON = NOON + timedelta(minutes=29)


async def test_a_picture_belongs_to_the_newest_entry(shop):
    await shop.entry(shop.lin)
    newest = await shop.entry(shop.lin)
    added = await add_evidence(shop.lin, "image", "media-1", now=SOON)
    kept = await Evidence.get()
    assert (added.number, added.count) == (2, 1)
    assert (kept.entry_id, kept.kind, kept.media_id) == (newest.id, "image", "media-1")
    assert (await AuditEntry.get(event="evidence.added")).after["media_id"] == "media-1"


async def test_several_pieces_are_counted_and_none_twice(shop):
    await shop.entry(shop.lin)
    counts = [(await add_evidence(shop.lin, "image", media, now=SOON)).count for media in ("m1", "m2", "m1")]
    assert counts == [1, 2, 2]
    assert await AuditEntry.filter(event="evidence.added").count() == 2


async def test_what_was_confirmed_without_a_picture_gets_none(shop):
    entry = await shop.entry(shop.lin, status="confirmed")
    assert await add_evidence(shop.lin, "image", "media-1", now=SOON) is None
    await HoursEntry.filter(id=entry.id).update(status="returned")
    assert (await add_evidence(shop.lin, "image", "media-1", now=SOON)).count == 1


@pytest.mark.parametrize("media_id", ["", "m" * 201])
async def test_media_without_a_usable_name_is_refused_and_not_cut(shop, media_id):
    await shop.entry(shop.lin)
    with pytest.raises(MediaUnknown):
        await add_evidence(shop.lin, "image", media_id, now=SOON)
    assert not await Evidence.exists()


async def test_half_an_hour_later_it_proves_nothing(shop):
    await shop.entry(shop.lin)
    assert await add_evidence(shop.lin, "image", "media-1", now=NOON + timedelta(minutes=31)) is None


async def test_a_withdrawn_entry_takes_no_picture_for_an_older_one(shop):
    await shop.entry(shop.lin)
    await shop.entry(shop.lin, status="withdrawn")
    assert await add_evidence(shop.lin, "image", "media-1", now=SOON) is None


async def test_without_entries_there_is_nothing_to_prove(shop):
    await shop.entry(shop.huang)
    assert await add_evidence(shop.lin, "image", "media-1", now=SOON) is None

"""Evidence is brought in once, and tried again while the platform still has it."""

import hashlib
from datetime import timedelta
from pathlib import Path

from models.hours import Evidence
from tests.cast import NOON, Shop
from usecases.add_evidence import add_evidence
from usecases.fetch_evidence import MediaGone, fetch_evidence

PICTURE = b"\xff\xd8\xff\xe0picture"


async def test_a_picture_is_stored_with_what_it_was(shop: Shop, tmp_path: Path):
    await shop.entry(shop.lin)
    await add_evidence(shop.lin, "image", "m1", now=NOON)

    async def fetch(media_id: str) -> bytes:
        assert media_id == "m1"
        return PICTURE

    folder = tmp_path / "files"
    assert await fetch_evidence(fetch, folder, now=NOON) == 1
    piece = await Evidence.get()
    stored = folder / piece.file
    assert [path.stat().st_mode & 0o077 for path in (folder, stored.parent, stored)] == [0, 0, 0]
    assert (folder / piece.file).read_bytes() == PICTURE
    assert piece.sha256 == hashlib.sha256(PICTURE).hexdigest()
    assert await fetch_evidence(fetch, folder, now=NOON + timedelta(hours=1)) == 0


async def test_a_failure_is_tried_again_later_and_not_at_once(shop: Shop, tmp_path: Path):
    await shop.entry(shop.lin)
    await add_evidence(shop.lin, "image", "m1", now=NOON)
    tries = []

    async def fetch(media_id: str) -> bytes:
        tries.append(media_id)
        if len(tries) < 2:
            raise TimeoutError
        return PICTURE

    assert await fetch_evidence(fetch, tmp_path, now=NOON) == 0
    assert await fetch_evidence(fetch, tmp_path, now=NOON + timedelta(minutes=1)) == 0
    assert len(tries) == 1
    assert await fetch_evidence(fetch, tmp_path, now=NOON + timedelta(minutes=11)) == 1


async def test_what_the_platform_forgot_is_not_asked_for_again(shop: Shop, tmp_path: Path):
    await shop.entry(shop.lin)
    await add_evidence(shop.lin, "image", "m1", now=NOON)

    async def fetch(media_id: str) -> bytes:
        raise MediaGone("40007")

    assert await fetch_evidence(fetch, tmp_path, now=NOON) == 0
    piece = await Evidence.get()
    assert (piece.problem, piece.next_try_at) == ("40007", None)


async def test_without_a_fresh_entry_a_picture_proves_nothing(shop: Shop):
    assert await add_evidence(shop.lin, "image", "m1", now=NOON) is None
    await shop.entry(shop.lin, entered_at=NOON - timedelta(hours=1))
    assert await add_evidence(shop.lin, "image", "m1", now=NOON) is None


async def test_the_same_picture_twice_counts_once(shop: Shop):
    await shop.entry(shop.lin)
    assert (await add_evidence(shop.lin, "image", "m1", now=NOON)).count == 1
    assert (await add_evidence(shop.lin, "image", "m1", now=NOON)).count == 1
    assert (await add_evidence(shop.lin, "video", "m2", now=NOON)).count == 2

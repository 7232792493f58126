"""Pictures that prove an entry: believed by their content, seen by those concerned and by nobody else."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from domain.form_refusals import PictureUnfit
from handlers import picture
from handlers.buckets import Buckets
from handlers.pages import SETUP
from models.audit import AuditEntry
from models.hours import Evidence
from tests.cast import NOON
from tests.handlers.reader import counter
from tests.trails import found
from usecases.add_photo import MOST_PICTURES
from usecases.begin_trail import begin_anew

__all__ = ["counter"]
PATH = "/m/entries/1/photos"


def photo(kind: str = "JPEG", size: tuple[int, int] = (640, 480), color: int = 90) -> bytes:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    Image.new("RGB", size, (color, 120, 60)).save(file, kind, exif=exif)
    return file.getvalue()


def in_scans(again: int, size: tuple[int, int] = (640, 480)) -> bytes:
    """A JPEG from coarse to fine; each further scan costs a sender a few bytes and a reader the whole picture."""
    file = io.BytesIO()
    Image.new("L", size, 90).save(file, "JPEG", progressive=True)
    content = file.getvalue()
    return content[:-2] + content[content.rfind(b"\xff\xda") : -2] * again + content[-2:]


async def test_a_photo_is_kept_without_the_phones_own_words_and_shown_to_those_concerned(
    counter, shop, database, tmp_path
):
    await begin_anew(now=NOON)
    entry = await shop.entry(shop.lin)
    lin = await counter.reader(shop.lin)
    token = (await lin.open("/m/entries/1")).token
    for _ in range(2):
        assert (await lin.upload(PATH, token, photo(size=(3000, 2000)))).place == "/m/entries/1?said=photo"
    kept = await Evidence.get()
    file = counter.files / kept.file
    assert (kept.entry_id, kept.kind, kept.next_try_at) == (entry.id, "image", None)
    assert b"PhoneMaker" not in file.read_bytes()
    assert Image.open(io.BytesIO(file.read_bytes())).size == (1600, 1067)
    assert [path for path in counter.files.rglob("*") if path.is_file()] == [file]
    assert "照片已附上" in (await lin.open("/m/entries/1?said=photo")).text
    wang = await counter.reader(shop.wang)
    assert f'src="/m/photos/{kept.id}"' in (await wang.open(f"/m/queue/{entry.id}")).html
    for reader in (lin, wang, await counter.reader(shop.admin)):
        assert (await reader.load(f"/m/photos/{kept.id}"))[:2] == (200, "image/jpeg")
    for stranger in (shop.huang, shop.chen, shop.zhao, shop.teacher):
        assert (await (await counter.reader(stranger)).load(f"/m/photos/{kept.id}"))[0] == 404
    assert (await (await counter.reader()).load(f"/m/photos/{kept.id}"))[0] == 303
    assert (await AuditEntry.get(event="evidence.added")).after["sha256"] == kept.sha256
    assert await found(database, tmp_path) == []


async def test_what_is_no_picture_or_comes_too_late_is_refused_and_leaves_no_file(counter, shop):
    await shop.entry(shop.lin)
    await shop.entry(shop.lin, status="confirmed")
    reader = await counter.reader(shop.lin)
    token = (await reader.open("/m/entries/1")).token
    bomb = io.BytesIO()
    Image.new("1", (9000, 9000)).save(bomb, "PNG")
    for content in (
        b"<script>alert(1)</script>",
        photo()[:200],
        photo("GIF"),
        bomb.getvalue(),
        in_scans(99),
        b"",
    ):
        answer = await reader.upload(PATH, token, content)
        assert (answer.status, "不是能打开的照片" in answer.text) == (422, True)
    assert "请填写照片" in (await reader.send(PATH, token)).text
    large = await reader.upload(PATH, token, b"x" * (10 * 1024 * 1024 + 1))
    assert (large.status, "照片太大，最多 10 MB" in large.text) == (422, True)
    assert "不能再加照片" in (await reader.upload("/m/entries/2/photos", token, photo())).text
    assert (await reader.upload("/m/entries/3/photos", token, photo())).status == 404
    assert not await Evidence.exists()
    assert not [path for path in counter.files.rglob("*") if path.is_file()]


async def test_nine_are_enough(counter, shop):
    entry = await shop.entry(shop.lin)
    for number in range(MOST_PICTURES):
        await Evidence.create(
            entry_id=entry.id, kind="image", media_id=f"m{number}", received_at=NOON, next_try_at=None
        )
    reader = await counter.reader(shop.lin)
    page = await reader.open("/m/entries/1")
    assert "上传照片" not in page.text
    assert "第 1 份没有取到" in page.text
    token = (await reader.open("/m/me")).token
    assert "最多附 9 份" in (await reader.upload(PATH, token, photo())).text
    assert not [path for path in counter.files.rglob("*") if path.is_file()]


async def test_what_still_lies_with_the_platform_is_said_to(counter, shop):
    entry = await shop.entry(shop.lin)
    await Evidence.create(
        entry_id=entry.id,
        kind="video",
        media_id="m",
        received_at=NOON,
        next_try_at=NOON + timedelta(minutes=1),
    )
    assert "第 1 份正在从微信取" in (await (await counter.reader(shop.lin)).open("/m/entries/1")).text


def test_a_huge_photo_is_read_small():
    assert Image.open(io.BytesIO(picture.taken(photo(size=(12000, 4000))))).size == (1600, 533)


def test_a_photo_from_coarse_to_fine_is_read_unless_that_would_take_much_memory():
    assert Image.open(io.BytesIO(picture.taken(in_scans(0)))).size == (640, 480)
    with pytest.raises(PictureUnfit):
        picture.taken(in_scans(0, size=(8000, 4000)))


def test_what_follows_a_photo_in_its_file_is_none_of_it():
    assert picture.taken(photo() + bytes.fromhex("ffda") * 99)


async def test_who_sends_too_many_pictures_waits(counter, shop):
    await shop.entry(shop.lin)
    counter.server.app[SETUP].limits.pictures = Buckets(1, 10.0)
    reader = await counter.reader(shop.lin)
    token = (await reader.open("/m/entries/1")).token
    answers = [await reader.upload(PATH, token, photo(color=color)) for color in (1, 2)]
    assert [answer.status for answer in answers] == [303, 429]
    assert (await reader.fill("/m/me", "/m/me/care")).status == 303

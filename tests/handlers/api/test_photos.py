"""Pictures through the API: sent once, refused clearly, seen by those concerned and by nobody else."""

import asyncio
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import FormData
from PIL import Image

from handlers import picture
from handlers.api import reading
from handlers.api.docs import published
from handlers.api.limits import Heavy
from handlers.buckets import Buckets
from models.audit import AuditEntry
from models.hours import Evidence, HoursEntry
from tests.handlers.api.miniapp import form, mini
from tests.handlers.test_photos import photo

__all__ = ["mini"]
PATH = "/entries/1/photos"
HALF = b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\nhalf'

MANY = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 300


def kept_in(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in folder.rglob("*/*") if path.is_file()]


async def test_a_picture_is_kept_shown_with_its_entry_and_opened_by_those_concerned(mini, shop):
    entry = await shop.entry(shop.lin)
    lin, wang = await mini.as_(shop.lin), await mini.as_(shop.wang)
    sent = await lin.upload(PATH, photo(size=(3000, 2000)))
    told = {"id": 1, "kind": "image", "received_at": "2026-11-20T04:00:00Z", "state": "here"}
    assert (sent.status, sent.body) == (201, {"photo": told, "room": 8})
    thread = (await lin.get("/hours/1")).body
    assert (thread["evidence"], thread["photos"], thread["room"]) == (1, [told], 8)
    opened = (await wang.get(f"/queue/{entry.id}")).body
    assert (opened["evidence"], opened["photos"]) == (1, [told])
    for reader in (lin, wang, await mini.as_(shop.admin)):
        seen = await reader.get("/photos/1")
        assert (seen.status, seen.whole.content_type) == (200, "image/jpeg")
        assert (seen.whole.headers["Cache-Control"], seen.whole.headers["X-Content-Type-Options"]) == (
            "no-store",
            "nosniff",
        )
        assert Image.open(io.BytesIO(seen.body)).size == (1600, 1067)
        assert b"PhoneMaker" not in seen.body
    for stranger in (shop.huang, shop.chen, shop.zhao, shop.teacher):
        hidden = await (await mini.as_(stranger)).get("/photos/1")
        assert (hidden.status, hidden.code) == (404, "evidence.gone")
    assert (await AuditEntry.get(event="evidence.added")).door == "mini_program"


async def test_a_picture_sent_again_is_kept_once_whatever_became_of_the_answer(mini, shop):
    await shop.entry(shop.lin)
    lin = await mini.as_(shop.lin)
    first = await lin.upload(PATH, photo(), Idempotency_Key="a-key-of-its-own")
    await HoursEntry.all().update(status="confirmed")
    again = await lin.upload(PATH, photo(), Idempotency_Key="a-key-of-its-own")
    assert (again.status, again.body) == (201, first.body)
    assert again.whole.headers["Idempotent-Replayed"] == "true"
    other = await lin.upload(PATH, photo(color=30), Idempotency_Key="a-key-of-its-own")
    assert (other.status, other.code) == (422, "requests.key_reused")
    assert kept_in(mini.files) == [(await Evidence.get()).file]


async def test_the_same_picture_under_another_key_is_the_one_that_is_there(mini, shop):
    await shop.entry(shop.lin)
    lin = await mini.as_(shop.lin)
    first = await lin.upload(PATH, photo())
    assert (await lin.upload(PATH, photo())).body == first.body
    assert await AuditEntry.filter(event="evidence.added").count() == 1
    assert kept_in(mini.files) == [(await Evidence.get()).file]


async def test_two_at_once_under_one_key_are_one(mini, shop):
    await shop.entry(shop.lin)
    lin = await mini.as_(shop.lin)
    found = await asyncio.gather(
        *(lin.upload(PATH, photo(), Idempotency_Key="a-key-of-its-own") for _ in range(3))
    )
    assert {(one.status, one.body["photo"]["id"]) for one in found} == {(201, 1)}
    assert kept_in(mini.files) == [(await Evidence.get()).file]


def bomb() -> bytes:
    file = io.BytesIO()
    Image.new("1", (9000, 9000)).save(file, "PNG")
    return file.getvalue()


UNFIT = {
    "a page": b"<script>alert(1)</script>",
    "another kind": photo("GIF"),
    "half of one": photo()[:200],
    "a bomb": bomb(),
    "nothing": b"",
}
STRANGE_FORMS: dict[str, Callable[[], FormData]] = {
    "no file": lambda: form(note="a text"),
    "a text": lambda: form(photo="a text"),
    "two files": lambda: form(("photo", photo()), ("photo", photo(color=30))),
    "another file": lambda: form(("photo", photo()), ("other", photo())),
    "a text beside it": lambda: form(("photo", photo()), status="confirmed"),
}


async def test_what_is_no_picture_is_refused_and_nothing_is_kept(mini, shop):
    await shop.entry(shop.lin)
    lin = await mini.as_(shop.lin)
    unfit = {what: await lin.upload(PATH, content) for what, content in UNFIT.items()}
    strange = {what: await lin.post(PATH, made()) for what, made in STRANGE_FORMS.items()}
    large = await lin.upload(PATH, b"x" * picture.MOST_BYTES)
    assert {what: (one.status, one.code) for what, one in unfit.items()} == dict.fromkeys(
        UNFIT, (422, "form.picture_unfit")
    )
    assert {what: (one.status, one.code) for what, one in strange.items()} == dict.fromkeys(
        STRANGE_FORMS, (422, "requests.invalid")
    )
    assert (large.status, large.body["message"]) == (
        413,
        "照片太大，最多 10 MB。请选小一点的照片，或截图后再传。",
    )
    assert (await Evidence.exists(), kept_in(mini.files)) == (False, [])


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Content-Type": "application/json"}, b"{}", 415),
        ({}, b"", 415),
        ({"Content-Type": "multipart/form-data"}, b"--x", 400),
        ({"Content-Type": "multipart/form-data; boundary=x"}, b"no form at all", 400),
        ({"Content-Type": "multipart/form-data; boundary=x"}, HALF, 400),
        ({"Content-Type": "multipart/form-data; boundary=x"}, b"--x\r\n\r\nnameless\r\n--x--\r\n", 400),
        ({"Content-Type": "multipart/form-data; boundary=x"}, MANY, 413),
        ({"Content-Type": "multipart/form-data; boundary=x"}, b"\n" * 10_000 + HALF, 400),
        ({"Content-Type": "multipart/form-data; boundary=x", "Content-Encoding": "gzip"}, b"--x", 415),
    ],
)
async def test_what_is_no_form_is_unreadable(mini, shop, headers, body, status):
    lin = await mini.as_(shop.lin)
    reply = await lin.post(PATH, body, **headers)
    assert (reply.status, bool(reply.body["message"])) == (status, True)


async def test_an_entry_that_takes_none_refuses_and_no_file_is_left(mini, shop):
    await shop.entry(shop.lin, status="confirmed")
    full = await shop.entry(shop.lin)
    for number in range(9):
        await Evidence.create(entry_id=full.id, kind="image", media_id=f"m{number}", received_at=mini.now)
    lin = await mini.as_(shop.lin)
    refusals = [await lin.upload(f"/entries/{number}/photos", photo()) for number in (1, 2, 3)]
    assert [(one.status, one.code) for one in refusals] == [
        (409, "evidence.closed"),
        (422, "evidence.too_many"),
        (404, "hours.no_such_entry"),
    ]
    assert (await (await mini.as_(shop.huang)).upload(PATH, photo())).status == 404
    assert ((await lin.get("/hours/2")).body["room"], kept_in(mini.files)) == (0, [])


async def test_what_is_not_here_yet_can_not_be_opened(mini, shop):
    entry = await shop.entry(shop.lin)
    for media, at in (("coming", mini.now + timedelta(minutes=1)), ("lost", None)):
        await Evidence.create(
            entry_id=entry.id, kind="shortvideo", media_id=media, received_at=mini.now, next_try_at=at
        )
    lin = await mini.as_(shop.lin)
    assert [(one["kind"], one["state"]) for one in (await lin.get("/hours/1")).body["photos"]] == [
        ("video", "coming"),
        ("video", "lost"),
    ]
    assert (await lin.get("/photos/1")).status == 404
    gone = (await lin.upload(PATH, photo())).body["photo"]["id"]
    (mini.files / (await Evidence.get(id=gone)).file).unlink()
    assert (await lin.get(f"/photos/{gone}")).code == "evidence.gone"


async def test_a_picture_comes_in_parts_or_not_at_all_as_it_is_asked_for(mini, shop):
    await shop.entry(shop.lin)
    lin = await mini.as_(shop.lin)
    await lin.upload(PATH, photo())
    whole = await lin.get("/photos/1")
    part = await lin.get("/photos/1", Range="bytes=0-2")
    beyond = await lin.get("/photos/1", Range="bytes=9999999-")
    known = await lin.get("/photos/1", If_None_Match=whole.whole.headers["ETag"])
    other = await lin.get("/photos/1", If_Match='"another"')
    assert [one.status for one in (part, beyond, known, other)] == [206, 416, 304, 412]
    assert part.body == whole.body[:3]
    documented = published()["paths"]["/photos/{photo}"]["get"]["responses"]
    assert {"200", "206", "304", "412", "416"} <= documented.keys()


async def test_a_body_that_does_not_come_is_not_waited_for(mini, shop, monkeypatch):
    monkeypatch.setattr(reading, "FORM_SECONDS", 0.05)
    lin = await mini.as_(shop.lin)
    headers = {
        "Authorization": f"Bearer {lin.token}",
        "Idempotency-Key": "a-key-of-its-own",
        "Content-Type": "multipart/form-data; boundary=x",
        "Content-Length": "5000",
    }
    slow, never = mini.client.make_url("/api/v1" + PATH), asyncio.Event()

    async def half_of_it():
        yield HALF
        await never.wait()

    async with mini.client.session.post(slow, data=half_of_it(), headers=headers) as answer:
        assert (answer.status, (await answer.json())["code"]) == (408, "requests.too_slow")


async def test_pictures_are_work_and_so_are_counted_apart(mini, shop):
    await shop.entry(shop.lin)
    mini.limits.heavy = {Heavy.PICTURE: Buckets(1, 10.0)}
    lin = await mini.as_(shop.lin)
    assert (await lin.upload(PATH, photo())).status == 201
    again = await lin.upload(PATH, photo(color=30))
    assert (again.status, again.whole.headers["Retry-After"]) == (429, "10")
    assert (await lin.get("/photos/1")).status == 200

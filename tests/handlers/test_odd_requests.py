"""What no browser of ours sends is answered all the same: turned away or read, never by a failure of ours."""

import io

from models.hours import HoursEntry
from tests.handlers.reader import counter
from tests.handlers.test_queue_pages import proof

__all__ = ["counter"]
DIGITS = "9" * 5000
TEXTS = ("a\0b", "x" * 100_000)
APPRENTICES = (
    f"/m/today?logged={DIGITS}",
    "/m/today?day=0001-01-01",
    "/m/today?day=9999-12-31",
    "/m/today?day=2020-11-25",
    "/m/today?day=%00",
    "/m/month?of=2000-01",
    "/m/month?of=2099-12",
    f"/m/month?of={DIGITS}",
    "/m/entries/999999999",
    "/m/me?x=%ED%A0%80%00",
    f"/m/inbox?page={DIGITS}",
    "/m/notices/999999999",
    "/m/notices/999999999999999",
)
MENTORS = (
    f"/m/queue?page={DIGITS}",
    "/m/queue?page=00",
    "/m/queue?done=%00%ED%A0%80.x",
    "/m/queue/999999999999999",
    f"/m/apprentices?page={DIGITS}",
)
TEACHERS = ("/m/class?since=2026-11-20&occupation=%00", "/m/class?since=0001-01-01", "/m/class?after=0.0")
FORM = {"day": "2026-11-20", "amount": "4", "category": "practice", "content": "车床"}
FIELDS = (
    *({name: text} for name in ("content", "place", "reason", "category") for text in TEXTS),
    {"amount": "nan"},
    {"amount": "1e999"},
    {"amount": DIGITS},
    {"day": "0001-01-01"},
    {"day": "9999-12-31"},
    {"starts": f"{DIGITS}:00", "ends": "10:00"},
    {"starts": "٠٨:00", "ends": "10:00"},
    {"starts": "24:00", "ends": "10:00"},
)
URLENCODED = "application/x-www-form-urlencoded"
PART = b'--x\r\nContent-Disposition: form-data; name="content"\r\n%s\r\n\r\n!\r\n--x--'
BODIES = (
    (f"{URLENCODED}; charset=unicode_escape", b"content=\\ud800&form="),
    (f"{URLENCODED}; charset=undefined", b"content=x&form="),
    (f"{URLENCODED}; charset=hex", b"content=x&form="),
    (URLENCODED, b"a=&" * 300_000),
    (URLENCODED, b"x" * 2_000_000),
    ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\n\r\n--x--"),
    ("multipart/form-data; boundary=x", PART % b"Content-Transfer-Encoding: odd"),
    ("multipart/form-data; boundary=x", PART % b"Content-Type: text/plain; charset=odd"),
    ("multipart/form-data; boundary=x", PART % b"Content-Type: multipart/mixed; boundary=y"),
)


async def test_odd_addresses(counter, shop):
    for who, paths in ((shop.lin, APPRENTICES), (shop.wang, MENTORS), (shop.teacher, TEACHERS)):
        reader = await counter.reader(who)
        for path in paths:
            answer = await reader.open(path)
            assert answer.status in (200, 400, 404), path
            assert "<main>" in answer.html, path


async def test_a_form_from_elsewhere_is_refused(counter, shop):
    reader = await counter.reader(shop.lin)
    token = (await reader.open("/m/today")).token
    for origin in ("http://[", "null", "//", "http://evil.example"):
        assert (await reader.send("/m/today", token, FORM, Origin=origin)).status == 403, origin
    assert await HoursEntry.all().count() == 0


async def test_odd_fields(counter, shop):
    reader = await counter.reader(shop.lin)
    token = (await reader.open("/m/today")).token
    for fields in FIELDS:
        assert (await reader.send("/m/today", token, FORM | fields)).status in (403, 422), fields
    assert await HoursEntry.all().count() == 0


async def test_odd_reasons(counter, shop):
    entry = await shop.entry(shop.lin)
    reader, mentor = await counter.reader(shop.lin), await counter.reader(shop.wang)
    token = (await reader.open("/m/today")).token
    page = await mentor.open(f"/m/queue/{entry.id}")
    for text in TEXTS:
        for deed in ("dispute", "amend"):
            fields = FORM | {"why": text, "content": text}
            assert (await reader.send(f"/m/entries/1/{deed}", token, fields)).status in (403, 422), deed
        fields = {"words": text, "proof": proof(page.html)}
        assert (await mentor.send(f"/m/queue/{entry.id}/return", page.token, fields)).status in (403, 422)
    assert (await HoursEntry.get()).status == "submitted"


async def test_odd_bodies(counter, shop):
    reader = await counter.reader(shop.lin)
    token = (await reader.open("/m/today")).token.encode()
    for kind, body in BODIES:
        whole = body + token if body.endswith(b"form=") else body
        headers = {"Content-Type": kind}
        async with reader.client.post("/m/today", data=io.BytesIO(whole), headers=headers) as answer:
            assert 400 <= answer.status < 500, (kind, body[:80])


async def test_an_entry_that_a_form_names_twice_is_decided_once(counter, shop):
    entry = await shop.entry(shop.lin)
    reader = await counter.reader(shop.wang)
    seen = {"seen": [f"{entry.id}:1", f"0{entry.id}:1"]}
    answer = await reader.fill("/m/queue", "/m/queue/confirm", seen)
    assert "已确认 1 条" in (await reader.open(answer.place)).text


async def test_whoever_is_lost_reads_so_in_chinese(counter):
    reader = await counter.reader()
    for path in ("/nothing", "/m", "/m/nothing", "/wp-login.php", "/v"):
        answer = await reader.open(path)
        assert (answer.status, "没有这一页" in answer.text) == (404, True), path

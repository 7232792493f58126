"""Hours through the API: the same rules and answers as in the chat, whatever the connection does."""

from datetime import timedelta
from typing import Any

import pytest

from models.audit import AuditEntry
from models.hours import HoursEntry
from tests.handlers.api.miniapp import mini

__all__ = ["mini"]

HOURS: dict[str, Any] = {"day": "2026-11-19", "minutes": 240, "category": "practice", "content": "车床外圆"}


async def test_hours_are_recorded_and_wait_for_the_mentor(mini, shop):
    lin = await mini.as_(shop.lin)
    reply = await lin.post("/hours", HOURS)
    assert (reply.status, reply.body["number"], reply.body["room"]) == (
        201,
        1,
        {"day_total": 240, "left": 240},
    )
    assert reply.body["mentors"] == [{"name": "王建国", "deputy_name": None}]
    entry = await HoursEntry.get()
    assert (entry.minutes, entry.status, entry.starts) == (240, "submitted", None)
    assert (await AuditEntry.filter(event="hours.logged").get()).door == "mini_program"


async def test_a_resend_has_one_effect_and_the_same_answer(mini, shop):
    lin = await mini.as_(shop.lin)
    first = await lin.post("/hours", HOURS, Idempotency_Key="a-key-of-its-own")
    mini.now += timedelta(minutes=10)
    again = await lin.post("/hours", HOURS, Idempotency_Key="a-key-of-its-own")
    assert (again.status, again.body) == (201, first.body)
    assert again.whole.headers["Idempotent-Replayed"] == "true"
    assert await HoursEntry.all().count() == 1


async def test_a_refusal_is_repeated_too_though_it_would_be_granted_now(mini, shop):
    lin, ref = await mini.as_(shop.lin), "a-key-of-its-own"
    future = HOURS | {"day": "2026-11-21"}
    first = await lin.post("/hours", future, Idempotency_Key=ref)
    mini.now += timedelta(days=1, hours=6)
    lin = await mini.as_(shop.lin)
    again = await lin.post("/hours", future, Idempotency_Key=ref)
    assert (first.status, first.code, again.body) == (422, "hours.in_future", first.body)
    assert await HoursEntry.all().count() == 0


async def test_another_request_under_the_same_key_is_refused(mini, shop):
    lin, ref = await mini.as_(shop.lin), "a-key-of-its-own"
    await lin.post("/hours", HOURS, Idempotency_Key=ref)
    other = await lin.post("/hours", HOURS | {"minutes": 60}, Idempotency_Key=ref)
    assert (other.status, other.code) == (422, "requests.key_reused")
    huang = await mini.as_(shop.huang)
    assert (await huang.post("/hours", HOURS | {"content": "装配"}, Idempotency_Key=ref)).status == 201


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "with blank"])
async def test_a_write_without_a_key_is_not_taken(mini, shop, key):
    lin = await mini.as_(shop.lin)
    reply = await lin.post("/hours", HOURS, Idempotency_Key=key)
    assert (reply.status, reply.code) == (400, "requests.key_missing")


async def test_a_rule_that_says_no_gives_its_code_sentence_and_facts(mini, shop):
    lin = await mini.as_(shop.lin)
    await lin.post("/hours", HOURS | {"minutes": 360})
    reply = await lin.post("/hours", HOURS | {"minutes": 180, "content": "别的"})
    assert (reply.status, reply.code) == (422, "hours.over_daily_cap")
    assert reply.body["facts"]["already"] == 360
    assert "8小时" in reply.body["message"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": "240"},
        {"minutes": 0},
        {"minutes": True},
        {"minutes": 10**30},
        {"day": "yesterday"},
        {"content": ""},
        {"content": "a\x00b"},
        {"starts": 480},
        {"starts": 480, "ends": 500},
        {"starts": 480, "ends": 2000},
        {"person_id": 1},
        {"status": "confirmed"},
        {"ref": "x"},
        {"flags": []},
        {"entered_at": "2026-01-01T00:00:00Z"},
    ],
)
async def test_what_the_model_does_not_say_is_refused(mini, shop, wrong):
    lin = await mini.as_(shop.lin)
    reply = await lin.post("/hours", HOURS | wrong)
    assert (reply.status, reply.code) == (422, "requests.invalid")
    assert reply.body["facts"]["problems"]
    assert await HoursEntry.all().count() == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[1", b'{"day": NaN', b"\xff\xfe", b'"\\ud800"'])
async def test_what_is_no_json_is_unreadable(mini, shop, body):
    lin = await mini.as_(shop.lin)
    headers = {
        "Authorization": f"Bearer {lin.token}",
        "Idempotency-Key": "a-key-of-its-own",
        "Content-Type": "application/json",
    }
    async with mini.client.post("/api/v1/hours", data=body, headers=headers) as answer:
        assert answer.status in (400, 422)
        assert (await answer.json())["code"] in ("requests.unreadable", "requests.invalid")


async def test_pages_of_entries_follow_a_cursor(mini, shop):
    for minutes in range(1, 13):
        await shop.entry(shop.lin, minutes=minutes)
    lin = await mini.as_(shop.lin)
    first = await lin.get("/hours")
    assert [entry["number"] for entry in first.body["entries"]] == list(range(12, 2, -1))
    second = await lin.get(f"/hours?cursor={first.body['next']}")
    assert ([entry["number"] for entry in second.body["entries"]], second.body["next"]) == ([2, 1], None)
    assert first.body["week_waiting"] == sum(range(1, 13))


async def test_an_entry_of_another_is_not_there(mini, shop):
    await shop.entry(shop.lin)
    huang = await mini.as_(shop.huang)
    for reply in (
        await huang.get("/hours/1"),
        await huang.post("/hours/1/withdraw"),
        await huang.get("/hours/0"),
    ):
        assert reply.status == 404


async def test_an_edit_of_what_was_seen_makes_a_revision(mini, shop):
    lin = await mini.as_(shop.lin)
    await lin.post("/hours", HOURS)
    seen = (await lin.get("/hours/1")).body["entry"]
    version = {"revision": seen["revision"], "status": seen["status"]}
    reply = await lin.post("/hours/1/amend", {"version": version, "minutes": 180})
    assert (reply.status, reply.body["before"]["minutes"], reply.body["after"]["minutes"]) == (200, 240, 180)
    thread = (await lin.get("/hours/1")).body
    assert thread["revisions"][0]["changes"] == [{"field": "minutes", "before": 240, "after": 180}]


async def test_an_edit_of_what_has_changed_says_what_did(mini, shop):
    lin = await mini.as_(shop.lin)
    await lin.post("/hours", HOURS)
    version = {"revision": 1, "status": "submitted"}
    await lin.post("/hours/1/amend", {"version": version, "minutes": 180})
    late = await lin.post("/hours/1/amend", {"version": version, "minutes": 120})
    assert (late.status, late.code) == (409, "hours.changed_meanwhile")
    assert late.body["facts"] == {
        "number": 1,
        "revision": 2,
        "status": "submitted",
        "changes": [{"field": "minutes", "before": 240, "after": 180}],
    }


async def test_pressing_disputing_withdrawing_and_closing_a_week(mini, shop):
    lin = await mini.as_(shop.lin)
    await shop.entry(shop.lin)
    early = await lin.post("/hours/1/press")
    assert (early.status, early.code, early.body["facts"]["possible_on"]) == (
        422, "hours.too_early_to_press", "2026-11-23",
    )  # fmt: skip
    mini.now += timedelta(days=10)
    lin = await mini.as_(shop.lin)
    assert (await lin.post("/hours/1/press")).body["waited"] == 10
    assert (await lin.post("/hours/1/dispute", {"reason": "没人确认"})).body == {
        "administrators": 1,
        "again": False,
        "at": "2026-11-30T04:00:00Z",
        "reason": "没人确认",
        "settlement": "",
    }
    assert (await lin.post("/hours/1/press")).body["again"] is True
    assert (await lin.post("/hours/1/dispute", {"reason": "别的"})).body["reason"] == "没人确认"
    assert len((await lin.get("/hours/1")).body["disputes"]) == 1
    assert (await lin.post("/hours/1/withdraw")).body["entry"]["status"] == "withdrawn"
    assert (await lin.get("/hours/1")).body["withdrawn"] == {"at": "2026-11-30T04:00:00Z", "by": "林子轩"}
    closed = await lin.post("/weeks/close", {"reason": "放假"})
    assert closed.body == {"monday": "2026-11-30", "sunday": "2026-12-06", "again": False}


async def test_an_unchanged_read_is_not_sent_again_and_a_long_one_is_packed(mini, shop):
    lin = await mini.as_(shop.lin)
    for _ in range(6):
        await shop.entry(shop.lin)
    first = await lin.get("/hours", Accept_Encoding="gzip")
    assert first.whole.headers["Content-Encoding"] == "gzip"
    same = await lin.get("/hours", If_None_Match=first.whole.headers["ETag"])
    assert (same.status, same.body) == (304, None)
    await shop.entry(shop.lin)
    assert (await lin.get("/hours", If_None_Match=first.whole.headers["ETag"])).status == 200


async def test_unknown_addresses_and_methods_are_told_in_the_apis_words(mini, shop):
    lin = await mini.as_(shop.lin)
    nowhere = await lin.get("/nothing")
    assert (nowhere.status, nowhere.code) == (404, "requests.unknown_path")
    wrong = await lin.put("/hours")
    assert (wrong.status, wrong.code, wrong.whole.headers["Allow"]) == (
        405,
        "requests.wrong_method",
        "GET, POST",
    )


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("0001-01-01", "hours.before_start"),
        ("2000-01-01", "hours.before_start"),
        ("9999-12-31", "hours.after_end"),
    ],
)
async def test_a_day_of_which_no_caps_are_known_is_refused(mini, shop, day, code):
    reply = await (await mini.as_(shop.lin)).post("/hours", HOURS | {"day": day})
    assert (reply.status, reply.code) == (422, code)

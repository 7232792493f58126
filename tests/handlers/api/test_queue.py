"""What waits for a mentor, decided in the mini-program."""

from datetime import timedelta

from models.hours import Confirmation, HoursEntry
from tests.handlers.api.miniapp import mini

__all__ = ["mini"]


async def test_a_mentor_sees_what_waits_oldest_first_and_confirms_it(mini, shop):
    late = await shop.entry(shop.lin, entered_at=mini.now)
    old = await shop.entry(shop.huang, entered_at=mini.now - timedelta(days=2), content="装配")
    wang = await mini.as_(shop.wang)
    queue = (await wang.get("/queue")).body
    assert [line["entry_id"] for line in queue["lines"]] == [old.id, late.id]
    assert (queue["total"], queue["waited"], queue["next"]) == (2, 2, None)
    lines = [{"entry_id": line["entry_id"], "revision": line["revision"]} for line in queue["lines"]]
    reply = await wang.post("/queue/confirm", {"lines": lines})
    assert [one["obstacle"] for one in reply.body["outcomes"]] == [None, None]
    assert {entry.status for entry in await HoursEntry.all()} == {"confirmed"}


async def test_the_queue_goes_on_behind_its_cursor(mini, shop):
    made = [await shop.entry(shop.lin, minutes=n + 1, content=f"第{n}件") for n in range(25)]
    wang = await mini.as_(shop.wang)
    first = (await wang.get("/queue")).body
    second = (await wang.get(f"/queue?cursor={first['next']}")).body
    found = [line["entry_id"] for page in (first, second) for line in page["lines"]]
    assert (found, second["next"]) == ([entry.id for entry in made], None)


async def test_a_flagged_entry_must_be_opened_first(mini, shop):
    entry = await shop.entry(shop.lin, minutes=420, flags="long")
    wang = await mini.as_(shop.wang)
    line = {"entry_id": entry.id, "revision": 1}
    blind = await wang.post("/queue/confirm", {"lines": [line]})
    assert [one["obstacle"] for one in blind.body["outcomes"]] == ["must_open"]
    opened = (await wang.get(f"/queue/{entry.id}")).body
    assert (opened["line"]["flags"], opened["right"]) == (["long"], "mentor")
    seen = await wang.post("/queue/confirm", {"lines": [line | {"proof": opened["proof"]}]})
    assert [one["obstacle"] for one in seen.body["outcomes"]] == [None]


async def test_the_proof_of_another_entry_mentor_or_revision_proves_nothing(mini, shop):
    entry = await shop.entry(shop.huang, minutes=420, flags="long")
    other = await shop.entry(shop.huang, minutes=430, flags="long")
    wang, chen = await mini.as_(shop.wang), await mini.as_(shop.chen)
    of_other = (await wang.get(f"/queue/{other.id}")).body["proof"]
    of_chen = (await chen.get(f"/queue/{entry.id}")).body["proof"]
    for proof in (of_other, of_chen, f"{entry.id}:1.forged", "x" * 100):
        lines = [{"entry_id": entry.id, "revision": 1, "proof": proof}]
        reply = await wang.post("/queue/confirm", {"lines": lines})
        assert [one["obstacle"] for one in reply.body["outcomes"]] == ["must_open"]


async def test_a_confirmation_can_be_taken_back_for_seconds(mini, shop):
    entry = await shop.entry(shop.lin)
    wang = await mini.as_(shop.wang)
    lines = {"lines": [{"entry_id": entry.id, "revision": 1}]}
    done = await wang.post("/queue/confirm", lines)
    assert done.body["undo_until"] == "2026-11-20T04:00:10Z"
    mini.now += timedelta(seconds=9)
    assert (await wang.post("/queue/undo", lines)).body == {"count": 1}
    assert (await HoursEntry.get()).status == "submitted"
    mini.now += timedelta(minutes=1)
    again = {"lines": [{"entry_id": entry.id, "revision": 2}]}
    await wang.post("/queue/confirm", again)
    mini.now += timedelta(minutes=1)
    late = await wang.post("/queue/undo", again)
    assert (late.status, late.code) == (409, "signing.undo_too_late")


async def test_returning_needs_a_reason(mini, shop):
    entry = await shop.entry(shop.lin)
    wang = await mini.as_(shop.wang)
    lines = [{"entry_id": entry.id, "revision": 1}]
    assert (await wang.post("/queue/return", {"lines": lines, "reason": ""})).status == 422
    blank = await wang.post("/queue/return", {"lines": lines, "reason": "  "})
    assert (blank.status, blank.code) == (422, "signing.reason_required")
    reply = await wang.post("/queue/return", {"lines": lines, "reason": "内容不清楚"})
    assert reply.body["outcomes"][0]["obstacle"] is None
    thread = (await (await mini.as_(shop.lin)).get("/hours/1")).body
    assert (thread["signatures"][0]["reason"], thread["signatures"][0]["signer"]) == ("内容不清楚", "王建国")


async def test_hours_of_foreign_apprentices_are_out_of_reach(mini, shop):
    entry = await shop.entry(shop.lin)
    for who in (shop.zhao, shop.chen, shop.lin, shop.teacher):
        hand = await mini.as_(who)
        lines = {"lines": [{"entry_id": entry.id, "revision": 1}]}
        assert (await hand.get(f"/queue/{entry.id}")).status == 403
        assert (await hand.post("/queue/confirm", lines)).status == 403
        assert (await hand.post("/queue/return", lines | {"reason": "不"})).status == 403
    assert (await HoursEntry.get()).status == "submitted"


async def test_a_deputy_is_appointed_seen_and_dismissed(mini, shop):
    wang, chen = await mini.as_(shop.wang), await mini.as_(shop.chen)
    found = (await wang.get("/deputy/candidates?name=陈师傅")).body["candidates"]
    asked = {"person_id": found[0]["person_id"], "until": "2026-11-22"}
    assert (await wang.put("/deputy", asked)).body["deputy"]["name"] == "陈志明"
    assert (await chen.get("/deputy")).body["for_others"][0]["name"] == "王建国"
    assert (await wang.delete("/deputy")).body == {"name": "陈志明"}
    none = await wang.delete("/deputy")
    assert (none.status, none.code) == (409, "deputy.none")


async def test_a_mentor_sees_how_far_each_apprentice_is(mini, shop):
    await shop.entry(shop.lin, status="confirmed")
    page = (await (await mini.as_(shop.wang)).get("/apprentices")).body
    assert ([one["name"] for one in page["apprentices"]], page["total"]) == (["林子轩", "黄雨桐"], 2)
    assert page["apprentices"][0]["progress"]["confirmed"] == 240


async def test_an_administrator_confirms_with_a_reason_that_can_be_read(mini, shop):
    entry = await shop.entry(shop.lin)
    admin = await mini.as_(shop.admin)
    lines = {"lines": [{"entry_id": entry.id, "revision": 1}]}
    for nothing in ("", "  ", "\u200b"):
        refused = await admin.post("/queue/confirm", lines | {"reason": nothing})
        assert (refused.status, refused.code) == (422, "signing.reason_required")
    assert (await admin.post("/queue/confirm", lines | {"reason": " 导师离职 "})).status == 200
    assert (await Confirmation.get()).reason == "导师离职"

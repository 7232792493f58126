"""Progress, grades, certificates, messages, deadlines and preferences in the mini-program."""

from datetime import timedelta
from typing import Any

from handlers.api import serving
from handlers.buckets import Buckets
from models.deliveries import Consent
from models.people import Person
from tests.credentials.certificates import certificate
from tests.handlers.api.miniapp import TEMPLATES, mini
from tests.notices import send
from usecases.api_sessions import identify_bearer

__all__ = ["mini"]


async def test_an_apprentice_sees_the_way_so_far_and_ahead(mini, shop):
    await shop.entry(shop.lin, status="confirmed")
    lin = await mini.as_(shop.lin)
    (training,) = (await lin.get("/progress")).body["trainings"]
    assert (training["occupation"], training["progress"]["confirmed"]) == ("数控车工", 240)
    practice = next(one for one in training["progress"]["lines"] if one["category"] == "practice")
    assert (practice["required"], practice["missing"]) == (320 * 45, 320 * 45 - 240)
    grades = (await lin.get("/grades")).body
    assert grades["nexts"][0]["ways"][0]["conditions"][0]["clause"]
    assert (await lin.get("/plan")).body["lesson_minutes"] == 45


async def test_certificates_lead_to_their_public_page(mini, shop):
    row = await certificate(shop)
    (one,) = (await (await mini.as_(shop.lin)).get("/certificates")).body["certificates"]
    assert (one["number"], one["state"], one["url"]) == (row.number, "valid", f"/v/{row.code}")


async def test_whoever_has_no_training_is_told_so(mini, shop):
    wang = await mini.as_(shop.wang)
    for path in ("/progress", "/grades", "/plan"):
        reply = await wang.get(path)
        assert (reply.status, reply.code) == (403, "training.none")


async def test_messages_come_in_words_and_are_seen(mini, shop):
    await (await mini.as_(shop.lin)).post(
        "/hours", {"day": "2026-11-19", "minutes": 60, "category": "theory", "content": "识图"}
    )
    wang = await mini.as_(shop.wang)
    (item,) = (await wang.get("/inbox")).body["items"]
    assert (item["kind"], item["new"], item["notice"]) == ("hours_to_confirm", True, None)
    assert "林子轩" in item["text"]
    assert (await wang.get("/inbox")).body["items"][0]["new"] is False


async def test_reminders_are_set_within_the_rules(mini, shop):
    lin = await mini.as_(shop.lin)
    assert (await lin.get("/preferences")).body == {"on": True, "at": 1080, "paused_until": None}
    assert (await lin.put("/preferences", {"at": 1200})).body["at"] == 1200
    assert (await lin.put("/preferences", {"on": False})).body["on"] is False
    quiet = await lin.put("/preferences", {"at": 1380})
    assert (quiet.status, quiet.code) == (422, "preferences.quiet_hours")
    paused = await lin.put("/preferences", {"pause_days": 3})
    assert paused.body == {"on": True, "at": 1200, "paused_until": "2026-11-23"}
    assert (await Person.get(id=shop.wang.person_id)).remind_at == 1080


async def test_each_acceptance_allows_one_subscription_message(mini, shop):
    lin = await mini.as_(shop.lin)
    asked = (await lin.get("/subscriptions")).body["templates"]
    assert asked == TEMPLATES
    ticked = {"templates": [{"template_id": asked["hours_decided"], "accepted": True}]}
    assert (await lin.post("/subscriptions", ticked, Idempotency_Key="one-and-the-same")).status == 204
    assert (await lin.post("/subscriptions", ticked, Idempotency_Key="one-and-the-same")).status == 204
    assert (await Consent.get()).remaining == 1
    await lin.post("/subscriptions", ticked)
    assert (await Consent.get()).remaining == 2
    strange = {"templates": [{"template_id": "made_up", "accepted": True}]}
    assert (await lin.post("/subscriptions", strange)).status == 422
    assert await Consent.all().count() == 1


async def test_a_notice_is_read_and_acknowledged(mini, shop):
    number = await send(shop.admin, needs_acknowledgement=True)
    lin = await mini.as_(shop.lin)
    (item,) = [one for one in (await lin.get("/inbox")).body["items"] if one["notice"]]
    assert (item["notice"], item["mark"]) == (number, "unread")
    assert (await lin.get(f"/notices/{number}")).body["acknowledged_at"] is None
    first = await lin.post(f"/notices/{number}/acknowledge")
    assert (first.status, first.body["again"]) == (200, False)
    assert (await lin.post(f"/notices/{number}/acknowledge")).body["again"] is True
    assert (await lin.get(f"/notices/{number + 1}")).status == 404


async def test_whoever_asks_too_fast_is_told_when_to_come_again(mini, shop):
    lin, wang = await mini.as_(shop.lin), await mini.as_(shop.wang)
    mini.limits.person = Buckets(3, 2.0)
    statuses = [(await lin.get("/me")).status for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    slow = await lin.get("/me")
    assert (slow.code, slow.whole.headers["Retry-After"]) == ("requests.too_many", "2")
    assert (await wang.get("/me")).status == 200
    mini.now += timedelta(seconds=2)
    assert (await lin.get("/me")).status == 200


async def test_strangers_are_counted_by_address_and_the_door_as_a_whole(mini, shop):
    lin = await mini.as_(shop.lin)
    mini.limits.stranger = Buckets(2, 60.0)
    assert [(await mini.ask("GET", "/privacy")).status for _ in range(3)] == [200, 200, 429]
    assert (await mini.ask("GET", "/me")).status == 429
    assert (await lin.get("/me")).status == 200
    mini.limits.door = Buckets(1, 60.0)
    assert [(await lin.get("/me")).status for _ in range(2)] == [200, 429]


async def test_made_up_tokens_reach_the_database_a_few_times_and_keep_nobody_else_out(
    mini, shop, monkeypatch
):
    asked = []

    async def identify(token: str, **facts: Any) -> Any:
        asked.append(token)
        return await identify_bearer(token, **facts)

    monkeypatch.setattr(serving, "identify_bearer", identify)
    lin, wang = await mini.as_(shop.lin), await mini.as_(shop.wang)
    mini.limits.made_up = Buckets(2, 60.0)
    for _ in range(3):
        assert (await lin.get("/me")).status == 200
    replies = [await mini.ask("GET", "/me", token=f"made-up-{number}") for number in range(5)]
    assert [reply.status for reply in replies] == [401, 401, 429, 429, 429]
    assert replies[-1].whole.headers["Retry-After"] == "60"
    assert [token for token in asked if token.startswith("made-up")] == ["made-up-0", "made-up-1"]
    assert (await lin.get("/me")).status == 200
    assert (await wang.get("/me")).status == 429
    mini.now += timedelta(minutes=1)
    assert (await wang.get("/me")).status == 200


async def test_a_token_that_ended_counts_as_made_up(mini, shop):
    lin = await mini.as_(shop.lin)
    await lin.post("/logout")
    mini.limits.made_up = Buckets(2, 60.0)
    assert [(await lin.get("/me")).status for _ in range(4)] == [401, 401, 401, 429]


async def test_whoever_asks_too_fast_does_not_reach_the_database(mini, shop, monkeypatch):
    lin = await mini.as_(shop.lin)
    mini.limits.person = Buckets(2, 60.0)
    assert [(await lin.get("/me")).status for _ in range(2)] == [200, 200]
    monkeypatch.delattr(serving, "identify_bearer")
    assert (await lin.get("/me")).status == 429


async def test_while_the_database_is_away_everybody_is_asked_to_come_again(mini, shop, monkeypatch):
    async def away(*_: Any, **__: Any) -> None:
        raise ConnectionRefusedError

    lin = await mini.as_(shop.lin)
    monkeypatch.setattr(serving, "identify_bearer", away)
    reply = await lin.get("/me")
    assert (reply.status, reply.code, reply.whole.headers["Retry-After"]) == (503, "requests.not_now", "5")

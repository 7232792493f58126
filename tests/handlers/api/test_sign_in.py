"""The mini-program signs in: who is who, how an account becomes a person's, how tokens live and end."""

import asyncio
from datetime import timedelta

import pytest

from models.api import ApiSession, ApiTokens
from models.audit import AuditEntry
from models.people import Identity, Invitation
from tests.cast import NOON, contact
from tests.handlers.api.miniapp import MINI_APP, mini, phone_of
from usecases.unbind_person import unbind_by_administrator

__all__ = ["mini"]


@pytest.fixture
async def code(shop) -> str:
    row = await Invitation.create(
        person_id=shop.lin.person_id, code="7KX4M2PQ", created_at=NOON, expires_at=NOON + timedelta(days=30)
    )
    return row.code


async def test_a_stranger_is_told_to_bind(mini):
    reply = await mini.ask("POST", "/login", {"code": mini.code_for("m1")})
    assert (reply.status, reply.body) == (
        403,
        {"code": "login.not_bound", "message": "这个微信还没有绑定，请先绑定。", "facts": {"known": False}},
    )


async def test_an_invitation_and_the_phones_last_digits_bind(mini, shop, code):
    digits = (await phone_of(shop.lin))[-4:]
    reply = await mini.bind("invitation", "m1", invitation=code, digits=digits)
    assert (reply.status, reply.body["person"]["name"]) == (200, "林子轩")
    me = await mini.ask("GET", "/me", token=reply.body["tokens"]["access_token"])
    assert me.body["roles"] == [{"role": "apprentice", "organization": shop.firm}]
    bound = await AuditEntry.filter(event="identity.bound").get()
    assert bound.door == "mini_program"


async def test_wrong_digits_are_counted_and_lock_the_code(mini, shop, code):
    wrong = "0000" if (await phone_of(shop.lin))[-4:] != "0000" else "1111"
    replies = [await mini.bind("invitation", "m1", invitation=code, digits=wrong) for _ in range(6)]
    assert [(reply.status, reply.code) for reply in replies] == [
        *[(403, "bind.wrong_digits")] * 4,
        *[(429, "bind.locked")] * 2,
    ]
    assert [reply.body["facts"]["left"] for reply in replies[:4]] == [4, 3, 2, 1]
    assert replies[-1].whole.headers["Retry-After"] == "3600"


async def test_the_phone_that_wechat_verified_binds(mini, shop):
    phone = mini.phone_code(await phone_of(shop.wang))
    reply = await mini.bind("phone", "m2", phone_code=phone)
    assert (reply.status, reply.body["person"]["name"]) == (200, "王建国")
    assert reply.whole.headers["Cache-Control"] == "no-store"


async def test_a_phone_that_is_nobodys_does_not_bind(mini):
    reply = await mini.bind("phone", "m2", phone_code=mini.phone_code("17099999999"))
    assert (reply.status, reply.code) == (404, "bind.nobody")


async def test_the_same_wechat_user_is_the_same_person(mini, shop):
    known = await contact(shop.lin)
    await Identity.filter(id=known.identity_id).update(unionid="u1")
    stranger = await mini.ask("POST", "/login", {"code": mini.code_for("m1", "u1")})
    assert (stranger.status, stranger.body["facts"]) == (403, {"known": True})
    reply = await mini.bind("wechat", "m1", "u1")
    assert (reply.status, reply.body["person"]["name"]) == (200, "林子轩")
    again = await mini.ask("POST", "/login", {"code": mini.code_for("m1", "u1")})
    assert again.status == 200


async def test_a_person_has_one_account_in_the_mini_program(mini, shop):
    phone = await phone_of(shop.lin)
    await mini.bind("phone", "m1", phone_code=mini.phone_code(phone))
    other = await mini.bind("phone", "m2", phone_code=mini.phone_code(phone))
    assert (other.status, other.code) == (409, "bind.person_has_another")


async def test_without_the_present_privacy_text_nobody_is_bound(mini, shop):
    reply = await mini.bind("phone", "m1", phone_code=mini.phone_code("1"), privacy_version="2020-01")
    text = await mini.ask("GET", "/privacy")
    assert (reply.status, reply.code) == (409, "login.outdated_privacy")
    assert reply.body["facts"] == {"version": text.body["version"]}


async def test_a_code_is_good_once(mini, shop):
    await mini.tokens(shop.lin)
    code = mini.code_for(f"mini-{shop.lin.person_id}")
    assert (await mini.ask("POST", "/login", {"code": code})).status == 200
    again = await mini.ask("POST", "/login", {"code": code})
    assert (again.status, again.code) == (403, "login.code_refused")


async def test_while_the_platform_is_away_nobody_can_sign_in(mini):
    mini.platform.reachable = False
    reply = await mini.ask("POST", "/login", {"code": "any"})
    assert (reply.status, reply.code, reply.whole.headers["Retry-After"]) == (503, "login.platform_away", "3")


async def test_tokens_stand_nowhere_in_the_database(mini, shop):
    tokens = await mini.tokens(shop.lin)
    row = await ApiTokens.get()
    assert {row.access_digest, row.refresh_digest} & set(map(str, tokens.values())) == set()


async def test_an_access_token_ends_after_two_hours_and_is_renewed(mini, shop):
    tokens = await mini.tokens(shop.lin)
    assert tokens["expires_in"] == 7200
    mini.now += timedelta(hours=2)
    over = await mini.ask("GET", "/me", token=tokens["access_token"])
    assert (over.status, over.code) == (401, "login.needed")
    assert over.whole.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    new = await mini.ask("POST", "/token", {"refresh_token": tokens["refresh_token"]})
    assert (await mini.ask("GET", "/me", token=new.body["access_token"])).status == 200


async def test_a_refresh_token_in_two_hands_ends_the_sign_in(mini, shop):
    tokens = await mini.tokens(shop.lin)
    new = await mini.ask("POST", "/token", {"refresh_token": tokens["refresh_token"]})
    stolen = await mini.ask("POST", "/token", {"refresh_token": tokens["refresh_token"]})
    assert (stolen.status, stolen.code) == (401, "login.refresh_refused")
    assert (await mini.ask("GET", "/me", token=new.body["access_token"])).status == 401
    assert (await mini.ask("POST", "/token", {"refresh_token": new.body["refresh_token"]})).status == 401
    assert (await ApiSession.get()).ended_because == "reused"


async def test_an_unknown_refresh_token_ends_nobodys_sign_in(mini, shop):
    tokens = await mini.tokens(shop.lin)
    assert (await mini.ask("POST", "/token", {"refresh_token": "x" * 43})).status == 401
    assert (await mini.ask("GET", "/me", token=tokens["access_token"])).status == 200


@pytest.mark.parametrize("way", ["logout", "unbind"])
async def test_leaving_voids_all_tokens(mini, shop, way):
    tokens = await mini.tokens(shop.lin)
    other = await mini.tokens(shop.lin)
    left = await mini.ask("POST", f"/{way}", token=tokens["access_token"])
    assert (left.status, left.body) == (204, None)
    assert (await mini.ask("GET", "/me", token=tokens["access_token"])).status == 401
    assert (await mini.ask("POST", "/token", {"refresh_token": tokens["refresh_token"]})).status == 401
    still = await mini.ask("GET", "/me", token=other["access_token"])
    assert still.status == (200 if way == "logout" else 401)


async def test_whom_an_administrator_unbinds_is_out_at_once_and_for_good(mini, shop):
    tokens = await mini.tokens(shop.lin)
    await unbind_by_administrator(shop.admin, shop.lin.person_id, "换手机", now=mini.now)
    assert (await mini.ask("GET", "/me", token=tokens["access_token"])).status == 401
    await Identity.filter(app=MINI_APP).update(person_id=shop.lin.person_id)
    assert (await mini.ask("GET", "/me", token=tokens["access_token"])).status == 401


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer x", "Basic x", "Bearer 甲"])
async def test_nobody_gets_in_without_a_token(mini, sent):
    headers = {"Authorization": sent} if sent.isascii() else {"Authorization": "Bearer \udcff\udcfe"}
    async with mini.client.get("/api/v1/me", headers=headers) as answer:
        assert answer.status == 401
        assert (await answer.json())["code"] == "login.needed"


async def test_of_two_accounts_that_bind_at_once_one_becomes_the_persons(mini, shop):
    phone = await phone_of(shop.lin)
    asked = (mini.bind("phone", openid, phone_code=mini.phone_code(phone)) for openid in ("first", "second"))
    replies = await asyncio.gather(*asked)
    assert sorted(reply.status for reply in replies) == [200, 409]
    assert await Identity.filter(person_id=shop.lin.person_id).count() == 1

"""The WeChat user behind an account, learnt from the platform, is the same person in the mini-program."""

from collections.abc import AsyncIterator

import pytest

from bot.client import Client
from bot.web_accounts import WebUser, unionids_of, user_of
from models.people import Identity, Person
from sandbox import Sandbox
from tests.bot.platform import platform
from tests.cast import APP, contact
from usecases.learn_unionids import BATCH, learn_unionids, remember_unionid


@pytest.fixture
async def at_platform(shop) -> AsyncIterator[tuple[Sandbox, Client]]:
    async with platform() as (sandbox, client, _):
        yield sandbox, client


async def unionid_of(actor) -> str | None:
    return (await Identity.get(id=(await contact(actor)).identity_id)).unionid


async def test_bound_accounts_are_asked_for_once(shop, at_platform):
    sandbox, client = at_platform
    everybody = [(await contact(actor)).openid for actor in (shop.lin, shop.wang)]
    for openid in everybody:
        sandbox.phone(openid)
    await Identity.create(app=APP, openid="oStranger")

    async def ask(openids):
        return await unionids_of(client, openids)

    assert await learn_unionids(APP, ask) == len(everybody)
    assert await unionid_of(shop.lin) == sandbox.phones[(await contact(shop.lin)).openid].unionid
    assert (await Identity.get(openid="oStranger")).unionid is None
    asked = len(sandbox.calls)
    assert await learn_unionids(APP, ask) == 0
    assert len(sandbox.calls) == asked


async def test_one_whom_the_platform_does_not_know_keeps_nobody_back(shop, at_platform):
    sandbox, client = at_platform
    for openid in ("oA", "oB", "oC"):
        sandbox.phone(openid)
    assert await unionids_of(client, ["oA", "oGone", "oB", "oC"]) == {"oA": "uA", "oB": "uB", "oC": "uC"}


async def test_a_platform_that_is_away_is_asked_another_time(shop, at_platform):
    sandbox, client = at_platform
    sandbox.faults.errcode(45009, "/cgi-bin/user/info/batchget")
    with pytest.raises(OSError, match="45009"):
        await unionids_of(client, ["oA"])

    async def away(openids):
        raise OSError("45009")

    assert await learn_unionids(APP, away) == 0


async def test_an_account_of_no_open_platform_is_asked_in_one_call(shop):
    for number in range(BATCH + 1):
        phone = f"1700000{number:04}"
        person = await Person.create(name="学徒", phone=phone, phone_index=phone)
        await Identity.create(app=APP, openid=f"oMany{person.id}", person=person)
    calls = []

    async def none_there(openids):
        calls.append(openids)
        return {}

    assert await learn_unionids(APP, none_there) == 0
    assert len(calls) == 1


async def test_what_is_known_is_never_lost_to_an_answer_without_it(shop):
    openid = (await contact(shop.lin)).openid
    await remember_unionid(APP, openid, "u1")
    await remember_unionid(APP, openid, "")
    assert await unionid_of(shop.lin) == "u1"
    await remember_unionid(APP, openid, "u2")
    assert await unionid_of(shop.lin) == "u2"


async def test_the_sign_in_of_a_page_tells_it_too(at_platform):
    sandbox, client = at_platform
    code = sandbox.sign_ins.issue(sandbox.phone("oLin"), "snsapi_base")
    assert await user_of(client, code) == WebUser("oLin", "uLin")

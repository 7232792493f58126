"""The mini-program's API on real sockets, with the sandbox's WeChat behind every code: from binding to the inbox."""

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from domain.invitations import PRIVACY_VERSION
from models.deliveries import Consent
from models.hours import HoursEntry
from models.people import Person
from sandbox import Phone
from tests.credentials.certificates import certificate
from tests.journeys.conftest import Town
from texts import links

WECHAT = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50"}
HOURS = {"day": "2026-11-20", "minutes": 240, "category": "practice", "content": "车床外圆"}
_keys = itertools.count(1)


@dataclass
class MiniProgram:
    """A client of the API on one phone."""

    desk: aiohttp.ClientSession
    town: Town
    phone: Phone
    token: str = ""

    async def ask(self, method: str, path: str, body: Any = None, key: str = "") -> tuple[int, Any]:
        headers = {"Idempotency-Key": key or f"tap-{next(_keys):08}"} if method != "GET" else {}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        address = f"{self.town.url}/api/v1{path}"
        async with self.desk.request(method, address, json=body, headers=headers) as answer:
            return answer.status, await answer.json() if answer.status != 204 else None

    async def get(self, path: str) -> Any:
        status, found = await self.ask("GET", path)
        assert status == 200, found
        return found

    async def sign_in(self, path: str, **facts: str) -> tuple[int, Any]:
        """With a new code of wx.login."""
        status, found = await self.ask("POST", path, {"code": self.phone.mini_code()} | facts)
        if status == 200:
            self.token = found["tokens"]["access_token"]
        return status, found


@dataclass
class Pair:
    lin: MiniProgram
    wang: MiniProgram


@pytest.fixture
async def pair(mini_town: Town) -> AsyncIterator[Pair]:
    links.use(mini_town.url)
    async with aiohttp.ClientSession() as desk:
        yield Pair(MiniProgram(desk, mini_town, mini_town.lin), MiniProgram(desk, mini_town, mini_town.wang))
    links.use("")


async def look_at_a_page(town: Town, phone: Phone) -> None:
    """A page of the account, by the sign-in of WeChat, which tells who the same user is elsewhere."""
    # The service has no name here, and a jar keeps nothing of an address unless told to.
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(headers=WECHAT, cookie_jar=jar) as browser:
        async with browser.get(f"{town.url}/m/sign-in", allow_redirects=False) as answer:
            back = phone.sign_in(answer.headers["Location"])
        async with browser.get(back) as answer:
            assert answer.status == 200


async def bind_both(pair: Pair) -> None:
    """The apprentice as who is known in the chat, the mentor by the phone that WeChat has verified."""
    stranger = await pair.lin.sign_in("/login")
    assert (stranger[0], stranger[1]["facts"]) == (403, {"known": False})
    await look_at_a_page(pair.lin.town, pair.lin.phone)
    known = await pair.lin.sign_in("/login")
    assert (known[0], known[1]["facts"]) == (403, {"known": True})
    status, found = await pair.lin.sign_in("/bind/wechat", privacy_version=PRIVACY_VERSION)
    assert (status, found["person"]["name"]) == (200, "林子轩")
    mentor = await Person.get(id=pair.wang.town.shop.wang.person_id)
    number = pair.wang.town.box.sign_ins.allow_number(mentor.phone)
    status, found = await pair.wang.sign_in("/bind/phone", phone_code=number, privacy_version=PRIVACY_VERSION)
    assert (status, found["person"]["name"]) == (200, mentor.name)


async def test_hours_are_logged_confirmed_told_and_counted(pair, mini_town):
    lin, wang, town = pair.lin, pair.wang, mini_town
    await bind_both(pair)

    templates = (await lin.get("/subscriptions"))["templates"]
    town.lin.mini_tick(templates["hours_decided"])
    ticked = {"templates": [{"template_id": templates["hours_decided"], "accepted": True}]}
    assert (await lin.ask("POST", "/subscriptions", ticked))[0] == 204
    assert (await Consent.get()).remaining == 1
    await town.lin.unfollow()

    first = await lin.ask("POST", "/hours", HOURS, key="one-and-the-same")
    assert await lin.ask("POST", "/hours", HOURS, key="one-and-the-same") == first
    assert (first[0], await HoursEntry.all().count()) == (201, 1)

    (line,) = (await wang.get("/queue"))["lines"]
    seen = {"lines": [{"entry_id": line["entry_id"], "revision": line["revision"]}]}
    status, decided = await wang.ask("POST", "/queue/confirm", seen)
    assert (status, [one["obstacle"] for one in decided["outcomes"]]) == (200, [None])
    assert (await lin.get("/progress"))["trainings"][0]["progress"]["confirmed"] == 240

    town.clock.turn(minutes=1)
    told = await town.lin.hear("已确认", seconds=10)
    assert (told.channel, told.body["touser"]) == ("subscribe", town.lin.mini_openid)
    assert told.body["page"] == f"pages/entry/index?number={first[1]['number']}"
    assert (await Consent.get()).remaining == 0

    issued = await certificate(town.shop)
    assert [one["number"] for one in (await lin.get("/certificates"))["certificates"]] == [issued.number]
    assert [item["kind"] for item in (await lin.get("/inbox"))["items"]] == ["hours_confirmed"]


async def test_the_document_and_its_page_are_served(mini_town):
    async with aiohttp.ClientSession() as desk:
        async with desk.get(f"{mini_town.url}/api/v1/openapi.json") as answer:
            assert (answer.status, (await answer.json())["openapi"]) == (200, "3.1.0")
        async with desk.get(f"{mini_town.url}/api/v1/docs") as answer:
            assert answer.status == 200

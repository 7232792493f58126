"""The mini-program's client, run by Node where it is present, against the running service and the sandbox's WeChat."""

import asyncio
import base64
import io
import json
import shutil
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from domain.invitations import PRIVACY_VERSION
from models.hours import Evidence, HoursEntry
from models.people import Invitation, Person
from sandbox import Phone
from tests.cast import NOON
from tests.journeys.conftest import Town

DRIVER = Path(__file__).resolve().parents[2] / "miniprogram/tests/driver.js"
HOURS = {"day": "2026-11-20", "minutes": 240, "category": "practice", "content": "车床外圆"}
MOST_SECONDS = 20

pytestmark = pytest.mark.skipif(not shutil.which("node"), reason="no Node here")


class Refused(Exception):
    """The client's Problem."""

    def __init__(self, facts: dict[str, Any]) -> None:
        super().__init__(facts["message"])
        self.status, self.code, self.open = facts["status"], facts["code"], facts["open"]
        self.facts = facts["facts"]


@dataclass
class MiniProgram:
    """The mini-program on one phone."""

    driver: Process
    phone: Phone
    name: str

    async def ask(self, call: str, *args: Any) -> Any:
        assert self.driver.stdin is not None
        assert self.driver.stdout is not None
        asked = {"phone": self.name, "call": call, "args": args}
        self.driver.stdin.write(json.dumps(asked).encode() + b"\n")
        async with asyncio.timeout(MOST_SECONDS):
            said = json.loads(await self.driver.stdout.readline())
        if "problem" in said:
            raise Refused(said["problem"])
        return said["answer"]

    async def read(self, path: str) -> Any:
        return (await self.ask("read", path))["body"]

    async def send(self, method: str, path: str, body: Any = None, *more: Any) -> Any:
        return await self.ask("send", method, path, *([] if body is None else [body]), *more)

    async def keep(self, name: str, content: bytes) -> str:
        """A file on this phone, as one that was taken and saved."""
        await self.ask("keep", name, base64.b64encode(content).decode())
        return name

    async def download(self, path: str) -> bytes:
        return base64.b64decode(await self.ask("download", path))

    async def let_wechat_know(self, times: int = 1) -> None:
        """wx.login will give these codes, one after the other."""
        await self.ask("codes", [self.phone.mini_code() for _ in range(times)])

    async def bind(self, way: str, **facts: str) -> Any:
        return await self.ask("bind", way, {"privacy_version": PRIVACY_VERSION, **facts})


@dataclass
class Pair:
    lin: MiniProgram
    wang: MiniProgram


@pytest.fixture
async def bound(mini_town: Town) -> AsyncIterator[Pair]:
    """The apprentice by an invitation, the mentor by the phone that WeChat knows."""
    town = mini_town
    driver = await asyncio.create_subprocess_exec("node", str(DRIVER), town.url, stdin=PIPE, stdout=PIPE)
    pair = Pair(MiniProgram(driver, town.lin, "lin"), MiniProgram(driver, town.wang, "wang"))
    for one in (pair.lin, pair.wang):
        await one.let_wechat_know()
    lin, wang = [await Person.get(id=actor.person_id) for actor in (town.shop.lin, town.shop.wang)]
    code = await Invitation.create(
        person=lin, code="7KX4M2PQ", created_at=NOON, expires_at=NOON + timedelta(days=30)
    )
    await pair.lin.bind("invitation", invitation=code.code, digits=lin.phone[-4:])
    await pair.wang.bind("phone", phone_code=town.box.sign_ins.allow_number(wang.phone))
    yield pair
    driver.terminate()
    await driver.wait()


async def test_hours_go_from_the_apprentice_to_the_mentor_and_count(bound):
    logged = await bound.lin.send("POST", "/hours", HOURS)
    queue = await bound.wang.read("/queue")
    assert [line["number"] for line in queue["lines"]] == [logged["number"]]
    lines = [{"entry_id": line["entry_id"], "revision": line["revision"]} for line in queue["lines"]]
    decided = await bound.wang.send("POST", "/queue/confirm", {"lines": lines})
    assert [one["obstacle"] for one in decided["outcomes"]] == [None]
    days = (await bound.lin.read("/month"))["days"]
    assert [day["confirmed"] for day in days if day["day"] == HOURS["day"]] == [240]
    progress = await bound.lin.read("/progress")
    assert progress["trainings"][0]["progress"]["confirmed"] == 240


async def test_an_answer_lost_on_the_way_is_asked_for_again_and_nothing_is_written_twice(bound):
    await bound.lin.ask("set", {"answers": False})
    with pytest.raises(Refused, match="网络不通"):
        await bound.lin.send("POST", "/hours", HOURS)
    await bound.lin.ask("set", {"answers": True})
    (told,) = await bound.lin.ask("resend")
    assert (told["answer"]["minutes"], await HoursEntry.all().count()) == (240, 1)
    assert await bound.lin.ask("waiting") == []


def photo() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "steelblue").save(file, "PNG")
    return file.getvalue()


async def test_a_picture_waits_with_its_hours_goes_once_and_is_seen_by_the_mentor(bound):
    taken = await bound.lin.keep("lathe.png", photo())
    await bound.lin.ask("set", {"online": False})
    with pytest.raises(Refused, match="网络不通"):
        await bound.lin.send("POST", "/hours", HOURS, [taken])
    await bound.lin.ask("set", {"online": True})
    written = await bound.lin.ask("resend")
    assert [one["answer"].get("number") for one in written] == [1, None]

    await bound.lin.ask("attach", 1, [await bound.lin.keep("again.png", photo())])
    await bound.lin.ask("set", {"answers": False})
    assert (await bound.lin.ask("resend"))[0]["problem"]["code"] == "network.lost"
    await bound.lin.ask("set", {"answers": True})
    assert "answer" in (await bound.lin.ask("resend"))[0]
    assert (await Evidence.all().count(), (await bound.lin.read("/hours/1"))["room"]) == (1, 8)

    (line,) = (await bound.wang.read("/queue"))["lines"]
    (kept,) = (await bound.wang.read(f"/queue/{line['entry_id']}"))["photos"]
    shown = Image.open(io.BytesIO(await bound.wang.download(f"/photos/{kept['id']}")))
    assert (shown.format, shown.size) == ("JPEG", (64, 48))


async def test_a_picture_that_is_none_is_told_and_holds_up_nothing(bound):
    number = (await bound.lin.send("POST", "/hours", HOURS))["number"]
    names = [await bound.lin.keep("a.jpg", b"no picture"), await bound.lin.keep("b.png", photo())]
    await bound.lin.ask("attach", number, names)
    refused, kept = await bound.lin.ask("resend")
    assert (refused["problem"]["code"], kept["answer"]["room"]) == ("form.picture_unfit", 8)
    assert await bound.lin.ask("waiting") == []


async def test_a_rule_and_a_conflict_are_told_in_their_own_words_and_do_not_come_again(bound):
    with pytest.raises(Refused, match="没有记录"):
        await bound.lin.send("POST", "/hours", HOURS | {"day": "2026-11-21"})
    number = (await bound.lin.send("POST", "/hours", HOURS))["number"]
    seen = {"revision": 1, "status": "submitted"}
    await bound.lin.send("POST", f"/hours/{number}/amend", {"version": seen, "minutes": 180})
    with pytest.raises(Refused) as refused:
        await bound.lin.send("POST", f"/hours/{number}/amend", {"version": seen, "content": "识图"})
    assert (refused.value.status, await bound.lin.ask("waiting")) == (409, [])


async def test_the_privacy_text_is_shown_and_a_consent_to_another_one_refused(bound):
    shown, held = await bound.lin.read("/privacy"), await bound.lin.read("/me/consent")
    assert (held["asked"], held["version"]) == (False, shown["version"])
    with pytest.raises(Refused) as refused:
        await bound.lin.send("POST", "/me/consent", {"privacy_version": "2020-01"})
    assert refused.value.code == "login.outdated_privacy"


async def test_tokens_that_ran_out_are_renewed_unnoticed(bound, mini_town):
    mini_town.clock.turn(hours=3)
    await bound.lin.read("/me")
    assert (await asked(bound.lin))[-3:] == ["/api/v1/me", "/api/v1/token", "/api/v1/me"]
    mini_town.clock.turn(days=31)
    await bound.lin.let_wechat_know()
    assert (await bound.lin.read("/me"))["name"] == "林子轩"
    assert (await asked(bound.lin))[-3:] == ["/api/v1/token", "/api/v1/login", "/api/v1/me"]


async def asked(one: MiniProgram) -> list[str]:
    return [request["path"] for request in await one.ask("requests")]

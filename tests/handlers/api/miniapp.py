"""The mini-program on the phones of the cast: a client of the API, and the platform behind its codes."""

import io
import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, FormData
from aiohttp.test_utils import TestClient, TestServer

from bot.answers import PlatformError, Unreached
from bot.envelope import Envelope
from bot.mini_program import MiniUser
from domain.invitations import PRIVACY_VERSION
from domain.roles import Actor
from handlers.api.app import Setup
from handlers.api.limits import Heavy, Limits
from handlers.buckets import Buckets
from handlers.seal import Seal
from jiangmiao.web import web_app
from models.people import Identity, Person
from tests.cast import APP, NOON, Shop
from tests.envelopes import AES_KEY, TOKEN

MINI_APP = "wxmini0123456789"
TEMPLATES = {"hours_decided": "tmpl_decided"}
_keys = itertools.count(1)


class Platform:
    """Redeems each code once; `users` by code of wx.login, `phones` by code of getPhoneNumber."""

    def __init__(self) -> None:
        self.users: dict[str, MiniUser] = {}
        self.phones: dict[str, str] = {}
        self.reachable = True

    async def user(self, code: str) -> MiniUser:
        return self._redeemed(self.users, code)

    async def phone(self, code: str) -> str:
        return self._redeemed(self.phones, code)

    def _redeemed(self, codes: dict[str, Any], code: str) -> Any:
        if not self.reachable:
            raise Unreached("down")
        if code not in codes:
            raise PlatformError(40029, "invalid code")
        return codes.pop(code)


@dataclass
class Reply:
    """An answer: its status, its JSON or bytes (None where there is no body) and the whole of it."""

    status: int
    body: Any
    whole: ClientResponse

    @property
    def code(self) -> str:
        return str(self.body["code"])


class MiniApp:
    """One service and the mini-program's client; the clock is the test's."""

    def __init__(self, files: Path) -> None:
        self.now = NOON
        self.files = files
        self.platform = Platform()
        self.limits = no_limits()
        self.client: TestClient[Any, Any]

    def code_for(self, openid: str, unionid: str = "") -> str:
        """What wx.login gives."""
        code = f"code-{next(_keys)}"
        self.platform.users[code] = MiniUser(MINI_APP, openid, unionid)
        return code

    def phone_code(self, phone: str) -> str:
        code = f"phone-{next(_keys)}"
        self.platform.phones[code] = phone
        return code

    async def ask(
        self, method: str, path: str, body: Any = None, *, token: str = "", **headers: str
    ) -> Reply:
        """One request; a key of its own goes with each write unless one is given."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if method != "GET":
            sent.setdefault("Idempotency-Key", f"key-{next(_keys):08}")
        content = {"data": body} if isinstance(body, FormData | bytes) else {"json": body}
        async with self.client.request(method, f"/api/v1{path}", headers=sent, **content) as answer:
            found = await answer.read()
            spoken = found and answer.content_type == "application/json"
            return Reply(answer.status, await answer.json() if spoken else found or None, answer)

    async def bind(self, path: str, openid: str, unionid: str = "", **facts: str) -> Reply:
        """One of the ways to bind, with the present privacy text accepted."""
        asked = {"code": self.code_for(openid, unionid), "privacy_version": PRIVACY_VERSION} | facts
        return await self.ask("POST", f"/bind/{path}", asked)

    async def tokens(self, actor: Actor, at: datetime | None = None) -> dict[str, str]:
        """Signs in as a person whose account is bound already."""
        openid = f"mini-{actor.person_id}"
        facts = {"person_id": actor.person_id, "bound_at": at or self.now}
        await Identity.get_or_create(app=MINI_APP, openid=openid, defaults=facts)
        reply = await self.ask("POST", "/login", {"code": self.code_for(openid)})
        assert reply.status == 200, reply.body
        found: dict[str, str] = reply.body["tokens"]
        return found

    async def as_(self, actor: Actor) -> "Hand":
        return Hand(self, (await self.tokens(actor))["access_token"])


@dataclass
class Hand:
    """The mini-program of one person."""

    app: MiniApp
    token: str

    async def get(self, path: str, **headers: str) -> Reply:
        return await self.app.ask("GET", path, token=self.token, **headers)

    async def post(self, path: str, body: Any = None, **headers: str) -> Reply:
        return await self.app.ask("POST", path, body, token=self.token, **headers)

    async def upload(self, path: str, picture: bytes, field: str = "photo", **headers: str) -> Reply:
        """As wx.uploadFile does."""
        return await self.post(path, form((field, picture)), **headers)

    async def put(self, path: str, body: Any = None, **headers: str) -> Reply:
        return await self.app.ask("PUT", path, body, token=self.token, **headers)

    async def delete(self, path: str, body: Any = None, **headers: str) -> Reply:
        return await self.app.ask("DELETE", path, body, token=self.token, **headers)


def form(*files: tuple[str, bytes], **texts: str) -> FormData:
    """A multipart form."""
    made = FormData(texts, default_to_multipart=True)
    for name, content in files:
        made.add_field(name, io.BytesIO(content), filename="a.jpg", content_type="image/jpeg")
    return made


def no_limits() -> Limits:
    endless = Buckets(1_000_000, 0.001)
    return Limits(endless, endless, endless, endless, dict.fromkeys(Heavy, endless))


@pytest.fixture
async def mini(shop: Shop, tmp_path: Path) -> AsyncIterator[MiniApp]:
    """The service with the cast, and a mini-program."""
    found = MiniApp(tmp_path)
    app = web_app(
        Envelope(APP, TOKEN, (AES_KEY,)),
        lambda: found.now,
        mini=Setup(found.platform, Seal(("a secret for tests",)), TEMPLATES, tmp_path, found.limits),  # type: ignore[arg-type]
    )
    async with TestClient(TestServer(app)) as client:
        found.client = client
        yield found


async def phone_of(actor: Actor) -> str:
    return (await Person.get(id=actor.person_id)).phone

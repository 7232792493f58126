"""People who open pages on their phones; the platform's sign-in remembers which codes it gave out."""

import io
import itertools
import re
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientResponse, FormData
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from bot.answers import PlatformError
from bot.envelope import Envelope
from bot.web_accounts import WebUser
from domain.roles import Actor
from handlers.pages import Setup
from handlers.seal import Seal
from jiangmiao.web import web_app
from tests.cast import APP, NOON, contact
from tests.conftest import SECRET
from tests.envelopes import AES_KEY, TOKEN
from tests.handlers.employer import words

WECHAT = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50"}
AUTHORIZE = "http://open.example/connect/oauth2/authorize"


class Platform:
    """Gives out codes, each good once."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.unionids: dict[str, str] = {}
        self.numbers = itertools.count(1)

    def agree(self, openid: str) -> str:
        code = f"code-{next(self.numbers)}"
        self.codes[code] = openid
        return code

    async def user_of(self, code: str) -> WebUser:
        if code not in self.codes:
            raise PlatformError(40163, "code been used")
        openid = self.codes.pop(code)
        return WebUser(openid, self.unionids.get(openid, ""))


class Answer:
    """A page as it came."""

    def __init__(self, response: ClientResponse, text: str) -> None:
        self.status = response.status
        self.headers = response.headers
        self.html = text
        self.text = words(text)

    @property
    def place(self) -> str:
        return self.headers.get("Location", "")

    @property
    def token(self) -> str:
        found = re.search(r'name="form" value="([^"]+)"', self.html)
        assert found, self.text
        return found[1]


class Reader:
    """One browser in WeChat. `open` follows nothing; `sign_in` goes the whole way through the platform."""

    def __init__(self, client: TestClient, platform: Platform) -> None:
        self.client = client
        self.platform = platform

    async def open(self, path: str, **headers: str) -> Answer:
        return await self._ask("GET", path, None, headers)

    async def send(
        self, path: str, token: str, fields: dict[str, object] | None = None, **headers: str
    ) -> Answer:
        data = [("form", token)]
        for name, value in (fields or {}).items():
            data += [(name, str(each)) for each in (value if isinstance(value, list) else [value])]
        return await self._ask("POST", path, data, headers)

    async def fill(self, page: str, path: str, fields: dict[str, object] | None = None) -> Answer:
        """Open a page and send its form to `path`."""
        return await self.send(path, (await self.open(page)).token, fields)

    async def upload(self, path: str, token: str, content: bytes, name: str = "a.jpg") -> Answer:
        """Send a form with a picture."""
        form = FormData({"form": token})
        form.add_field("picture", io.BytesIO(content), filename=name, content_type="image/jpeg")
        return await self._ask("POST", path, form, {})

    async def load(self, path: str) -> tuple[int, str, bytes]:
        """Status, kind and content of what is no page."""
        async with self.client.get(path, headers=WECHAT, allow_redirects=False) as response:
            return response.status, response.content_type, await response.read()

    async def take(self, path: str, token: str) -> bytes:
        """The file that a form brings."""
        async with self.client.post(path, data={"form": token}, headers=WECHAT) as response:
            assert response.status == 200
            return await response.read()

    async def sign_in(self, actor: Actor, path: str = "/m/me") -> Answer:
        return await self.arrive((await contact(actor)).openid, path)

    async def arrive(self, openid: str, path: str = "/m/me") -> Answer:
        asked = parse_qs(urlsplit((await self.open(f"/m/sign-in?next={path}")).place).query)
        return await self.open(f"/m/signed-in?code={self.platform.agree(openid)}&state={asked['state'][0]}")

    async def _ask(self, method: str, path: str, data: object, headers: dict[str, str]) -> Answer:
        address = URL(path, encoded=True)
        async with self.client.request(
            method, address, data=data, headers=WECHAT | headers, allow_redirects=False
        ) as response:
            return Answer(response, await response.text(errors="replace"))


class Counter:
    """The service, and as many browsers as a test needs."""

    def __init__(self, files: Path) -> None:
        self.now: datetime = NOON
        self.files = files
        self.platform = Platform()
        self.server: TestServer
        self.clients: list[TestClient] = []

    async def reader(self, actor: Actor | None = None) -> Reader:
        client = TestClient(self.server)
        self.clients.append(client)
        found = Reader(client, self.platform)
        if actor:
            assert (await found.sign_in(actor)).status == 303
        return found


@pytest.fixture
async def counter(shop, tmp_path) -> AsyncIterator[Counter]:
    found = Counter(tmp_path)
    setup = Setup(
        app_id=APP,
        seal=Seal([SECRET]),
        authorize_url=AUTHORIZE,
        user_of=found.platform.user_of,
        secure=False,
        files=tmp_path,
    )
    app = web_app(Envelope(APP, TOKEN, (AES_KEY,)), lambda: found.now, phone_pages=setup)
    async with TestServer(app) as server:
        found.server = server
        yield found
        for client in found.clients:
            await client.session.close()

"""A sandbox with a clock to turn, and an echoing service behind it."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from sandbox import Sandbox, SandboxSettings
from sandbox.sealing import Seal
from tests.sandbox.echo_service import EchoService

APP, SECRET, TOKEN, KEY = (
    "wx0123456789abcdef",
    "secret",
    "sandboxtoken",
    "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
)


class Clock:
    def __init__(self) -> None:
        self.now = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Client:
    """Calls the API as a service would."""

    sandbox: Sandbox
    http: aiohttp.ClientSession
    token: str = ""

    async def get(self, path: str, **query: Any) -> Any:
        async with self.http.get(self.sandbox.url + path, params=self._query(query)) as answer:
            return json.loads(await answer.text())

    async def post(self, path: str, body: Any, **query: Any) -> Any:
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        async with self.http.post(self.sandbox.url + path, params=self._query(query), data=data) as answer:
            return json.loads(await answer.text())

    async def log_in(self) -> str:
        answer = await self.stable()
        self.token = answer["access_token"]
        return self.token

    async def stable(self, **more: Any) -> Any:
        asked = {"grant_type": "client_credential", "appid": APP, "secret": SECRET}
        return await self.post("/cgi-bin/stable_token", asked | more)

    def _query(self, query: dict[str, Any]) -> dict[str, Any]:
        return ({"access_token": self.token} if self.token else {}) | query


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sandbox(clock: Clock) -> AsyncIterator[Sandbox]:
    settings = SandboxSettings(
        APP, SECRET, TOKEN, KEY, retry_seconds=0.01, timeout_seconds=0.3, finish_seconds=0
    )
    async with Sandbox(settings, clock=clock) as running:
        yield running


@pytest.fixture
async def service(sandbox: Sandbox) -> AsyncIterator[EchoService]:
    async def echo(fields: dict[str, str]) -> str:
        return f"收到：{fields['Content']}" if fields["MsgType"] == "text" else ""

    running = EchoService(Seal(TOKEN, KEY, APP), echo)
    app = web.Application()
    app.router.add_route("*", "/wechat", running.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sandbox.callback_url = f"http://127.0.0.1:{runner.addresses[0][1]}/wechat"
    yield running
    await runner.cleanup()


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as http:
        yield Client(sandbox, http)

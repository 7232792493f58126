"""An employer with a phone, and a program of one, who check certificates."""

import json
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from typing import Any

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from bot.envelope import Envelope
from domain.networks import networks
from jiangmiao.web import web_app
from tests.cast import APP, NOON
from tests.credentials.certificates import SITE
from tests.envelopes import AES_KEY, TOKEN
from texts import links


class Employer:
    """Opens addresses; the clock and the trusted proxies are the test's."""

    def __init__(self) -> None:
        self.now = NOON
        self.client: TestClient

    async def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[ClientResponse, str]:
        async with self.client.request(method, path, headers=headers) as answer:
            return answer, await answer.text()

    async def reads(self, path: str) -> tuple[int, str]:
        answer, page = await self.ask(path)
        return answer.status, words(page)

    async def program_reads(self, path: str) -> tuple[int, dict[str, Any]]:
        answer, body = await self.ask(path, Accept="application/json")
        assert answer.content_type == "application/json"
        return answer.status, json.loads(body)


@pytest.fixture
async def employer(shop) -> AsyncIterator[Employer]:
    links.use(SITE)
    found = Employer()
    app = web_app(
        Envelope(APP, TOKEN, (AES_KEY,)), lambda: found.now, trusted_proxies=networks("127.0.0.1,10.0.0.0/8")
    )
    async with TestClient(TestServer(app)) as client:
        found.client = client
        yield found
    links.use("")


class Words(HTMLParser):
    """The text of a page, without its style sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.in_style = False

    def handle_data(self, data: str) -> None:
        if not self.in_style and data.strip():
            self.said.append(data.strip())


def words(page: str) -> str:
    parser = Words()
    parser.feed(page)
    return "\n".join(parser.said)

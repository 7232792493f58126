"""An employer with a phone, and a program of one, who check certificates."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from bot.envelope import Envelope
from domain.networks import networks
from jiangmiao.web import web_app
from tests.cast import APP, NOON, Shop
from tests.credentials.certificates import SITE
from tests.envelopes import AES_KEY, TOKEN
from texts import certificate_page, links
from usecases.certificate_files import CertificateFiles


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
async def employer(shop: Shop, tmp_path: Path) -> AsyncIterator[Employer]:
    async with opened(CertificateFiles(tmp_path, certificate_page.pdf)) as found:
        yield found


@asynccontextmanager
async def opened(files: CertificateFiles | None) -> AsyncIterator[Employer]:
    """An employer at a service that prints to `files`; it trusts proxies in 10.0.0.0/8."""
    found = Employer()
    proxies = networks("127.0.0.1,10.0.0.0/8")
    envelope = Envelope(APP, TOKEN, (AES_KEY,))
    app = web_app(envelope, lambda: found.now, trusted_proxies=proxies, certificates=files)
    links.use(SITE)
    try:
        async with TestClient(TestServer(app)) as client:
            found.client = client
            yield found
    finally:
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

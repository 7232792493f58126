"""POST /wechat from those who speak HTTP badly on purpose: refused soon, and the connection ends."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest
from aiohttp import web

from bot.envelope import Envelope
from jiangmiao.web import SERVER, web_app
from tests.cast import APP, NOON
from tests.envelopes import AES_KEY, TOKEN, event_xml, sealed, text_xml

# Longer than anything here takes; a test that needs it has failed.
PATIENCE = 20


@pytest.fixture
async def port(database: str) -> AsyncIterator[int]:
    """The port of the callback as the service runs it, only less patient."""
    app = web_app(
        Envelope(APP, TOKEN, (AES_KEY,)), lambda: NOON, metrics_token="for-the-operator", body_seconds=0.05
    )
    runner = web.AppRunner(app, access_log=None, **{**SERVER, "lingering_time": 0.05})
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


class Line:
    """One connection, byte by byte."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    def leave(self) -> None:
        self._writer.transport.abort()

    async def answer(self) -> int:
        """The status, once the server has ended the connection."""
        async with asyncio.timeout(PATIENCE):
            said = await self._reader.read()
        self._writer.close()
        return int(said.split(b" ", 2)[1])


async def post(port: int, query: dict[str, str], headers: bytes, body: bytes = b"") -> Line:
    line = Line(*await asyncio.open_connection("127.0.0.1", port))
    head = f"POST /wechat?{urlencode(query)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n".encode()
    await line.send(head + headers + b"\r\n" + body)
    return line


def length(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n" % len(body)


def unpacked_by_nobody(body: bytes) -> bytes:
    return length(body) + b"Content-Encoding: gzip\r\n"


@pytest.mark.parametrize("body", [b"notgzip", gzip.compress(b"a" * 10**6, mtime=0), b""])
async def test_packed_bodies_are_not_unpacked(port, body, caplog):
    query, _ = sealed(text_xml("帮助"))
    assert await (await post(port, query, unpacked_by_nobody(body), body)).answer() == 415
    assert await (await post(port, {}, unpacked_by_nobody(body), body)).answer() == 403
    assert not [record for record in caplog.records if record.exc_info]


async def test_a_body_that_does_not_come_is_not_awaited(port):
    query, _ = sealed(text_xml("帮助"))
    assert await (await post(port, query, b"Content-Length: 60000\r\n", b"a")).answer() == 408


async def test_a_stranger_is_turned_away_before_a_body_comes(port):
    query, _ = sealed(text_xml("帮助"), token="othertoken")
    assert await (await post(port, query, b"Content-Length: 60000\r\n")).answer() == 403


async def test_a_broken_chunk_ends_the_connection(port):
    query, _ = sealed(text_xml("帮助"))
    line = await post(port, query, b"Transfer-Encoding: chunked\r\n", b"3\r\nabc\r\n")
    await line.send(b"zz\r\n")
    assert await line.answer() in (400, 408)


async def test_who_goes_away_in_the_middle_is_no_defect(port, caplog):
    query, _ = sealed(text_xml("帮助"))
    for _ in range(5):
        line = await post(port, query, b"Content-Length: 60000\r\n", b"a")
        line.leave()
    assert await (await post(port, {}, b"Content-Length: 0\r\n")).answer() == 403
    assert not [record for record in caplog.records if record.exc_info]


async def test_a_sealed_event_nested_without_end_is_malformed(port):
    depth = 2000
    query, body = sealed(event_xml("CLICK", "<EventKey>" + "<a>" * depth + "</a>" * depth + "</EventKey>"))
    assert await (await post(port, query, length(body), body)).answer() == 400


async def test_a_bearer_that_is_no_text_is_no_bearer(port):
    line = Line(*await asyncio.open_connection("127.0.0.1", port))
    await line.send(b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: \xff\r\n\r\n")
    assert await line.answer() == 401

"""A platform over real sockets that misbehaves as it is told, for the calls whose path holds a word."""

import asyncio
import contextlib
import itertools
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

TOKEN = "stable_token"
SENDING = {
    "customer": "message/custom/send",
    "template": "message/template/send",
    "subscribe": "message/subscribe/bizsend",
    "mini": "message/subscribe/send",
}


@dataclass
class Call:
    """`carried_out`: the platform did what it was asked, whatever it said about it."""

    path: str
    body: dict[str, Any]
    carried_out: bool = False


# Answers a call, or doesn't; to return is to keep the connection.
Behaviour = Callable[["BadPlatform", Call, asyncio.StreamWriter], Awaitable[None]]


class BadPlatform:
    """Well until `bad` names a behaviour for a part of a path."""

    def __init__(self) -> None:
        self.port = 0
        self.calls: list[Call] = []
        self.bad: dict[str, Behaviour] = {}
        self.over = asyncio.Event()
        self._numbers = itertools.count(1)
        self._open: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def count(self, part: str) -> int:
        return sum(part in call.path for call in self.calls)

    @property
    def arrived(self) -> Counter[str]:
        """How often each message was carried out, by recipient and words."""
        return Counter(
            json.dumps(call.body, sort_keys=True)
            for call in self.calls
            if call.carried_out and "message" in call.path
        )

    def answer(self, call: Call) -> bytes:
        """Do what is asked, and what a platform that is well says then."""
        call.carried_out = True
        number = next(self._numbers)
        if TOKEN in call.path:
            return _json({"access_token": f"token-{number}", "expires_in": 7200})
        return _json({"errcode": 0, "errmsg": "ok", "msgid": number})

    async def comes_up(self) -> None:
        """At the address it had before, if it had one."""
        self.over.clear()
        self._server = await asyncio.start_server(self.serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def goes_down(self) -> None:
        """From now on the machine itself refuses connections."""
        self.over.set()
        self._server.close()
        for writer in self._open:
            writer.transport.abort()
        await self._server.wait_closed()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while not writer.is_closing():
                call = await _read(reader)
                self.calls.append(call)
                behaviour = next((one for part, one in self.bad.items() if part in call.path), well)
                await behaviour(self, call, writer)
        self._open.discard(writer)
        writer.close()


async def _read(reader: asyncio.StreamReader) -> Call:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    lengths = [line.split(":")[1] for line in head.splitlines() if line.lower().startswith("content-length:")]
    body = await reader.readexactly(int(lengths[0])) if lengths else b"{}"
    return Call(head.split()[1], json.loads(body))


def _json(found: object) -> bytes:
    return json.dumps(found).encode()


def _http(body: bytes, status: str = "200 OK", kind: str = "application/json") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


async def well(platform: BadPlatform, call: Call, writer: asyncio.StreamWriter) -> None:
    writer.write(_http(platform.answer(call)))


async def drips(platform: BadPlatform, call: Call, writer: asyncio.StreamWriter) -> None:
    """A byte a second, so that the answer takes longer than anybody waits."""
    for byte in _http(platform.answer(call)):
        writer.write(bytes([byte]))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(platform.over.wait(), 1.0)
            return


async def keeps_silent(platform: BadPlatform, call: Call, writer: asyncio.StreamWriter) -> None:
    """Half-open: the call was taken, and nothing ever comes."""
    platform.answer(call)
    await platform.over.wait()


async def cuts_off(platform: BadPlatform, call: Call, writer: asyncio.StreamWriter) -> None:
    answer = _http(platform.answer(call))
    writer.write(answer[: len(answer) - 9])
    await writer.drain()
    writer.close()


async def hangs_up(platform: BadPlatform, call: Call, writer: asyncio.StreamWriter) -> None:
    platform.answer(call)
    writer.transport.abort()


def says(body: bytes, status: str = "200 OK", kind: str = "text/plain", *, does: bool = True) -> Behaviour:
    """These bytes are the answer; `does`: to a call that was carried out."""

    async def behaviour(platform: BadPlatform, call: Call, writer: asyncio.StreamWriter) -> None:
        if does:
            platform.answer(call)
        writer.write(_http(body, status, kind))

    return behaviour


def refuses(code: int, message: str = "no") -> Behaviour:
    return says(_json({"errcode": code, "errmsg": message}), does=False)


# What may have been carried out: nothing that can be read came back.
OPEN: dict[str, Behaviour] = {
    "a byte a second": drips,
    "half-open": keeps_silent,
    "cut off": cuts_off,
    "hung up": hangs_up,
    "a page": says(b"<html><body>502 Bad Gateway</body></html>", kind="text/html"),
    "a list": says(b"[]"),
    "nothing": says(b""),
    "no number": says(b'{"errcode": "none"}'),
    "too deep": says(b'{"a":' * 100_000),
}
# What was not.
NOT_TAKEN: dict[str, Behaviour] = {
    "busy": refuses(-1),
    "500": says(b"", "500 Internal Server Error", does=False),
    "503": says(b"", "503 Service Unavailable", does=False),
}


@asynccontextmanager
async def bad_platform() -> AsyncIterator[BadPlatform]:
    platform = BadPlatform()
    await platform.comes_up()
    try:
        yield platform
    finally:
        await platform.goes_down()

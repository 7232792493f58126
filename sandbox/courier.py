"""Carrying callbacks to the service: signed, sealed, at most three times, five seconds each."""

import asyncio
import itertools
import secrets
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from sandbox import replies, xmltext
from sandbox.bubbles import Content
from sandbox.faults import Faults
from sandbox.sealing import Seal, signature
from sandbox.settings import SandboxSettings

DELIVERIES = 3


class Undelivered(Exception):
    """Every delivery of a callback failed."""


@dataclass
class Letter:
    """One callback in the log: `attempts` says how each delivery ended."""

    openid: str
    xml: str
    at: float
    attempts: list[str] = field(default_factory=list)


class Courier:
    """Seals, posts and judges the answers."""

    def __init__(self, settings: SandboxSettings, clock: Callable[[], float], faults: Faults) -> None:
        self.settings, self.clock, self.faults = settings, clock, faults
        self.callback_url = settings.callback_url
        self.key = Seal(settings.token, settings.aes_key, settings.app_id) if settings.aes_key else None
        self.letters: deque[Letter] = deque(maxlen=2000)
        self.http: aiohttp.ClientSession | None = None
        # A service that kept its database answers a number it has heard before with what it said then.
        self._ids = itertools.count(int(clock()) * 14_000_000 + 1)

    def next_id(self) -> int:
        """A MsgId: 64 bits, more than a float can hold."""
        return next(self._ids)

    async def start(self) -> None:
        timeout = aiohttp.ClientTimeout(total=self.settings.timeout_seconds)
        self.http = aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar())

    async def stop(self) -> None:
        if self.http:
            await self.http.close()

    def seal(
        self, xml: str, *, timestamp: str | int | None = None, nonce: str | None = None, openid: str = ""
    ) -> tuple[dict[str, str], str]:
        """The query and the body of one delivery, in the account's mode."""
        stamp = str(int(self.clock()) if timestamp is None else timestamp)
        once = secrets.token_hex(5) if nonce is None else nonce
        query = {"signature": signature(self.settings.token, stamp, once), "timestamp": stamp, "nonce": once}
        query["openid"] = openid or str(_fields(xml).get("FromUserName", ""))
        if self.key is None:
            return query, xml
        sealed = self.key.close(xml)
        query |= {"encrypt_type": "aes", "msg_signature": self.key.sign(stamp, once, sealed)}
        return query, xmltext.build({"ToUserName": self.settings.account, "Encrypt": sealed})

    async def post(self, query: Mapping[str, str], body: str | bytes) -> tuple[int, bytes]:
        """One delivery: the answer's HTTP status and body."""
        assert self.http is not None, "the sandbox is not started"  # nosec B101
        data = body.encode() if isinstance(body, str) else body
        async with self.http.post(
            self.callback_url,
            params=query,
            data=data,
            headers={"Content-Type": "text/xml"},
            allow_redirects=False,
        ) as answer:
            return answer.status, await answer.read()

    async def verify(self) -> bool:
        """The console's check of a new callback address: does it answer the echo?"""
        assert self.http is not None, "the sandbox is not started"  # nosec B101
        stamp, nonce, echo = str(int(self.clock())), secrets.token_hex(5), str(secrets.randbelow(10**18))
        query = {"timestamp": stamp, "nonce": nonce, "echostr": echo}
        query["signature"] = signature(self.settings.token, stamp, nonce)
        async with self.http.get(self.callback_url, params=query, allow_redirects=False) as answer:
            return answer.status == 200 and await answer.text() == echo

    async def deliver(self, openid: str, fields: Mapping[str, Any]) -> Content | None:
        """The passive reply, or None for silence; Undelivered after the third failure."""
        letter = Letter(openid, xmltext.build(fields), self.clock())
        self.letters.append(letter)
        await asyncio.sleep(self.faults.callback_delay())
        if self.faults.callback_twice():
            first, _ = await asyncio.gather(self._thrice(letter), self._thrice(letter))
            return first
        return await self._thrice(letter)

    async def _thrice(self, letter: Letter) -> Content | None:
        loop = asyncio.get_running_loop()
        for attempt in range(DELIVERIES):
            began = loop.time()
            try:
                return await self._once(letter)
            except (replies.BadReply, aiohttp.ClientError, TimeoutError) as error:
                letter.attempts.append(f"{type(error).__name__}: {error}")
            if attempt + 1 < DELIVERIES:
                await asyncio.sleep(max(0.0, began + self.settings.retry_seconds - loop.time()))
        raise Undelivered(letter.attempts[-1])

    async def _once(self, letter: Letter) -> Content | None:
        # Whether a retry of the platform's carries a new timestamp and nonce is not documented; here it does.
        status, body = await self.post(*self.seal(letter.xml, openid=letter.openid))
        if status != 200:
            raise replies.BadReply(f"HTTP {status}")
        content = replies.read(body, seal=self.key, openid=letter.openid, account=self.settings.account)
        letter.attempts.append(content.kind if content else "success")
        return content


def _fields(xml: str) -> dict[str, Any]:
    try:
        return xmltext.parse(xml)
    except xmltext.NotXml:
        return {}

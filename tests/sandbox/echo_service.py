"""A small service behind the callback: it keeps what it hears and answers what it is told to."""

import xml.etree.ElementTree as ET
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.sealing import Seal
from sandbox.xmltext import build, parse

Answer = Callable[[dict[str, str]], Awaitable[str | web.Response]]


@dataclass
class EchoService:
    """`answer` turns a message's fields into the reply's words, "" for silence, or a raw response."""

    seal: Seal | None
    answer: Answer
    heard: list[dict[str, str]] = field(default_factory=list)
    queries: list[dict[str, str]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        self.queries.append(dict(request.query))
        if request.method == "GET":
            return web.Response(text=request.query["echostr"])
        fields = parse(self._opened(await request.text(), request.query))
        self.heard.append(fields)
        words = await self.answer(fields)
        if isinstance(words, web.Response):
            return words
        return web.Response(body=self.reply(fields, words).encode() if words else b"success")

    def _opened(self, text: str, query: "web.Request.query") -> str:
        if self.seal is None:
            return text
        sealed = ET.fromstring(text).findtext("Encrypt", "")
        return self.seal.open_signed(sealed, query["timestamp"], query["nonce"], query["msg_signature"])

    def reply(self, fields: dict[str, str], words: str, **other: str) -> str:
        """A passive text reply in the account's mode; `other` fields replace the right ones."""
        head = {"ToUserName": fields["FromUserName"], "FromUserName": fields["ToUserName"], "CreateTime": 1}
        plain = build(head | {"MsgType": "text", "Content": words} | other)
        if self.seal is None:
            return plain
        sealed = self.seal.close(plain)
        signed = {"MsgSignature": self.seal.sign("1", "n", sealed), "TimeStamp": 1, "Nonce": "n"}
        return build({"Encrypt": sealed} | signed)

"""From the callback's bytes to a message, and from an answer to sealed bytes. No input or output here.

wechatpy supplies the cryptography and the parsing; what it leaves open is closed here: constant-time
comparison, freshness, the padding's shape, its many kinds of exceptions, and `]]>` in replies.
"""

import base64
import binascii
import hashlib
import hmac
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from xml.parsers.expat import ExpatError

import xmltodict
from wechatpy import parse_message
from wechatpy.crypto import PrpCrypto, WeChatCrypto
from wechatpy.exceptions import WeChatException
from wechatpy.replies import TextReply

from .message import Malformed, Message, read

MOST_REPLY_BYTES = 2048
ODD_XML = (
    ValueError, ExpatError, KeyError, AttributeError, TypeError, IndexError, RecursionError, WeChatException,
    struct.error,
)  # fmt: skip
# The platform makes a link of <a href="…">, even one that speaks for whoever taps it (weixin://bizmsgmenu). No text of
# ours holds one, so what looks like one is somebody's words.
_LINK = re.compile(r"<(?=/?a\b)", re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Forged(Exception):
    """The signature, the time or the app is not what the platform would send."""


@dataclass(frozen=True)
class Opened:
    """A message and the key it came under; the answer goes back under the same."""

    message: Message
    crypto: WeChatCrypto | None
    nonce: str


class Envelope:
    """Opens and seals for one app.

    `aes_keys` holds the current key and, while it is being changed, the one before. Without any key
    the plaintext mode is accepted, which signs nothing of the body and is for development only.
    """

    def __init__(self, app: str, token: str, aes_keys: tuple[str, ...], *, window_seconds: int = 300) -> None:
        self._app = app
        self._token = token
        self._cryptos = tuple(WeChatCrypto(token, key, app) for key in aes_keys)
        self._window = window_seconds

    def check_query(self, query: Mapping[str, str], now: datetime) -> None:
        """What can be told before the body is there. Raises `Forged`."""
        self._check_fresh(query, now)
        self._check(query.get("signature", ""), query["timestamp"], query["nonce"])

    def echo(self, query: Mapping[str, str], now: datetime) -> str:
        """The answer to the platform's check of the address. Raises `Forged`."""
        self._check_fresh(query, now)
        echostr = query.get("echostr", "")
        if "msg_signature" not in query:
            self.check_query(query, now)
            return echostr
        self._check(query["msg_signature"], query["timestamp"], query["nonce"], echostr)
        return self._decrypt(echostr)[0]

    def open(self, query: Mapping[str, str], body: bytes, now: datetime) -> Opened:
        """The message in a callback. Raises `Forged` or `Malformed`."""
        self._check_fresh(query, now)
        if not self._cryptos:
            self.check_query(query, now)
            return Opened(self._parse(_text(body)), None, query["nonce"])
        encrypted = _encrypt_element(body)
        self._check(query.get("msg_signature", ""), query["timestamp"], query["nonce"], encrypted)
        xml, crypto = self._decrypt(encrypted)
        return Opened(self._parse(xml), crypto, query["nonce"])

    def seal(self, opened: Opened, text: str | None, now: datetime) -> str:
        """The body that carries `text` back; `success` says nothing."""
        if not text:
            return "success"
        message = opened.message
        reply = TextReply(
            source=message.account,
            target=message.openid,
            time=int(now.timestamp()),
            content=_cdata(fit(text)),
        )
        if opened.crypto is None:
            return str(reply.render())
        return str(opened.crypto.encrypt_message(reply.render(), opened.nonce, str(int(now.timestamp()))))

    def _check_fresh(self, query: Mapping[str, str], now: datetime) -> None:
        timestamp = query.get("timestamp", "")
        readable = timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12
        if not readable or not query.get("nonce"):
            raise Forged("timestamp")
        if abs(now.timestamp() - int(timestamp)) > self._window:
            raise Forged("stale")

    def _check(self, signature: str, *parts: str) -> None:
        ours = hashlib.sha1("".join(sorted([self._token, *parts])).encode("utf-8", "replace")).hexdigest()  # nosec B324
        if not hmac.compare_digest(ours.encode(), signature.encode("utf-8", "replace")):
            raise Forged("signature")

    def _decrypt(self, encrypted: str) -> tuple[str, WeChatCrypto]:
        for crypto in self._cryptos:
            try:
                return _plain(crypto, encrypted, self._app), crypto
            except Forged:
                continue
        raise Forged("sealed with another key or for another app")

    def _parse(self, xml: str) -> Message:
        try:
            parsed = parse_message(xml)
            data = parsed._data if parsed else {}
        except ODD_XML as odd:
            raise Malformed(str(odd)[:100]) from None
        return read(self._app, data)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("not UTF-8") from None


def _encrypt_element(body: bytes) -> str:
    try:
        encrypted = xmltodict.parse(_text(body))["xml"]["Encrypt"]
    except ODD_XML as odd:
        raise Malformed(str(odd)[:100]) from None
    if not isinstance(encrypted, str):
        raise Malformed("Encrypt")
    return encrypted


def _plain(crypto: WeChatCrypto, encrypted: str, app: str) -> str:
    """random(16) ‖ length(4) ‖ XML ‖ appid ‖ padding(1…32), each part checked. Raises `Forged`."""
    try:
        padded = bytes(PrpCrypto(crypto.key).cipher.decrypt(base64.b64decode(encrypted, validate=True)))
        padding = padded[-1]
        if not 1 <= padding <= 32 or padded[-padding:] != bytes([padding]) * padding:
            raise Forged("padding")
        plain = padded[16:-padding]
        length = int.from_bytes(plain[:4], "big")
        xml, sealed_for = plain[4 : 4 + length], plain[4 + length :]
        if not hmac.compare_digest(sealed_for, app.encode()):
            raise Forged("app")
        return xml.decode("utf-8")
    except (ValueError, IndexError, binascii.Error):
        raise Forged("not sealed as agreed") from None


def fit(text: str) -> str:
    """At most 2,048 bytes, cut between lines where possible, as the platform drops longer answers whole; no links."""
    text = _LINK.sub("＜", text)
    if len(text.encode("utf-8", "replace")) <= MOST_REPLY_BYTES:
        return text
    kept = text.encode("utf-8", "replace")[: MOST_REPLY_BYTES - len("\n…".encode())].decode("utf-8", "ignore")
    head, _, _ = kept.rpartition("\n")
    return f"{head or kept}\n…"


def _cdata(text: str) -> str:
    return _UNPRINTABLE.sub("", text).replace("]]>", "]]]]><![CDATA[>")

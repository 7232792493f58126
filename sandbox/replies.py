"""Reading what the service answered to a callback, as strictly as the platform does."""

from typing import Any

from sandbox import xmltext
from sandbox.bubbles import Content, news
from sandbox.sealing import Broken, Seal

TEXT_BYTES = 2048
ARTICLES = 8
NESTED = {"image": "Image", "voice": "Voice", "video": "Video", "music": "Music"}


class BadReply(ValueError):
    """An answer for which WeChat shows its fault sentence."""


def read(body: bytes, *, seal: Seal | None, openid: str, account: str) -> Content | None:
    """None for `success` and for nothing, else the content of the passive reply; BadReply for all else."""
    if body in (b"", b"success"):
        return None
    try:
        text = body.decode()
        fields = xmltext.parse(_opened(text, seal) if seal else text)
    except (UnicodeDecodeError, xmltext.NotXml, Broken) as error:
        raise BadReply(str(error)) from error
    if fields.get("ToUserName") != openid or fields.get("FromUserName") != account:
        raise BadReply("ToUserName and FromUserName are not the callback's, swapped")
    if not str(fields.get("CreateTime", "")).isdigit():
        raise BadReply("CreateTime is not a number")
    return _content(fields)


def _opened(text: str, seal: Seal) -> str:
    outer = xmltext.parse(text)
    parts = [outer.get(name) for name in ("Encrypt", "TimeStamp", "Nonce", "MsgSignature")]
    sealed, timestamp, nonce, claimed = (part if isinstance(part, str) else "" for part in parts)
    return seal.open_signed(sealed, timestamp, nonce, claimed)


def _content(fields: dict[str, Any]) -> Content | None:
    kind = fields.get("MsgType")
    if kind == "text":
        return _text(fields)
    if kind == "news":
        return _news(fields)
    if kind in NESTED and isinstance(fields.get(NESTED[kind]), dict):
        part = {_snake(name): value for name, value in fields[NESTED[kind]].items()}
        return Content(kind, str(part.get("title", "")), part)
    if kind == "transfer_customer_service":
        return None
    raise BadReply(f"unknown or incomplete reply type {kind!r}")


def _text(fields: dict[str, Any]) -> Content:
    content = fields.get("Content")
    if not isinstance(content, str) or not content.strip():
        raise BadReply("the text is empty")
    if len(content.encode()) > TEXT_BYTES:
        raise BadReply(f"the text is longer than {TEXT_BYTES} bytes")
    return Content("text", content)


def _news(fields: dict[str, Any]) -> Content:
    articles = fields.get("Articles")
    items = articles.get("item") if isinstance(articles, dict) else None
    items = items if isinstance(items, list) else [items]
    if not all(isinstance(one, dict) for one in items) or len(items) > ARTICLES:
        raise BadReply("the articles are missing or too many")
    if str(fields.get("ArticleCount")) != str(len(items)):
        raise BadReply("ArticleCount differs from the articles")
    return news(items)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")

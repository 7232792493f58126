"""Forms of pages: read once, proved to come from our own page, and each the name of its effect."""

import re
import secrets
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aiohttp import web

from texts import links

from .bodies import Unread, readable
from .seal import Seal
from .uploads import SentFile, form_of

TOKEN = "form"  # nosec B105
NONCE_BYTES = 12
# What an id of any table has room for; ids of persons and organizations are shorter.
ID_DIGITS = 15
MOST_DIGITS = 9
# No database keeps it, and nobody can type it.
UNWRITABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Form:
    """What was filled in. `nonce` names the form as it was shown: sent twice it has one effect."""

    nonce: str
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, SentFile] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The value in one piece; browsers end lines by CR LF."""
        found = self.values.get(name, ())
        return found[-1].replace("\r\n", "\n").strip() if found else ""

    def number(self, name: str) -> int | None:
        """A whole number; None where it is none or nothing was filled in."""
        return whole_number(self.text(name))

    def many(self, name: str) -> tuple[str, ...]:
        return self.values.get(name, ())


def whole_number(text: str, most: int = MOST_DIGITS) -> int | None:
    """Digits alone, at most so many of them, so that every database can be asked for it."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= most else None


def blank() -> Form:
    """For a page that is shown anew."""
    return Form(secrets.token_urlsafe(NONCE_BYTES))


@asynccontextmanager
async def read(request: web.Request, most: int, seconds: float) -> AsyncIterator[Form]:
    """The fields of a POST; its files are there inside. The nonce is believed only once `is_ours` has been asked.

    Raises `Unread`.
    """
    if request.content_type != "multipart/form-data":
        yield _filled(await _urlencoded(request, seconds), {})
        return
    async with form_of(request, most, seconds) as fields:
        flat = [(name, value) for name, values in fields.items() for value in values]
        texts = [(name, _decoded(value)) for name, value in flat if isinstance(value, bytes)]
        yield _filled(texts, {name: value for name, value in flat if isinstance(value, SentFile)})


async def _urlencoded(request: web.Request, seconds: float) -> list[tuple[str, str]]:
    async with readable(seconds):
        try:
            sent = await request.post()
        except web.HTTPRequestEntityTooLarge:
            raise Unread(413, "too large") from None
        except (ValueError, LookupError, RuntimeError):
            raise Unread(400, "a body or an encoding that no browser sends") from None
    return [(name, value) for name, value in sent.items() if isinstance(value, str)]


def _decoded(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise Unread(400, "an encoding that no browser sends") from None


def _filled(texts: Sequence[tuple[str, str]], files: Mapping[str, SentFile]) -> Form:
    if any(UNWRITABLE.search(text) for _, text in texts):
        return blank()
    values: dict[str, tuple[str, ...]] = {}
    for name, text in texts:
        values[name] = (*values.get(name, ()), text)
    token = values.pop(TOKEN, ("",))[-1]
    nonce = token.partition(".")[0] or secrets.token_urlsafe(NONCE_BYTES)
    return Form(nonce, {**values, TOKEN: (token,)}, files)


def token_of(form: Form, owner: str, seal: Seal) -> str:
    """The hidden field: the nonce, signed for the person."""
    return f"{form.nonce}.{seal.sign('form', f'{owner} {form.nonce}').rpartition('.')[2]}"


def is_ours(request: web.Request, form: Form, owner: str, seal: Seal) -> bool:
    """Whether a page of ours, shown to this person, sent the form."""
    nonce, _, signature = form.text(TOKEN).partition(".")
    return _same_site(request) and seal.signed("form", f"{owner} {nonce}.{signature}")


def _same_site(request: web.Request) -> bool:
    """A browser says where a form comes from; one that doesn't is left to the token."""
    origin = request.headers.get("Origin")
    return origin is None or _host(origin) in {request.host, *_hosts([links.to("/")])}


def _hosts(urls: Iterable[str]) -> Iterable[str]:
    return filter(None, map(_host, urls))


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""

"""Forms of pages: read once, proved to come from our own page, and each the name of its effect."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aiohttp import web

from texts import links

from .seal import Seal

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


async def read(request: web.Request) -> Form:
    """The fields of a POST; files are left out. The nonce is believed only once `is_ours` has been asked."""
    values: dict[str, tuple[str, ...]] = {}
    try:
        sent = await request.post()
    except (ValueError, LookupError, RuntimeError):  # a body or an encoding that no browser sends
        return blank()
    for name, value in sent.items():
        if isinstance(value, str):
            values[name] = (*values.get(name, ()), value)
    if any(UNWRITABLE.search(text) for texts in values.values() for text in texts):
        return blank()
    token = values.pop(TOKEN, ("",))[-1]
    return Form(token.partition(".")[0] or secrets.token_urlsafe(NONCE_BYTES), {**values, TOKEN: (token,)})


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

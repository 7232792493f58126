"""From a request to what a route asks for. Raises `Trouble` for what can't be read."""

import json
import re
from typing import Any

from aiohttp import web
from pydantic import ValidationError

from ..bodies import Unread, read_body
from .problems import STATUSES, Trouble
from .routing import Route
from .schema import LARGEST, LARGEST_ENTRY, Asked

MOST_BYTES = 64 * 1024
BODY_SECONDS = 10.0
KEY = "Idempotency-Key"
# A UUID, or whatever else the client draws.
KEY_PATTERN = "[A-Za-z0-9_.:-]{8,64}"
_KEY = re.compile(KEY_PATTERN)
_NUMBER = re.compile(r"[1-9][0-9]{0,15}")


async def asked(route: Route, request: web.Request) -> tuple[Asked, bytes]:
    """The query or the body as the route's model, and the body's bytes."""
    try:
        if not route.writes:
            return route.asks.model_validate_strings(_query(request)), b""
        raw = await _body(request)
        if not raw and not route.asks.model_fields:
            return route.asks(), raw
        return route.asks.model_validate_json(raw), raw
    except ValidationError as error:
        raise _invalid(error) from None


def idempotency_key(request: web.Request) -> str:
    """What names this write; a repetition bears the same."""
    given = request.headers.get(KEY, "")
    if not _KEY.fullmatch(given):
        raise Trouble(400, "requests.key_missing")
    return given


def bearer_token(request: web.Request) -> str:
    """The access token; empty where none was sent."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def path_of(request: web.Request) -> dict[str, int | str]:
    """The numbers of the address. One that can't be anybody's is not found."""
    found = request.match_info.items()
    return {name: _number(text, LARGEST_ENTRY if name == "entry" else LARGEST) for name, text in found}


def _number(text: str, most: int) -> int:
    if not _NUMBER.fullmatch(text) or int(text) > most:
        raise Trouble(404, "requests.unknown_path")
    return int(text)


def _query(request: web.Request) -> dict[str, str]:
    """What comes twice says nothing."""
    if len(request.query) != len(set(request.query)):
        raise Trouble(422, "requests.invalid", facts={"problems": []})
    return dict(request.query)


async def _body(request: web.Request) -> bytes:
    if request.body_exists and request.content_type != "application/json":
        raise Trouble(415, STATUSES[415])
    try:
        return await read_body(request, MOST_BYTES, BODY_SECONDS)
    except Unread as unread:
        raise Trouble(unread.status, STATUSES[unread.status]) from None


def _invalid(error: ValidationError) -> Trouble:
    """What is wrong where; not JSON at all is another matter. What was sent isn't said again."""
    found = json.loads(error.json(include_url=False, include_context=False, include_input=False))
    if any(one["type"] == "json_invalid" for one in found):
        return Trouble(400, "requests.unreadable")
    problems: list[dict[str, Any]] = [
        {"at": ".".join(map(str, one["loc"])), "why": one["type"]} for one in found
    ]
    return Trouble(422, "requests.invalid", facts={"problems": problems})

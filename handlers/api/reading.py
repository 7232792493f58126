"""From a request to what a route asks for. Raises `Trouble` for what can't be read."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar

from aiohttp import web
from pydantic import ValidationError

from domain.errors import Refusal

from ..bodies import Unread, read_body
from ..uploads import form_of
from .problems import STATUSES, Trouble
from .schema import Asked, largest

MOST_BYTES = 64 * 1024
BODY_SECONDS = 10.0
# A picture comes from a workshop with weak signal too.
FORM_SECONDS = 60.0
KEY = "Idempotency-Key"
# A UUID, or whatever else the client draws.
KEY_PATTERN = "[A-Za-z0-9_.:-]{8,64}"
_KEY = re.compile(KEY_PATTERN)
M = TypeVar("M", bound=Asked)
_NUMBER = re.compile(r"[1-9][0-9]{0,15}")


def asked_in_query(asks: type[M], request: web.Request) -> M:
    """What comes twice says nothing."""
    if len(request.query) != len(set(request.query)):
        raise Trouble(422, "requests.invalid", facts={"problems": []})
    with _validating():
        return asks.model_validate_strings(dict(request.query))


async def asked_in_json(asks: type[M], request: web.Request) -> tuple[M, bytes]:
    """The body as the model, and its bytes."""
    if request.body_exists and request.content_type != "application/json":
        raise Trouble(415, "requests.not_json")
    with _unread():
        raw = await read_body(request, MOST_BYTES, BODY_SECONDS)
    with _validating():
        return asks.model_validate_json(raw) if raw or asks.model_fields else asks(), raw


@asynccontextmanager
async def asked_in_form(
    asks: type[M], request: web.Request, most: int, too_large: Refusal
) -> AsyncIterator[M]:
    """The fields of a form with files, which are gone afterwards; `too_large` says that it has over `most` bytes."""
    if request.content_type != "multipart/form-data":
        raise Trouble(415, "requests.not_form_data")
    with _unread(too_large):
        async with form_of(request, most, FORM_SECONDS) as fields:
            with _validating():
                single = {name: values[0] if len(values) == 1 else values for name, values in fields.items()}
                found = asks.model_validate(single)
            yield found


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


def path_of(request: web.Request) -> dict[str, int]:
    """The numbers of the address. One that can't be anybody's is not found."""
    return {name: _number(text, largest(name)) for name, text in request.match_info.items()}


def _number(text: str, most: int) -> int:
    if not _NUMBER.fullmatch(text) or int(text) > most:
        raise Trouble(404, "requests.unknown_path")
    return int(text)


@contextmanager
def _unread(too_large: Refusal | None = None) -> Iterator[None]:
    try:
        yield
    except Unread as unread:
        if too_large and unread.status == 413:
            raise too_large from None
        raise Trouble(unread.status, STATUSES[unread.status]) from None


@contextmanager
def _validating() -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        raise _invalid(error) from None


def _invalid(error: ValidationError) -> Trouble:
    """What is wrong where; not JSON at all is another matter. What was sent isn't said again."""
    found = json.loads(error.json(include_url=False, include_context=False, include_input=False))
    if any(one["type"] == "json_invalid" for one in found):
        return Trouble(400, "requests.unreadable")
    problems: list[dict[str, Any]] = [
        {"at": ".".join(map(str, one["loc"])), "why": one["type"]} for one in found
    ]
    return Trouble(422, "requests.invalid", facts={"problems": problems})

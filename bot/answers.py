"""What the platform answers: JSON with an error code or without, a file, or nothing that can be read."""

import json
from collections.abc import Mapping
from typing import Any

import aiohttp

LONGEST_ANSWER = 20 << 20
# The platform lets raw control characters through in strings. Made once: json.loads makes one for each such call.
DECODE = json.JSONDecoder(strict=False).decode


class PlatformError(Exception):
    """The platform's own error. `message` may name the address that is not allowed; `facts` are what else it says."""

    def __init__(self, code: int, message: str, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"{code} {message}")
        self.code = code
        self.message = message
        self.facts = facts or {}


class Unreached(Exception):
    """The platform did not take the call: no connection, or a server's error."""


class Unanswered(Exception):
    """The call went out and no answer that can be read came back; it may have been carried out."""


async def whole(answer: aiohttp.ClientResponse) -> bytes:
    plain = aiohttp.hdrs.CONTENT_ENCODING not in answer.headers
    if plain and answer.content_length is not None and answer.content_length <= LONGEST_ANSWER:
        return await answer.read()
    raw = bytearray()
    async for piece in answer.content.iter_chunked(1 << 16):
        raw += piece
        if len(raw) > LONGEST_ANSWER:
            raise Unanswered("answer too long")
    return bytes(raw)


def checked_bytes(raw: bytes) -> bytes:
    """Errors come as JSON even where a picture was asked for."""
    if raw[:64].lstrip().startswith(b"{"):
        checked_json(raw)
    return raw


def checked_json(raw: bytes) -> dict[str, Any]:
    return _checked(_read(raw))


def _read(raw: bytes) -> dict[str, Any]:
    try:
        found = DECODE(raw.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise Unanswered("not JSON") from None
    if not isinstance(found, dict):
        raise Unanswered("not an object")
    return found


def _checked(found: dict[str, Any]) -> dict[str, Any]:
    """Success may come without a code, and a code as a number or as text."""
    try:
        code = int(found.get("errcode") or 0)
    except (TypeError, ValueError, OverflowError):
        raise Unanswered("no code") from None
    if code:
        raise PlatformError(code, str(found.get("errmsg", "")), found)
    return found

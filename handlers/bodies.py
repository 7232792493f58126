"""Bodies of requests: capped in size and time, whoever sends them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError


class Unread(Exception):
    """The body isn't one that we take; `status` says why in HTTP's words."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


async def read_body(request: web.Request, most: int, seconds: float) -> bytes:
    """The whole body. Raises `Unread` when it is longer, slower or otherwise packed than it may be."""
    check_head(request, most)
    async with readable(seconds):
        return await _at_most(request, most)


def check_head(request: web.Request, most: int) -> None:
    """Raises `Unread` for what the headers alone tell."""
    if "Content-Encoding" in request.headers:
        raise Unread(415, "encoded")
    if (request.content_length or 0) > most:
        raise Unread(413, "too large")


@asynccontextmanager
async def readable(seconds: float) -> AsyncIterator[None]:
    """Reading within; raises `Unread` where nothing more comes in time, or what comes is broken."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise Unread(408, "too slow") from None
    except (web.RequestPayloadError, HttpProcessingError, ConnectionError):
        raise Unread(400, "broken") from None


async def _at_most(request: web.Request, most: int) -> bytes:
    parts = bytearray()
    async for chunk in request.content.iter_any():
        parts += chunk
        if len(parts) > most:
            raise Unread(413, "too large")
    return bytes(parts)

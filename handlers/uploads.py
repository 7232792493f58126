"""Forms with files (RFC 7578): what is sent waits on disk, and is gone when the request is over."""

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from aiohttp import BodyPartReader, MultipartReader, StreamReader, web

from .bodies import Unread, check_head, readable

IN_MEMORY = 256 * 1024
# A page of a queue with all its lines ticked has about fifty.
MOST_FIELDS = 200
# Between the parts and in their heads.
MOST_LINES = 5000
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent, whatever its name and kind are said to be."""

    file: IO[bytes]


# Texts as bytes; what comes several times is there several times.
Fields = dict[str, list[bytes | SentFile]]


class _FewLines:
    """A body for the reader of parts, which by itself goes on through any number of lines that begin no part."""

    def __init__(self, content: StreamReader) -> None:
        self._content = content
        self._left = MOST_LINES

    async def readline(self, **limits: Any) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise Unread(400, "too many lines")
        return await self._content.readline(**limits)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._content, name)


@asynccontextmanager
async def form_of(request: web.Request, most: int, seconds: float) -> AsyncIterator[Fields]:
    """The fields by name. Raises `Unread` for what is longer or slower than it may be, and for what is no form."""
    check_head(request, most)
    with ExitStack() as files:
        async with readable(seconds):
            fields = await _fields(request, most, files)
        yield fields


async def _fields(request: web.Request, most: int, files: ExitStack) -> Fields:
    fields: Fields = {}
    try:
        reader = MultipartReader(request.headers, cast(StreamReader, _FewLines(request.content)))
        for _ in range(MOST_FIELDS + 1):
            part = await reader.next()
            if part is None:
                return fields
            name, value = await _field(part, request, most, files)
            fields.setdefault(name, []).append(value)
    except (ValueError, LookupError, RuntimeError, AssertionError):  # parts that no client writes
        raise Unread(400, "no form") from None
    raise Unread(413, "too many fields")


async def _field(
    part: MultipartReader | BodyPartReader, request: web.Request, most: int, files: ExitStack
) -> tuple[str, bytes | SentFile]:
    if not isinstance(part, BodyPartReader) or not part.name:
        raise Unread(400, "a part without a name")
    file = files.enter_context(SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115  (closed with the request's others)
    while chunk := await part.read_chunk(CHUNK):
        if request.content.total_bytes > most:
            raise Unread(413, "too large")
        file.write(chunk)
    file.seek(0)
    return part.name, SentFile(file) if part.filename else file.read()

"""Forms with files (RFC 7578): what is sent waits on disk, and is gone when the request is over."""

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from aiohttp import BodyPartReader, MultipartReader, web

from .bodies import Unread, check_head, readable

IN_MEMORY = 256 * 1024
MOST_FIELDS = 20
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent, whatever its name and kind are said to be."""

    file: IO[bytes]


@asynccontextmanager
async def form_of(request: web.Request, most: int, seconds: float) -> AsyncIterator[dict[str, Any]]:
    """The fields by name: bytes, `SentFile`s, and lists of what came several times.

    Raises `Unread` for what is longer or slower than it may be, and for what is no form.
    """
    check_head(request, most)
    with ExitStack() as files:
        async with readable(seconds):
            fields = await _fields(request, most, files)
        yield {name: values[0] if len(values) == 1 else values for name, values in fields.items()}


async def _fields(request: web.Request, most: int, files: ExitStack) -> dict[str, list[Any]]:
    fields: dict[str, list[Any]] = {}
    try:
        reader = await request.multipart()
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

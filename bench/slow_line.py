"""A phone's line to a service: round trips, a width, and what a new connection costs before its first byte."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

PIECE = 1 << 14


@dataclass(frozen=True, slots=True)
class Line:
    """Seconds a round trip, bytes a second each way, and how many round trips open a connection."""

    round_trip: float
    down: float
    up: float
    opening: int


# What Lighthouse calls slow 4G; TCP takes one round trip and TLS 1.3 another.
SLOW_4G = Line(round_trip=0.150, down=1_600_000 / 8, up=750_000 / 8, opening=2)


@asynccontextmanager
async def slow_line(port: int, line: Line = SLOW_4G) -> AsyncIterator[int]:
    """The port behind which the service at `port` is reached by this line."""
    tasks: set[asyncio.Task[None]] = set()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        tasks.add(task)
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await _forward(reader, writer, port, line)
        writer.close()

    listening = await asyncio.start_server(take, "127.0.0.1", 0)
    try:
        yield int(listening.sockets[0].getsockname()[1])
    finally:
        listening.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, line: Line) -> None:
    await asyncio.sleep(line.opening * line.round_trip)
    ahead, behind = await asyncio.open_connection("127.0.0.1", port)
    try:
        await asyncio.gather(_pump(reader, behind, line, line.up), _pump(ahead, writer, line, line.down))
    finally:
        behind.close()


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter, line: Line, width: float) -> None:
    """Each piece goes out after half a round trip, and not before the pieces ahead of it are through."""
    clock = asyncio.get_running_loop().time
    free = 0.0
    while data := await source.read(PIECE):
        free = max(free, clock()) + len(data) / width
        await asyncio.sleep(max(0.0, free + line.round_trip / 2 - clock()))
        target.write(data)
        await target.drain()
    target.write_eof()

"""A way to PostgreSQL that can be cut without a word, as when a cable is pulled or a firewall forgets a connection."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit


class SilentProxy:
    """`url` leads through it. After `cut` nothing passes and nobody hears so; after `heal` new connections pass,
    but the old ones stay silent for good.
    """

    def __init__(self, database: str) -> None:
        parts = urlsplit(database)
        self._socket = f"{parse_qs(parts.query)['host'][0]}/.s.PGSQL.5432"
        self._name = parts.path
        self._is_cut = False
        self._round = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._ends: list[asyncio.StreamWriter] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"postgres://postgres:@127.0.0.1:{self.port}{self._name}"

    def cut(self) -> None:
        self._is_cut = True
        self._round += 1

    def heal(self) -> None:
        self._is_cut = False

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, forwarded while it belongs to the present round."""
        self._ends.append(writer)
        came_in = self._round
        while self._is_cut and came_in == self._round:
            if not await reader.read(1 << 16):
                return
        ahead, behind = await asyncio.open_unix_connection(self._socket)
        self._ends.append(behind)
        both = (self._pump(reader, behind, came_in), self._pump(ahead, writer, came_in))
        for pump in both:
            task = asyncio.create_task(pump)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Both ends of every connection."""
        for writer in self._ends:
            writer.transport.abort()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, came_in: int) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await source.read(1 << 16):
                if came_in == self._round:
                    target.write(data)
                    await target.drain()
        if came_in == self._round:
            target.close()


@asynccontextmanager
async def silent_proxy(database: str) -> AsyncIterator[SilentProxy]:
    """On a free port, before the PostgreSQL whose socket the address names."""
    proxy = SilentProxy(database)
    server = await asyncio.start_server(proxy.take, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        await proxy.close()

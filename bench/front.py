"""A proxy that asks the next machine when one doesn't answer, as docs/deploy/nginx.conf has it done."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

CONNECT_SECONDS, READ_SECONDS = 1.0, 2.0
# For which one may be asked in vain: error, timeout, http_502, http_503, http_504.
NEXT = (502, 503, 504)


class Front:
    """Takes turns at the machines; `seen` counts what each attempt came to."""

    def __init__(self, http: aiohttp.ClientSession, ports: Sequence[int]) -> None:
        self._http = http
        self._ports = list(ports)
        self._turn = 0
        self.seen: Counter[str] = Counter()

    async def ask(self, request: web.Request) -> web.Response:
        body = await request.read()
        status = 502
        for port in self._in_turn():
            try:
                url = f"http://127.0.0.1:{port}{request.path_qs}"
                async with self._http.request(request.method, url, data=body) as answer:
                    found, status = await answer.read(), answer.status
            except TimeoutError:
                status = 504
            except aiohttp.ClientError:
                status = 502
            else:
                if status not in NEXT:
                    self.seen["answered"] += 1
                    return web.Response(body=found, status=status, content_type=answer.content_type)
            self.seen[f"asked in vain: {status}"] += 1
        return web.Response(status=status)

    def _in_turn(self) -> list[int]:
        """Nobody is left alone for a failure (`max_fails=0`)."""
        self._turn += 1
        first = self._turn % len(self._ports)
        return self._ports[first:] + self._ports[:first]


@asynccontextmanager
async def front(ports: Sequence[int]) -> AsyncIterator[tuple[Front, int]]:
    """The proxy and the port where it listens."""
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=READ_SECONDS)
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as http:
        proxy = Front(http, ports)
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", proxy.ask)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield proxy, runner.addresses[0][1]
        finally:
            await runner.cleanup()

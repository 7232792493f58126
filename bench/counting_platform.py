"""A platform in a process of its own that counts what it is told: `python -m bench.counting_platform PORT`.

It takes every template message and remembers it by recipient and client id, so that a measurement can tell what
was lost and what came twice. `GET /counts` says how often each came; `seconds` is how long a call takes.
"""

import asyncio
import json
import sys
from collections import Counter

import uvloop
from aiohttp import web


class Platform:
    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.calls: Counter[str] = Counter()

    async def token(self, request: web.Request) -> web.Response:
        return web.json_response({"access_token": "bench", "expires_in": 7200})

    async def send(self, request: web.Request) -> web.Response:
        told = json.loads(await request.read())
        self.calls[f"{told['touser']} {told.get('client_msg_id', '')}"] += 1
        if self.seconds:
            await asyncio.sleep(self.seconds)
        return web.json_response({"errcode": 0, "errmsg": "ok", "msgid": self.calls.total()})

    async def counts(self, request: web.Request) -> web.Response:
        return web.json_response(self.calls)

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.post("/cgi-bin/stable_token", self.token),
                web.post("/cgi-bin/message/template/send", self.send),
                web.get("/counts", self.counts),
            ]
        )
        return app


async def serve(port: int, seconds: float) -> None:
    runner = web.AppRunner(Platform(seconds).app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    # The end of standard input is the word to stop.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), float(sys.argv[2])))

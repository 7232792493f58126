"""One server process: `bare` opens and seals messages, `service` is the chat, the phone pages and the API."""

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import uvloop
from aiohttp import web
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.replies import create_reply

from bench.delivering import SECRET
from bench.seed import APP
from bot.client import connected
from bot.envelope import Envelope
from bot.mini_program import MiniProgram
from bot.web_accounts import WebUser
from handlers.api import app as api
from handlers.gate import Gate
from handlers.pages import Setup
from handlers.seal import Seal
from jiangmiao import database as databases
from jiangmiao.app import leave_start_alone
from jiangmiao.web import web_app
from models import secrecy

TOKEN = "benchtoken"
MINI_APP = "wxbenchmini"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


def bare_app() -> web.Application:
    """What any handler must do: open, parse, seal an answer of the same length. It stores nothing."""
    crypto = WeChatCrypto(TOKEN, AES_KEY, APP)
    words = (
        "已记录，编号 1\n11月20日 周五 · 实操 1分钟（0.0学时） · 车床外圆加工 第100件\n"
        "今天共 1小时，还可记 10小时。等待P师傅确认。\n改：改 1 3小时　　撤：撤回 1"
    )

    async def receive(request: web.Request) -> web.Response:
        query = request.query
        xml = crypto.decrypt_message(
            await request.read(), query["msg_signature"], query["timestamp"], query["nonce"]
        )
        reply = create_reply(words, parse_message(xml))
        sealed = crypto.encrypt_message(reply.render(), query["nonce"], query["timestamp"])
        return web.Response(text=sealed, content_type="application/xml")

    app = web.Application()
    app.add_routes([web.post("/wechat", receive)])
    return app


async def serve(kind: str, port: int, database: str) -> None:
    leave_start_alone()
    secrecy.use(SECRET)
    if kind == "bare":
        await _listen(bare_app(), port)
        return
    async with databases.opened(database), connected("http://127.0.0.1", MINI_APP, "", _now) as client:
        gate = Gate(databases.callbacks_at_once(database))
        pages = Setup(APP, Seal([SECRET]), "http://127.0.0.1/", user_of=_nobody, secure=False)
        mini = api.Setup(MiniProgram(client), Seal([SECRET]))
        app = web_app(Envelope(APP, TOKEN, (AES_KEY,)), _now, gate=gate, phone_pages=pages, mini=mini)
        await _listen(app, port)


def _now() -> datetime:
    return datetime.now(UTC)


async def _nobody(code: str) -> WebUser:
    """Whoever is measured comes with a session."""
    return WebUser("")


async def _listen(app: web.Application, port: int) -> None:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, reuse_port=True).start()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    kind, port, cpu, database = sys.argv[1:5]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {int(cpu)})
    if profile := os.environ.get("BENCH_PROFILE"):
        import cProfile

        profiler = cProfile.Profile()
        profiler.enable()
        uvloop.run(serve(kind, int(port), database))
        profiler.disable()
        profiler.dump_stats(Path(profile))
    else:
        uvloop.run(serve(kind, int(port), database))

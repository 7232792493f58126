"""GET|POST /wechat: the platform's callback. Nothing on this path waits for the network."""

import asyncio
from functools import partial

import structlog
from aiohttp import web
from prometheus_client import Counter, Histogram

from bot.envelope import Forged
from bot.message import Malformed
from usecases.receive_message import NotNow

from .bodies import Unread, read_body
from .gate import Full, Gone
from .keys import BODY_TIME, CLOCK, DISPATCH, ENVELOPE, GATE

MOST_BYTES = 64 * 1024
# The platform gives up after five seconds itself.
BODY_SECONDS = 5.0
ANSWER_SECONDS = 4.5
routes = web.RouteTableDef()
log = structlog.get_logger("callback")

ANSWERED = Histogram(
    "jiangmiao_callback_seconds",
    "Time to answer a callback",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
SHED = Counter(
    "jiangmiao_callback_shed_total",
    "Callbacks asked to come again, because no answer in time was possible",
    ["why"],
)
REFUSED = Counter("jiangmiao_callback_refused_total", "Callbacks refused before anything was stored", ["why"])


@routes.get("/wechat")
async def check_address(request: web.Request) -> web.Response:
    """The platform asks whether this address is ours."""
    try:
        return web.Response(text=request.app[ENVELOPE].echo(request.query, request.app[CLOCK]()))
    except Forged as forged:
        return _refuse(403, str(forged))


@routes.post("/wechat")
async def receive(request: web.Request) -> web.Response:
    """One message or event; the answer goes back in the response."""
    gate = request.app[GATE]
    if gate.full:
        return _shed("full")
    now = request.app[CLOCK]()
    envelope = request.app[ENVELOPE]
    try:
        # Strangers are turned away before they can make us wait for a body.
        envelope.check_query(request.query, now)
        body = await read_body(request, MOST_BYTES, request.app[BODY_TIME])
        opened = envelope.open(request.query, body, now)
    except Forged as forged:
        return _refuse(403, str(forged))
    except Malformed:
        return _refuse(400, "malformed")
    except Unread as unread:
        return _refuse(unread.status, str(unread))
    try:
        with ANSWERED.time():
            async with asyncio.timeout(ANSWER_SECONDS), gate.place(partial(_gone, request)):
                answer = await request.app[DISPATCH].answer(opened.message, now=now)
    except (Full, Gone) as left:
        return _shed(type(left).__name__.lower())
    except (NotNow, TimeoutError) as away:
        log.error("callback.not_now", why=str(away) or "timeout")
        return web.Response(status=503)
    return web.Response(text=envelope.seal(opened, answer, now), content_type="application/xml")


def _gone(request: web.Request) -> bool:
    """Whether whoever asked has hung up."""
    return request.transport is None or request.transport.is_closing()


def _shed(why: str) -> web.Response:
    """Counted and not logged: there may be thousands a second, and each must cost next to nothing."""
    SHED.labels(why=why).inc()
    return web.Response(status=503)


def _refuse(status: int, why: str) -> web.Response:
    REFUSED.labels(why=why if status == 403 else str(status)).inc()
    log.warning("callback.refused", status=status, why=why)
    return web.Response(status=status)

"""GET|POST /wechat: the platform's callback. Nothing on this path waits for the network."""

import structlog
from aiohttp import web
from prometheus_client import Counter, Histogram

from bot.envelope import Forged
from bot.message import Malformed

from .keys import CLOCK, DISPATCH, ENVELOPE

MOST_BYTES = 64 * 1024
routes = web.RouteTableDef()
log = structlog.get_logger("callback")

ANSWERED = Histogram(
    "jiangmiao_callback_seconds",
    "Time to answer a callback",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
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
    body = await _body(request)
    if body is None:
        return _refuse(413, "too large")
    now = request.app[CLOCK]()
    envelope = request.app[ENVELOPE]
    try:
        opened = envelope.open(request.query, body, now)
    except Forged as forged:
        return _refuse(403, str(forged))
    except Malformed:
        return _refuse(400, "malformed")
    with ANSWERED.time():
        answer = await request.app[DISPATCH].answer(opened.message, now=now)
    return web.Response(text=envelope.seal(opened, answer, now), content_type="application/xml")


async def _body(request: web.Request) -> bytes | None:
    """The whole body, or None when it is longer than any callback of the platform."""
    if (request.content_length or 0) > MOST_BYTES:
        return None
    parts = bytearray()
    async for chunk in request.content.iter_any():
        parts += chunk
        if len(parts) > MOST_BYTES:
            return None
    return bytes(parts)


def _refuse(status: int, why: str) -> web.Response:
    REFUSED.labels(why=why if status == 403 else str(status)).inc()
    log.warning("callback.refused", status=status, why=why)
    return web.Response(status=status)

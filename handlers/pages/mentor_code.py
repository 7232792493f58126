"""GET /m/mentor/{code}: the QR that a mentor shows to apprentices."""

import asyncio

import aiohttp_jinja2
import structlog
from aiohttp import web

from bot.answers import PlatformError, Unanswered, Unreached
from usecases.mentor_code import mentor_picture

from ..keys import CLOCK, SCENE_URL
from .qr import qr_picture

routes = web.RouteTableDef()
log = structlog.get_logger("pages")


@routes.get("/m/mentor/{code:[0-9A-Za-z]{8}}")
async def show(request: web.Request) -> web.Response:
    """The picture with the mentor's name; without the platform, what to do instead."""
    code = request.match_info["code"]
    try:
        found = await mentor_picture(code, request.app[SCENE_URL], now=request.app[CLOCK]())
    except (PlatformError, Unanswered, Unreached) as why:
        log.warning("mentor_code.no_picture", why=str(why))
        return _page(request, 503, code=code.upper())
    if found is None:
        return _page(request, 404)
    picture = await asyncio.to_thread(qr_picture, found.content)
    return _page(request, 200, code=found.code, surname=found.mentor[:1], picture=picture, until=found.until)


def _page(request: web.Request, status: int, **facts: object) -> web.Response:
    answer = aiohttp_jinja2.render_template("mentor_code.html", request, facts, status=status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    return answer

"""GET /m/mentor/{code}: the QR that a mentor shows to apprentices."""

import asyncio
import base64
import io

import aiohttp_jinja2
import qrcode
import structlog
from aiohttp import web
from qrcode.constants import ERROR_CORRECT_M

from bot.answers import PlatformError, Unanswered, Unreached
from usecases.mentor_code import mentor_picture

from ..keys import CLOCK, SCENE_URL

QUIET_MODULES = 4
MODULE_PIXELS = 8
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
    picture = await asyncio.to_thread(_picture, found.content)
    return _page(request, 200, code=found.code, surname=found.mentor[:1], picture=picture, until=found.until)


def _page(request: web.Request, status: int, **facts: object) -> web.Response:
    answer = aiohttp_jinja2.render_template("mentor_code.html", request, facts, status=status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    return answer


def _picture(content: str) -> str:
    """A PNG as a data address, so that the page is whole in one answer and the picture can be kept."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=MODULE_PIXELS, border=QUIET_MODULES)
    code.add_data(content)
    code.make(fit=True)
    file = io.BytesIO()
    code.make_image().get_image().convert("1").save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"

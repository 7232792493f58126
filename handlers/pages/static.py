"""The pages' stylesheet and script, which browsers keep under the version in their address."""

from functools import cache

from aiohttp import web

from .visit import STATIC

TYPES = {"app.css": "text/css", "app.js": "text/javascript"}
routes = web.RouteTableDef()


@routes.get("/m/static/{name}")
async def send(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    if name not in TYPES:
        raise web.HTTPNotFound
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return web.Response(text=_text(name), content_type=TYPES[name], headers=headers)


@cache
def _text(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")

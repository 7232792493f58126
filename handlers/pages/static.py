"""The pages' script, which browsers keep under the version in its address."""

from aiohttp import web

from .looks import SCRIPT, script

HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
routes = web.RouteTableDef()


@routes.get("/m/static/{name}")
async def send(request: web.Request) -> web.Response:
    if request.match_info["name"] != SCRIPT:
        raise web.HTTPNotFound
    answer = web.Response(text=script(), content_type="text/javascript", headers=HEADERS)
    answer.enable_compression()
    return answer

"""What operators and load balancers ask."""

import hmac

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from .keys import METRICS_TOKEN, READINESS

# Told, but no reason to send people to another machine.
NOTED = {"checkpoints"}

routes = web.RouteTableDef()


@routes.get("/healthz")
async def alive(_request: web.Request) -> web.Response:
    """The process answers."""
    return web.json_response({"status": "ok"})


@routes.get("/readyz")
async def ready(request: web.Request) -> web.Response:
    """Whether every part works: 200, or 503 with what is wrong."""
    parts = await request.app[READINESS]()
    well = not any(why for name, why in parts.items() if name not in NOTED)
    body = {
        "status": "ok" if well else "unavailable",
        "parts": {name: why or "ok" for name, why in parts.items()},
    }
    return web.json_response(body, status=200 if well else 503)


@routes.get("/metrics")
async def metrics(request: web.Request) -> web.Response:
    """Prometheus text; with JIANGMIAO_METRICS_TOKEN set, only for its bearer."""
    token = request.app[METRICS_TOKEN]
    # Bytes that are no text come as halves of surrogate pairs.
    given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
    if token and not hmac.compare_digest(given, f"Bearer {token}".encode()):
        return web.Response(status=401)
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

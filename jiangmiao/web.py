"""The HTTP application: handlers with what they need."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from aiohttp import web

from bot.dispatch import Dispatch
from bot.envelope import Envelope
from handlers import callback, health
from handlers.keys import CLOCK, DISPATCH, ENVELOPE, METRICS_TOKEN, READINESS


async def _always_ready() -> dict[str, str]:
    return {}


def web_app(
    envelope: Envelope,
    clock: Callable[[], datetime],
    *,
    dispatch: Dispatch | None = None,
    readiness: Callable[[], Awaitable[dict[str, str]]] = _always_ready,
    metrics_token: str = "",
) -> web.Application:
    """Routes over an opened database."""
    app = web.Application()
    app[ENVELOPE] = envelope
    app[CLOCK] = clock
    app[DISPATCH] = dispatch or Dispatch()
    app[READINESS] = readiness
    app[METRICS_TOKEN] = metrics_token
    app.add_routes([*callback.routes, *health.routes])
    return app

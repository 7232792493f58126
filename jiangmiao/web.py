"""The HTTP application: handlers with what they need."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.dispatch import Dispatch
from bot.envelope import Envelope
from domain.networks import Network
from handlers import callback, framing, health, issuer, pages, templating, verify
from handlers.api import app as api
from handlers.gate import Gate
from handlers.keys import (
    BODY_TIME,
    CERTIFICATES,
    CLOCK,
    DISPATCH,
    ENVELOPE,
    GATE,
    METRICS_TOKEN,
    READINESS,
    SCENE_URL,
)
from handlers.pages import mentor_code
from usecases.certificate_files import CertificateFiles
from usecases.mentor_code import SceneUrl

KEEPALIVE_SECONDS = 75
# How long the rest of a body that was refused may go on coming.
LINGERING_SECONDS = 2.0
# No client of ours packs its requests, and unpacking is work for whoever sends junk.
SERVER: dict[str, Any] = {
    "keepalive_timeout": KEEPALIVE_SECONDS,
    "lingering_time": LINGERING_SECONDS,
    "auto_decompress": False,
}


async def _always_ready() -> dict[str, str]:
    return {}


def web_app(
    envelope: Envelope,
    clock: Callable[[], datetime],
    *,
    dispatch: Dispatch | None = None,
    readiness: Callable[[], Awaitable[dict[str, str]]] = _always_ready,
    metrics_token: str = "",
    body_seconds: float = callback.BODY_SECONDS,
    scene_url: SceneUrl | None = None,
    trusted_proxies: Sequence[Network] = (),
    certificates: CertificateFiles | None = None,
    phone_pages: pages.Setup | None = None,
    gate: Gate | None = None,
    mini: api.Setup | None = None,
) -> web.Application:
    """Routes over an opened database; pages with QR pictures only where `scene_url` can ask for them.

    The API is there where there is a mini-program.
    """
    app = web.Application()
    app[ENVELOPE] = envelope
    app[CLOCK] = clock
    app[DISPATCH] = dispatch or Dispatch()
    app[GATE] = gate or Gate()
    app[READINESS] = readiness
    app[METRICS_TOKEN] = metrics_token
    app[BODY_TIME] = body_seconds
    app[CERTIFICATES] = certificates
    app.add_routes([*callback.routes, *health.routes, *issuer.routes])
    templating.set_up(app)
    verify.set_up(app, trusted_proxies)
    if scene_url:
        app[SCENE_URL] = scene_url
        app.add_routes(mentor_code.routes)
    if phone_pages:
        pages.set_up(app, phone_pages)
        framing.allow(app, phone_pages.sandbox_url)
    if mini:
        api.set_up(app, mini, trusted_proxies)
    return app

"""The platform's API: every endpoint, behind one gate."""

from functools import partial
from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.platform import (
    custom,
    mass,
    media,
    menu,
    misc,
    oauth,
    people,
    qr,
    subscribe,
    tags,
    template,
    token,
)
from sandbox.platform.gate import Gate, Table

if TYPE_CHECKING:
    from sandbox.server import Sandbox

__all__ = ["routes"]


def routes(sandbox: "Sandbox") -> list[web.RouteDef]:
    """All API paths through the gate, and the two pages that live on other hosts of the platform."""
    modules = (token, custom, template, subscribe, mass, qr, menu, media, people, tags, oauth, misc)
    gate = Gate(sandbox, Table.joined(module.table for module in modules))
    return [
        web.get("/cgi-bin/showqrcode", partial(qr.show, sandbox)),
        web.get("/connect/oauth2/authorize", partial(oauth.authorize, sandbox)),
        *(web.route("*", f"/{root}/{{rest:.*}}", gate.handle) for root in ("cgi-bin", "sns", "wxa")),
    ]

"""All routes of the API, joined to the application."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from aiohttp import web

from bot.mini_program import MiniProgram
from domain.networks import Network

from ..client_address import client_address
from ..seal import Seal
from . import docs
from .answers import respond
from .limits import Limits
from .problems import Trouble
from .routing import PREFIX
from .serving import TOOLS, Tools, handler_of
from .table import API

_PLACE = re.compile(r"\{[a-z]+\}")


@dataclass(frozen=True, slots=True)
class Setup:
    """The mini-program that signs in here, the folder of evidence, and how often anybody may ask."""

    mini: MiniProgram
    seal: Seal
    # Ids of its subscription messages by their names.
    templates: Mapping[str, str] = field(default_factory=dict)
    files: Path = Path("files")
    limits: Limits = field(default_factory=Limits.usual)


def set_up(app: web.Application, setup: Setup, trusted_proxies: Sequence[Network]) -> None:
    """Routes, and an answer in the API's own words for addresses that don't exist."""
    app[TOOLS] = Tools(
        setup.mini,
        setup.seal,
        setup.templates,
        setup.files,
        setup.limits,
        partial(client_address, trusted=trusted_proxies),
    )
    app.add_routes(docs.routes)
    for route in API.routes:
        app.router.add_route(route.method, PREFIX + route.path, handler_of(route))
    app.router.add_route("*", PREFIX + "/{rest:.*}", _nowhere)


async def _nowhere(request: web.Request) -> web.StreamResponse:
    """404, or 405 with the methods that the address has."""
    rest = "/" + request.match_info["rest"]
    allowed = sorted({route.method for route in API.routes if _matches(route.path, rest)})
    if not allowed:
        return respond(request, Trouble(404, "requests.unknown_path").said())
    return respond(request, Trouble(405, "requests.wrong_method").said(), {"Allow": ", ".join(allowed)})


def _matches(pattern: str, path: str) -> bool:
    return re.fullmatch(_PLACE.sub("[^/]+", pattern), path) is not None

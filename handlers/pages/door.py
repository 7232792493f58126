"""The pages' table of routes, and what is asked before any of them answers."""

import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

import structlog
from aiohttp import web

from domain.errors import Refusal
from domain.roles import Role

from .. import forms, session
from ..keys import CLOCK
from .sign_in import send_to_sign_in
from .visit import HEADERS, SETUP, Visit, page

# What a form does, behind the path of the page that shows it.
OF_A_PAGE = re.compile(
    "/(care|confirm|undo|return|withdraw|amend|dispute|press|reminders|acknowledge|close|strike)$"
)
Handler = Callable[[Visit], Awaitable[web.Response]]
log = structlog.get_logger("pages")
# Not told apart: an object of another person, and one that does not exist.
HIDDEN = {"signing.not_yours", "hours.no_such_entry", "notices.unknown", "lessons.unknown"}


@dataclass(frozen=True)
class Page:
    """A route, and the roles of which a visitor needs one; none: whoever is bound."""

    method: str
    path: str
    roles: tuple[Role, ...]
    handler: Handler
    again: Handler | None


class Pages:
    """The routes of one module."""

    def __init__(self) -> None:
        self.table: list[Page] = []

    def get(self, path: str, *roles: Role) -> Callable[[Handler], Handler]:
        return self._add("GET", path, roles, None)

    def post(self, path: str, *roles: Role, again: Handler | None = None) -> Callable[[Handler], Handler]:
        """`again` shows the page of the form once more with what a rule refused."""
        return self._add("POST", path, roles, again)

    def _add(
        self, method: str, path: str, roles: tuple[Role, ...], again: Handler | None
    ) -> Callable[[Handler], Handler]:
        def added(handler: Handler) -> Handler:
            self.table.append(Page(method, path, roles, handler, again))
            return handler

        return added

    def routes(self) -> list[web.RouteDef]:
        return [web.route(found.method, found.path, partial(enter, found)) for found in self.table]


async def enter(found: Page, request: web.Request) -> web.Response:
    """Answer as the page does, or say why not. What goes wrong with us is logged under an id the person reads."""
    number = secrets.token_hex(5)
    try:
        return await _enter(found, request, number)
    except web.HTTPException as answer:
        answer.headers.update(HEADERS)
        raise
    except Exception:
        log.exception("page.failed", request=number, path=found.path)
        return page(request, "page_failed.html", 500, {"number": number})


async def _enter(found: Page, request: web.Request, number: str) -> web.Response:
    setup, now = request.app[SETUP], request.app[CLOCK]()
    held = session.read(request, setup.seal, now)
    visitor = await session.visitor_of(held, number) if held else None
    if held is None or visitor is None:
        return send_to_sign_in(request) if found.method == "GET" else _over(request)
    form = forms.blank() if found.method == "GET" else await forms.read(request)
    visit = Visit(request, visitor.actor, held, form, now)
    if found.roles and not any(visitor.actor.is_a(role) for role in found.roles):
        return visit.page("page_not_yours.html", status=403, wanted=found.roles)
    if found.method != "GET" and not forms.is_ours(request, form, held.owner, setup.seal):
        return _over(request)
    return await _answer(found, visit)


async def _answer(found: Page, visit: Visit) -> web.Response:
    """Where a rule refuses, the page of the form says so; where that page is refused too, a page of its own."""
    try:
        return await found.handler(visit)
    except Refusal as refusal:
        if found.again is None or refusal.code in HIDDEN:
            return _refused(visit, refusal)
        refused = visit.refusing(refusal)
    try:
        return await found.again(refused)
    except Refusal as refusal:
        return _refused(visit, refusal)


def _refused(visit: Visit, refusal: Refusal) -> web.Response:
    if refusal.code in HIDDEN:
        return visit.page("page_missing.html", status=404)
    return visit.refusing(refusal).page("page_refused.html")


def _over(request: web.Request) -> web.Response:
    """The sign-in is over, or the form is not of this sign-in: nothing was done."""
    back = OF_A_PAGE.sub("", request.path)
    return page(request, "page_over.html", 403, {"back": back})

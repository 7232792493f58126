"""The pages' table of routes, and what is asked before any of them answers."""

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
from .sent_form import over, with_form
from .sign_in import send_to_sign_in
from .visit import SETUP, Visit, page, too_many

Handler = Callable[[Visit], Awaitable[web.StreamResponse]]
log = structlog.get_logger("pages")
# Not told apart: an object of another person, and one that does not exist.
HIDDEN = {"signing.not_yours", "hours.no_such_entry", "notices.unknown", "evidence.gone", "lessons.unknown"}


@dataclass(frozen=True)
class Page:
    """A route, and the roles of which a visitor needs one; none: whoever is bound.

    `most`: the bytes of its form, where it takes files.
    """

    method: str
    path: str
    roles: tuple[Role, ...]
    handler: Handler
    again: Handler | None
    most: int = 0


class Pages:
    """The routes of one module."""

    def __init__(self) -> None:
        self.table: list[Page] = []

    def get(self, path: str, *roles: Role) -> Callable[[Handler], Handler]:
        return self._add("GET", path, roles, None)

    def post(
        self, path: str, *roles: Role, again: Handler | None = None, most: int = 0
    ) -> Callable[[Handler], Handler]:
        """`again` shows the page of the form once more with what a rule refused."""
        return self._add("POST", path, roles, again, most)

    def _add(
        self, method: str, path: str, roles: tuple[Role, ...], again: Handler | None, most: int = 0
    ) -> Callable[[Handler], Handler]:
        def added(handler: Handler) -> Handler:
            self.table.append(Page(method, path, roles, handler, again, most))
            return handler

        return added

    def routes(self) -> list[web.RouteDef]:
        return [web.route(found.method, found.path, partial(enter, found)) for found in self.table]


async def enter(found: Page, request: web.Request) -> web.StreamResponse:
    """Answer as the page does, or say why not. What goes wrong with us is logged under an id the person reads."""
    number = secrets.token_hex(5)
    try:
        return await _enter(found, request, number)
    except web.HTTPException as answer:
        return page(request, "page_unread.html", answer.status, {})
    except Exception:
        log.exception("page.failed", request=number, path=found.path)
        return page(request, "page_failed.html", 500, {"number": number})


async def _enter(found: Page, request: web.Request, number: str) -> web.StreamResponse:
    if forms.UNWRITABLE.search(request.query_string):
        raise web.HTTPBadRequest
    setup, now = request.app[SETUP], request.app[CLOCK]()
    held = session.read(request, setup.seal, now)
    if held and (seconds := setup.limits.opened.draw(str(held.person), now)):
        return too_many(request, seconds)
    visitor = await session.visitor_of(held, number) if held else None
    if held is None or visitor is None:
        return send_to_sign_in(request) if found.method == "GET" else over(request)
    visit = Visit(request, visitor.actor, held, forms.blank(), now, larger=visitor.larger_type)
    if found.roles and not any(visitor.actor.is_a(role) for role in found.roles):
        return visit.page("page_not_yours.html", status=403, wanted=found.roles)
    return await (_answer(found, visit) if found.method == "GET" else _write(found, visit))


async def _write(found: Page, visit: Visit) -> web.StreamResponse:
    """What a form asks for, if it is one of ours and not one of too many."""
    try:
        async with with_form(visit, found.most) as sent:
            return await _answer(found, sent) if isinstance(sent, Visit) else sent
    except Refusal as refusal:
        return await _again(found, visit, refusal)


async def _answer(found: Page, visit: Visit) -> web.StreamResponse:
    try:
        return await found.handler(visit)
    except Refusal as refusal:
        return await _again(found, visit, refusal)


async def _again(found: Page, visit: Visit, refusal: Refusal) -> web.StreamResponse:
    """Where a rule refuses, the page of the form says so; where that page is refused too, a page of its own."""
    if found.again is None or refusal.code in HIDDEN:
        return _refused(visit, refusal)
    try:
        return await found.again(visit.refusing(refusal))
    except Refusal as other:
        return _refused(visit, other)


def _refused(visit: Visit, refusal: Refusal) -> web.Response:
    if refusal.code in HIDDEN:
        return visit.page("page_missing.html", status=404)
    return visit.refusing(refusal).page("page_refused.html")

"""/m/certificates, /m/deadlines, /m/apprentices: what a person only looks at."""

from aiohttp import web

from domain.roles import Role
from usecases.deadlines_of import deadlines_of
from usecases.list_apprentices import list_apprentices
from usecases.list_certificates import list_certificates

from .door import Pages
from .visit import Visit

pages = Pages()
MOST_DEADLINES = 30
MOST_PAGES = 99_999


@pages.get("/m/certificates")
async def certificates(visit: Visit) -> web.StreamResponse:
    return visit.page("certificates.html", certificates=await list_certificates(visit.actor))


@pages.get("/m/deadlines")
async def deadlines(visit: Visit) -> web.StreamResponse:
    return visit.page("deadlines.html", lines=await deadlines_of(visit.actor, MOST_DEADLINES, now=visit.now))


@pages.get("/m/apprentices", Role.MENTOR, Role.TEACHER)
async def apprentices(visit: Visit) -> web.StreamResponse:
    """With their pace."""
    page = min(max(visit.number("page", 1), 1), MOST_PAGES)
    return visit.page("apprentices.html", found=await list_apprentices(visit.actor, page=page, now=visit.now))

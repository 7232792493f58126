"""/m/: the page a person most likely wants."""

from aiohttp import web

from domain.roles import Role

from .door import Pages
from .visit import Visit, to

pages = Pages()
FIRST = {Role.MENTOR: "/m/queue", Role.APPRENTICE: "/m/today", Role.TEACHER: "/m/class"}


@pages.get("/m/")
async def go(visit: Visit) -> web.StreamResponse:
    found = (path for role, path in FIRST.items() if visit.actor.is_a(role))
    return to(next(found, "/m/me"))

"""/m/progress: how far an apprentice's agreements have come."""

from aiohttp import web

from domain.roles import Role
from texts import replies_progress
from usecases.show_progress import show_progress

from .door import Pages
from .visit import Visit

pages = Pages()
SHOWN = 2


@pages.get("/m/progress", Role.APPRENTICE)
async def show(visit: Visit) -> web.Response:
    trainings = await show_progress(visit.actor, now=visit.now)
    told = [(one, replies_progress.outlook(one)) for one in trainings[:SHOWN]]
    return visit.page("progress.html", trainings=told, older=len(trainings) - len(told))

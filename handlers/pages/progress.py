"""/m/progress: how far an apprentice's agreements have come, and what the next grade still asks for."""

from aiohttp import web

from domain.roles import Role
from texts import pages_grades, replies_progress
from usecases.show_grades import show_grades
from usecases.show_progress import show_progress

from .door import Pages
from .visit import Visit

pages = Pages()
SHOWN = 2


@pages.get("/m/progress", Role.APPRENTICE)
async def show(visit: Visit) -> web.StreamResponse:
    trainings = await show_progress(visit.actor, now=visit.now)
    told = [(one, replies_progress.outlook(one)) for one in trainings[:SHOWN]]
    ladder = pages_grades.ladder(await show_grades(visit.actor, now=visit.now))
    return visit.page("progress.html", trainings=told, older=len(trainings) - len(told), ladder=ladder)

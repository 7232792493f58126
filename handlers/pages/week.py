"""/m/week: 本周无训练, with a reason."""

from aiohttp import web

from domain.form_refusals import FieldMissing
from domain.roles import Role
from texts import on_page
from usecases.close_week import close_week
from usecases.look_at_week import look_at_week

from .door import Pages
from .visit import Visit, to

pages = Pages()
WEEKS = (0, 1)


@pages.get("/m/week", Role.APPRENTICE)
async def show(visit: Visit) -> web.StreamResponse:
    """This week and the last one, with what stands in the way of closing each."""
    weeks = [await look_at_week(visit.actor, now=visit.now, weeks_ago=ago) for ago in WEEKS]
    told = [(week, on_page.refused(week.obstacle) if week.obstacle else "") for week in weeks]
    return visit.page("week.html", weeks=told, said=visit.request.query.get("said", ""))


@pages.post("/m/week", Role.APPRENTICE, again=show)
async def close(visit: Visit) -> web.StreamResponse:
    """One of the two."""
    asked = visit.form.text("ago")
    if asked not in map(str, WEEKS):
        raise FieldMissing("day")
    await close_week(visit.actor, visit.form.text("why"), now=visit.now, weeks_ago=int(asked))
    return to("/m/week?said=closed")

"""/m/deputy: who confirms while a mentor is away, from today to a day."""

from datetime import date, timedelta

from aiohttp import web

from domain.deputies import LONGEST_DAYS
from domain.form_refusals import FieldMissing, FieldUnreadable
from domain.roles import Role
from usecases.appoint_deputy import appoint_deputy, end_deputy
from usecases.deputies import candidates, show_deputies

from .door import Pages
from .visit import Visit, to

pages = Pages()
# Of a longer list one searches by name.
SHOWN = 60


@pages.get("/m/deputy", Role.MENTOR)
async def show(visit: Visit) -> web.StreamResponse:
    deputies = await show_deputies(visit.actor, now=visit.now)
    asked = visit.request.query.get("name", "").strip()
    people = await candidates(visit.actor, asked, now=visit.now)
    return visit.page(
        "deputy.html",
        deputies=deputies,
        people=people[:SHOWN],
        more=len(people) - SHOWN,
        asked=asked,
        latest=visit.today + timedelta(days=LONGEST_DAYS - 1),
        said=visit.request.query.get("said", ""),
    )


@pages.post("/m/deputy", Role.MENTOR, again=show)
async def appoint(visit: Visit) -> web.StreamResponse:
    """A colleague, up to a day."""
    person_id, until = _person(visit), _until(visit)
    await appoint_deputy(visit.actor, person_id, until, ref=visit.ref, now=visit.now)
    return to("/m/deputy?said=appointed")


@pages.post("/m/deputy/end", Role.MENTOR, again=show)
async def end(visit: Visit) -> web.StreamResponse:
    """Confirm alone again before the day."""
    await end_deputy(visit.actor, now=visit.now)
    return to("/m/deputy?said=ended")


def _person(visit: Visit) -> int:
    text = visit.form.text("person")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise FieldMissing("deputy")
    return int(text)


def _until(visit: Visit) -> date:
    text = visit.form.text("until")
    if not text:
        raise FieldMissing("until")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FieldUnreadable("until") from None

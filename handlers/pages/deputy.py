"""/m/deputy: who confirms while a mentor is away, from a day to a day."""

from datetime import date, timedelta

from aiohttp import web

from domain.deputies import FARTHEST_DAYS, LONGEST_DAYS
from domain.form_refusals import FieldMissing, FieldUnreadable
from domain.roles import Role
from usecases.appoint_deputy import appoint_deputy
from usecases.deputies import candidates, show_deputies
from usecases.end_deputy import end_deputy

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
        longest=LONGEST_DAYS,
        farthest=FARTHEST_DAYS,
        latest_start=visit.today + timedelta(days=FARTHEST_DAYS),
        latest=visit.today + timedelta(days=FARTHEST_DAYS + LONGEST_DAYS - 1),
        said=visit.request.query.get("said", ""),
    )


@pages.post("/m/deputy", Role.MENTOR, again=show)
async def appoint(visit: Visit) -> web.StreamResponse:
    """A colleague, from a day to a day; without a first day from today on."""
    person_id = visit.form.number("person")
    if person_id is None:
        raise FieldMissing("deputy")
    since, until = _day(visit, "since"), _day(visit, "until")
    if until is None:
        raise FieldMissing("until")
    await appoint_deputy(visit.actor, person_id, until, since=since, ref=visit.ref, now=visit.now)
    return to("/m/deputy?said=appointed")


@pages.post("/m/deputy/end", Role.MENTOR, again=show)
async def end(visit: Visit) -> web.StreamResponse:
    """Confirm alone again before the day, or call off what is to come."""
    term = visit.form.number("term")
    if term is None:
        raise FieldMissing("deputy")
    await end_deputy(visit.actor, term_id=term, now=visit.now)
    return to("/m/deputy?said=ended")


def _day(visit: Visit, name: str) -> date | None:
    """None where nothing was filled in. Raises `FieldUnreadable`."""
    text = visit.form.text(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise FieldUnreadable(name) from None

"""/m/class: a teacher's class at a glance, whoever is farthest behind first; one student's page."""

import re
from datetime import date

from aiohttp import web

from domain.roles import Role
from usecases.class_intakes import Intake
from usecases.look_at_student import look_at_student
from usecases.show_class import ClassPage, list_classes, show_class

from .door import Pages
from .visit import Visit

pages = Pages()
KEY = re.compile(r"(-?[0-9]{1,4})\.([0-9]{1,9})", re.ASCII)
# So many classes stand above the students; the page of all of them has so many to a piece.
OFFERED, CLASSES = 6, 50
# Days without any theory that say why somebody is behind.
LONG_AGO = 14


@pages.get("/m/class", Role.TEACHER)
async def show(visit: Visit) -> web.Response:
    query = visit.request.query
    asked = _class(query.get("since", ""), query.get("occupation", ""))
    found = KEY.fullmatch(query.get("after", ""))
    after = (int(found[1]), int(found[2])) if found else None
    page = await show_class(visit.actor, asked, after=after, now=visit.now)
    return visit.page("class.html", found=page, offered=_offered(page), after=after, long_ago=LONG_AGO)


@pages.get("/m/class/others", Role.TEACHER)
async def others(visit: Visit) -> web.Response:
    """Every class of the actor's schools, to choose from."""
    asked = visit.request.query.get("page", "")
    page = int(asked) if re.fullmatch("[1-9][0-9]{0,3}", asked, re.ASCII) else 1
    intakes = await list_classes(visit.actor, now=visit.now)
    shown = intakes[(page - 1) * CLASSES : page * CLASSES]
    more = max(len(intakes) - page * CLASSES, 0)
    return visit.page("class_others.html", intakes=shown, page=page, more=more)


@pages.get(r"/m/class/{training:[0-9]{1,9}}", Role.TEACHER)
async def student(visit: Visit) -> web.Response:
    training = int(visit.request.match_info["training"])
    return visit.page("student.html", student=await look_at_student(visit.actor, training, now=visit.now))


def _offered(page: ClassPage) -> tuple[Intake, ...]:
    """All where they are few; else those that the teacher teaches, and the one that is shown."""
    if len(page.intakes) <= OFFERED:
        return page.intakes
    own = [one for one in page.intakes if one.own][:OFFERED]
    return tuple(own if page.shown in own or page.shown is None else [page.shown, *own])


def _class(since: str, occupation: str) -> tuple[str, date] | None:
    try:
        return occupation, date.fromisoformat(since)
    except ValueError:
        return None

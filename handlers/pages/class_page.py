"""/m/class: a teacher's class at a glance, whoever is farthest behind first; one student's page."""

import re
from datetime import date

from aiohttp import web

from domain.roles import Role
from usecases.look_at_student import look_at_student
from usecases.show_class import show_class

from .door import Pages
from .visit import Visit

pages = Pages()
KEY = re.compile(r"(-?[0-9]{1,4})\.([0-9]{1,9})", re.ASCII)


@pages.get("/m/class", Role.TEACHER)
async def show(visit: Visit) -> web.Response:
    query = visit.request.query
    asked = _class(query.get("since", ""), query.get("occupation", ""))
    found = KEY.fullmatch(query.get("after", ""))
    after = (int(found[1]), int(found[2])) if found else None
    return visit.page(
        "class.html", found=await show_class(visit.actor, asked, after=after, now=visit.now), after=after
    )


@pages.get(r"/m/class/{training:[0-9]{1,9}}", Role.TEACHER)
async def student(visit: Visit) -> web.Response:
    training = int(visit.request.match_info["training"])
    return visit.page("student.html", student=await look_at_student(visit.actor, training, now=visit.now))


def _class(since: str, occupation: str) -> tuple[str, date] | None:
    try:
        return occupation, date.fromisoformat(since)
    except ValueError:
        return None

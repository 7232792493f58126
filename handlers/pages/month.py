"""/m/month: an apprentice's month as a calendar."""

import re
from datetime import date, timedelta

from aiohttp import web

from domain.roles import Role
from usecases.look_at_month import look_at_month
from usecases.working_days import holidays

from .door import Pages
from .visit import Visit

pages = Pages()
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


@pages.get("/m/month", Role.APPRENTICE)
async def show(visit: Visit) -> web.StreamResponse:
    asked = MONTH.fullmatch(visit.request.query.get("of", ""))
    first = date(int(asked[1]), int(asked[2]), 1) if asked else visit.today.replace(day=1)
    month = await look_at_month(visit.actor, first, holidays(), today=visit.today)
    before = (first - timedelta(days=1)).strftime("%Y-%m")
    after = (first + timedelta(days=31)).strftime("%Y-%m")
    last = first.strftime("%Y-%m") >= visit.today.strftime("%Y-%m")
    return visit.page("month.html", month=month, first=first, before=before, after="" if last else after)

"""/m/today: an apprentice writes hours down."""

from dataclasses import replace
from datetime import date

from aiohttp import web

from domain.claims import Claim
from domain.form_refusals import FormUsed
from domain.roles import Role
from usecases.log_hours import Logged, log_hours
from usecases.look_at_day import look_at_day

from .. import forms
from .door import Pages
from .hours_form import claim_of, fill
from .visit import Visit, to

pages = Pages()
# Nobody was in training here before, and a day has others before it.
LONG_AGO = date(2000, 1, 1)


@pages.get("/m/today", Role.APPRENTICE)
async def show(visit: Visit) -> web.StreamResponse:
    return await _shown(visit)


async def _shown(visit: Visit, twice: int = 0) -> web.Response:
    asked = visit.form.text("day") or visit.request.query.get("day", "")
    day = await look_at_day(visit.actor, min(_day(asked) or visit.today, visit.today))
    usual = {"day": (day.day.isoformat(),), "category": (day.usual,)}
    visit = replace(visit, form=fill(visit.form, usual))
    number = visit.number("logged", 0)
    new = next((entry for entry in day.entries if entry.number == number), None)
    return visit.page("today.html", day=day, new=new, twice=twice)


@pages.post("/m/today", Role.APPRENTICE, again=show)
async def write(visit: Visit) -> web.StreamResponse:
    """One entry; the same form sent again answers with the entry that it made."""
    claim = claim_of(visit.form, visit.ref)
    again = bool(visit.form.text("again"))
    logged = await log_hours(visit.actor, claim, now=visit.now, again=again)
    if logged.twice:
        return await _shown(visit, twice=logged.number)
    if not _says(logged, claim):
        afresh = replace(visit, form=replace(visit.form, nonce=forms.blank().nonce))
        return await _refusing(afresh, FormUsed(logged.number))
    return to(f"/m/today?day={logged.day}&logged={logged.number}")


async def _refusing(visit: Visit, refusal: FormUsed) -> web.Response:
    return await _shown(visit.refusing(refusal))


def _says(logged: Logged, claim: Claim) -> bool:
    """Whether the entry that this form made is the one it asks for now."""
    names = ("day", "minutes", "starts", "ends", "category", "place", "content")
    return all(getattr(logged, name) == getattr(claim, name) for name in names)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found >= LONG_AGO else None

"""/m/entries/N: one entry's thread, and what its apprentice can do about it."""

from dataclasses import replace

from aiohttp import web

from domain.roles import Role
from usecases.amend_hours import Change, NothingChanged, amend_hours
from usecases.dispute_hours import dispute_hours
from usecases.look_at_day import look_at_day
from usecases.look_at_entry import look_at_entry
from usecases.press_mentor import press_mentor
from usecases.withdraw_hours import withdraw_hours

from .door import Pages
from .hours_form import claim_of, fill, filled
from .visit import Visit, to

pages = Pages()
ENTRY = r"/m/entries/{number:[0-9]{1,9}}"


@pages.get(ENTRY, Role.APPRENTICE)
async def show(visit: Visit) -> web.StreamResponse:
    thread = await look_at_entry(visit.actor, _number(visit), now=visit.now)
    return visit.page(
        "entry.html", thread=thread, entry=thread.entry, said=visit.request.query.get("said", "")
    )


@pages.post(f"{ENTRY}/withdraw", Role.APPRENTICE, again=show)
async def withdraw(visit: Visit) -> web.StreamResponse:
    await withdraw_hours(visit.actor, _number(visit), now=visit.now)
    return _back(visit, "withdrawn")


@pages.post(f"{ENTRY}/press", Role.APPRENTICE, again=show)
async def press(visit: Visit) -> web.StreamResponse:
    """催办, once a day; who comes again reads when that was."""
    pressed = await press_mentor(visit.actor, _number(visit), now=visit.now)
    return _back(visit, "pressed_before" if pressed.again else "pressed")


@pages.post(f"{ENTRY}/dispute", Role.APPRENTICE, again=show)
async def dispute(visit: Visit) -> web.StreamResponse:
    """申诉, with a reason. The same reason sent again reads the same answer; another one was not kept."""
    why = visit.form.text("why")
    disputed = await dispute_hours(visit.actor, _number(visit), why, now=visit.now)
    other = disputed.again and (disputed.settlement or disputed.reason != why)
    return _back(visit, "disputed_before" if other else "disputed")


@pages.get(f"{ENTRY}/amend", Role.APPRENTICE)
async def show_form(visit: Visit) -> web.StreamResponse:
    thread = await look_at_entry(visit.actor, _number(visit), now=visit.now)
    day = await look_at_day(visit.actor, thread.entry.day)
    visit = replace(visit, form=fill(visit.form, filled(thread.entry)))
    return visit.page("amend.html", entry=thread.entry, day=day)


@pages.post(f"{ENTRY}/amend", Role.APPRENTICE, again=show_form)
async def amend(visit: Visit) -> web.StreamResponse:
    """A new revision. The same form sent again changes nothing, and says so as the first time."""
    claim = claim_of(visit.form, visit.ref)
    change = Change(
        day=claim.day,
        minutes=claim.minutes,
        starts=claim.starts,
        ends=claim.ends,
        category=claim.category,
        place=claim.place,
        content=claim.content,
        reason=claim.reason,
    )
    try:
        await amend_hours(visit.actor, _number(visit), change, now=visit.now)
    except NothingChanged:
        thread = await look_at_entry(visit.actor, _number(visit), now=visit.now)
        if visit.form.text("revision") == str(thread.entry.revision):
            raise
    return _back(visit, "amended")


def _back(visit: Visit, said: str) -> web.Response:
    return to(f"/m/entries/{_number(visit)}?said={said}")


def _number(visit: Visit) -> int:
    return int(visit.request.match_info["number"])

"""/m/class/session: a teacher or a training base opens a lesson, shows its code, sees who scans it, strikes out."""

import asyncio
from dataclasses import replace

from aiohttp import web

from domain.form_refusals import FieldMissing, FieldUnreadable
from domain.lessons import Lesson, code_window, seconds_left, usual_times
from domain.roles import Role
from domain.teaching import LESSON_CATEGORIES
from texts import links
from texts.format import clock
from usecases.held_lesson import HeldLesson, list_lessons, look_at_lesson
from usecases.open_lesson import close_lesson, open_lesson
from usecases.strike_attendance import strike_attendance

from ..forms import ID_DIGITS
from . import attend
from .door import Pages
from .hours_form import day_of, fill, given, time_of
from .qr import qr_picture
from .visit import Visit, to

pages = Pages()
HOSTS = (Role.TEACHER, Role.ADMINISTRATOR)
LESSON = r"/m/class/session/{lesson:[0-9]{1,15}}"
# How often a page with a script looks who has come; a page without one, when the code changes.
LOOK_SECONDS = 4


@pages.get("/m/class/session", *HOSTS)
async def show(visit: Visit) -> web.Response:
    """The form, and the lessons before."""
    before = visit.number("before", 0, ID_DIGITS)
    found = await list_lessons(visit.actor, before=before)
    starts, ends = usual_times(visit.now)
    usual = {
        "day": (visit.today.isoformat(),),
        "starts": (clock(starts).rjust(5, "0"),),
        "ends": (clock(ends).rjust(5, "0"),),
        "category": (LESSON_CATEGORIES[0],),
        "organization": (str(found.hosts[0].organization_id),),
    }
    visit = replace(visit, form=fill(visit.form, usual))
    running = [] if before else [held for held in found.lines if _runs(held, visit)]
    return visit.page(
        "lessons.html", found=found, running=running, categories=LESSON_CATEGORIES, first=not before
    )


@pages.post("/m/class/session", *HOSTS, again=show)
async def begin(visit: Visit) -> web.Response:
    """The same form sent again leads to the lesson that it opened."""
    form = visit.form
    starts, ends = time_of(form, "starts"), time_of(form, "ends")
    if starts is None or ends is None:
        raise FieldMissing("starts" if starts is None else "ends")
    lesson = Lesson(
        day_of(form), starts, ends, given(form, "category"), given(form, "content"), form.text("place")
    )
    organization = form.number("organization")
    if organization is None:
        raise FieldUnreadable("organization")
    new = await open_lesson(visit.actor, organization, lesson, ref=visit.ref, now=visit.now)
    return to(f"/m/class/session/{new}")


@pages.get(LESSON, *HOSTS)
async def look(visit: Visit) -> web.Response:
    """The code of these seconds, as long as the lesson can be scanned, and who was there."""
    found = await look_at_lesson(visit.actor, _number(visit))
    held = found.held
    showing = not held.closed and held.lesson.scanned_from <= visit.now <= held.lesson.scanned_until
    early = not held.closed and visit.now < held.lesson.scanned_from
    picture = ""
    if showing:
        address = attend.address(visit.seal, held.lesson_id, code_window(visit.now))
        picture = await asyncio.to_thread(qr_picture, links.to(address))
    left = seconds_left(visit.now)
    return visit.page(
        "lesson.html",
        found=found,
        held=held,
        lesson=held.lesson,
        picture=picture,
        early=early,
        left=left,
        look=min(left, LOOK_SECONDS) if showing or early else 0,
    )


@pages.post(f"{LESSON}/close", *HOSTS, again=look)
async def close(visit: Visit) -> web.Response:
    await close_lesson(visit.actor, _number(visit), now=visit.now)
    return to(f"/m/class/session/{_number(visit)}")


@pages.post(f"{LESSON}/strike", *HOSTS, again=look)
async def strike(visit: Visit) -> web.Response:
    """Someone who scanned and was not there, with the reason."""
    person = visit.form.number("person")
    if person is None:
        raise FieldUnreadable("person")
    reason = visit.form.text("reason")
    await strike_attendance(visit.actor, _number(visit), person, reason, now=visit.now)
    return to(f"/m/class/session/{_number(visit)}")


def _runs(held: HeldLesson, visit: Visit) -> bool:
    """Its code is shown, or will be."""
    return not held.closed and visit.now <= held.lesson.scanned_until


def _number(visit: Visit) -> int:
    return int(visit.request.match_info["lesson"])

"""/m/me: who is signed in, the daily reminder, and how pages look on this phone."""

from datetime import timedelta

from aiohttp import web

from domain.form_refusals import FieldUnreadable
from domain.preferences import read_wish
from usecases.lesson_hosts import hosts_of
from usecases.set_preferences import set_preferences, show_preferences

from .. import session
from .door import Pages
from .visit import CARE, SETUP, Visit, to

pages = Pages()
KEPT = timedelta(days=400)
OFF = "关"


@pages.get("/m/me")
async def show(visit: Visit) -> web.Response:
    return visit.page(
        "me.html",
        reminders=await show_preferences(visit.actor, now=visit.now),
        holds_lessons=bool(await hosts_of(visit.actor)),
    )


@pages.post("/m/me/reminders", again=show)
async def remind(visit: Visit) -> web.Response:
    """At a time, or not at all."""
    wish = read_wish(OFF if visit.form.text("off") else visit.form.text("at"))
    if wish is None:
        raise FieldUnreadable("at")
    await set_preferences(visit.actor, wish, now=visit.now)
    return to("/m/me")


@pages.post("/m/me/care")
async def larger(visit: Visit) -> web.Response:
    """关怀模式 on or off, on this phone."""
    answer = to("/m/me")
    if visit.form.text("care"):
        session.set_cookie(answer, CARE, "1", KEPT, secure=visit.request.app[SETUP].secure)
    else:
        answer.del_cookie(CARE, path="/m")
    return answer

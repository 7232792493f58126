"""/m/me: who is signed in, the daily reminder, and how pages look."""

from aiohttp import web

from domain.form_refusals import FieldUnreadable
from domain.preferences import read_wish
from domain.reminders import DIGEST_AT, TEACHERS_AT
from usecases.lesson_hosts import hosts_of
from usecases.set_larger_type import set_larger_type
from usecases.set_preferences import set_preferences, show_preferences

from .door import Pages
from .visit import Visit, to

pages = Pages()
OFF, ON = "关", "开"
DONE = "/m/me?said=changed"


@pages.get("/m/me")
async def show(visit: Visit) -> web.StreamResponse:
    return visit.page(
        "me.html",
        said=visit.request.query.get("said"),
        reminders=await show_preferences(visit.actor, now=visit.now),
        digest=f"{DIGEST_AT:%H:%M}",
        school_digest=f"{TEACHERS_AT:%H:%M}",
        holds_lessons=bool(await hosts_of(visit.actor)),
    )


@pages.post("/m/me/reminders", again=show)
async def remind(visit: Visit) -> web.StreamResponse:
    """At a time, or not at all."""
    wish = read_wish(OFF if visit.form.text("off") else visit.form.text("at"))
    if wish is None:
        raise FieldUnreadable("at")
    await set_preferences(visit.actor, wish, now=visit.now)
    return to(DONE)


@pages.post("/m/me/pause", again=show)
async def pause(visit: Visit) -> web.StreamResponse:
    """No reminders for some days, as 暂停 3天 in the chat; or on again."""
    days = visit.form.text("days")
    wish = read_wish(f"暂停 {days}天" if days else ON)
    if wish is None:
        raise FieldUnreadable("days")
    await set_preferences(visit.actor, wish, now=visit.now)
    return to(DONE)


@pages.post("/m/me/care")
async def larger(visit: Visit) -> web.StreamResponse:
    """关怀模式 on or off, on every phone of this person."""
    await set_larger_type(visit.actor, bool(visit.form.text("care")), now=visit.now)
    return to(DONE)

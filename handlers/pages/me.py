"""/m/me: who is signed in, and how pages look on this phone."""

from datetime import timedelta

from aiohttp import web

from .. import session
from .door import Pages
from .visit import CARE, SETUP, Visit, to

pages = Pages()
KEPT = timedelta(days=400)


@pages.get("/m/me")
async def show(visit: Visit) -> web.Response:
    return visit.page("me.html")


@pages.post("/m/me/care")
async def larger(visit: Visit) -> web.Response:
    """关怀模式 on or off, on this phone."""
    answer = to("/m/me")
    if visit.form.text("care"):
        session.set_cookie(answer, CARE, "1", KEPT, secure=visit.request.app[SETUP].secure)
    else:
        answer.del_cookie(CARE, path="/m")
    return answer

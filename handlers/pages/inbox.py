"""/m/inbox: every message, and policy notices in full with 已阅."""

from aiohttp import web

from texts import on_page
from texts.notices import word
from usecases.acknowledge_notice import acknowledge_notices, open_notices
from usecases.inbox import MOST_PAGES, open_inbox
from usecases.read_notice import read_notice

from .door import Pages
from .visit import Visit, to

pages = Pages()
NOTICE = r"/m/notices/{notice:[0-9]{1,9}}"


@pages.get("/m/inbox")
async def show(visit: Visit) -> web.StreamResponse:
    """The new messages first, which are seen now."""
    page = min(max(visit.number("page", 1), 1), MOST_PAGES)
    found = await open_inbox(visit.actor, page=page, now=visit.now)
    worded = [(item, word(item.kind, item.facts)) for item in found.items]
    items = [(item, wording, on_page.message(wording)) for item, wording in worded]
    waiting = await open_notices(visit.actor)
    return visit.page("inbox.html", inbox=found, items=items, waiting=waiting)


@pages.get(NOTICE)
async def read(visit: Visit) -> web.StreamResponse:
    return visit.page("notice.html", notice=await read_notice(visit.actor, _number(visit), now=visit.now))


@pages.post(f"{NOTICE}/acknowledge", again=read)
async def acknowledge(visit: Visit) -> web.StreamResponse:
    """已阅; twice is once."""
    await acknowledge_notices(visit.actor, [_number(visit)], now=visit.now)
    return to(f"/m/notices/{_number(visit)}")


def _number(visit: Visit) -> int:
    return int(visit.request.match_info["notice"])

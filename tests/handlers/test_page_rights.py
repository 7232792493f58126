"""Who may open which page: a table of every route under /m/. A route that isn't in it fails."""

import re

from handlers.pages import table
from tests.handlers.reader import Reader, counter

__all__ = ["counter"]

ALL = ("lin", "wang", "admin", "teacher")
# Who is let in, each with an object of one's own; everybody else reads 403.
TABLE = {
    "GET /m/": ALL,
    "GET /m/me": ALL,
    "POST /m/me/care": ALL,
    "POST /m/me/reminders": ALL,
    "POST /m/me/pause": ALL,
    "GET /m/inbox": ALL,
    "GET /m/deadlines": ALL,
    "GET /m/certificates": ALL,
    "GET /m/data": ALL,
    "POST /m/data/export": ALL,
    "GET /m/privacy": ALL,
    "POST /m/privacy/consent": ALL,
    "GET /m/photos/PHOTO": ALL,
    "GET /m/notices/NOTICE": ALL,
    "POST /m/notices/NOTICE/acknowledge": ALL,
    "GET /m/apprentices": ("wang", "teacher"),
    "GET /m/progress": ("lin",),
    "GET /m/queue": ("wang", "teacher"),
    "POST /m/queue/confirm": ("wang", "teacher"),
    "POST /m/queue/undo": ("wang", "teacher"),
    "GET /m/queue/ENTRY": ("wang", "teacher"),
    "POST /m/queue/ENTRY/confirm": ("wang", "teacher"),
    "POST /m/queue/ENTRY/return": ("wang", "teacher"),
    "GET /m/class": ("teacher",),
    "GET /m/class/others": ("teacher",),
    "GET /m/class/TRAINING": ("teacher",),
    "GET /m/class/session": ("admin", "teacher"),
    "POST /m/class/session": ("admin", "teacher"),
    "GET /m/class/session/LESSON": ("admin", "teacher"),
    "POST /m/class/session/LESSON/close": ("admin", "teacher"),
    "POST /m/class/session/LESSON/strike": ("admin", "teacher"),
    "GET /m/attend/CODE": ("lin",),
    "POST /m/attend/CODE": ("lin",),
    "GET /m/deputy": ("wang",),
    "POST /m/deputy": ("wang",),
    "POST /m/deputy/end": ("wang",),
    "GET /m/today": ("lin",),
    "POST /m/today": ("lin",),
    "GET /m/month": ("lin",),
    "GET /m/week": ("lin",),
    "POST /m/week": ("lin",),
    "GET /m/entries/NUMBER": ("lin",),
    "POST /m/entries/NUMBER/withdraw": ("lin",),
    "POST /m/entries/NUMBER/press": ("lin",),
    "POST /m/entries/NUMBER/dispute": ("lin",),
    "POST /m/entries/NUMBER/photos": ("lin",),
    "GET /m/entries/NUMBER/amend": ("lin",),
    "POST /m/entries/NUMBER/amend": ("lin",),
}
OPEN = {"/m/sign-in", "/m/signed-in", "/m/static/{name}", "/m/mentor/{code:[0-9A-Za-z]{8}}"}


def named(path: str) -> str:
    return re.sub(r"\{(\w+)[^/]*\}", lambda found: found[1].upper(), path)


def routes() -> set[str]:
    return {f"{page.method} {named(page.path)}" for page in table()}


async def ask(reader: Reader, route: str, token: str, entry: int, number: int) -> int:
    own = {
        "ENTRY": entry,
        "NUMBER": number,
        "NOTICE": 999,
        "PHOTO": 999,
        "TRAINING": 999,
        "LESSON": 999,
        "CODE": "1.2.forged",
    }
    method, path = re.sub("[A-Z]{4,}$|[A-Z]{4,}(?=/)", lambda word: str(own[word[0]]), route).split(" ")
    answer = await (reader.open(path) if method == "GET" else reader.send(path, token))
    return answer.status


async def test_every_route_is_in_the_table(counter):
    assert routes() == set(TABLE)
    served = {
        f"{route.method} {named(route.resource.canonical)}": route.resource.canonical
        for route in counter.server.app.router.routes()
        if route.resource and route.resource.canonical.startswith("/m/") and route.method != "HEAD"
    }
    beside = {path for route, path in served.items() if route not in TABLE}
    assert {named(path) for path in beside} <= {named(path) for path in OPEN}


async def test_each_role_opens_its_own_pages_and_no_others(counter, shop):
    entry = await shop.entry(shop.lin)
    for name in ("lin", "wang", "admin", "teacher"):
        reader = await counter.reader(getattr(shop, name))
        token = (await reader.open("/m/me")).token
        for route, let_in in TABLE.items():
            status = await ask(reader, route, token, entry.id, entry.number)
            assert (status != 403) is (name in let_in), (name, route, status)


async def test_nobody_reaches_what_belongs_to_others(counter, shop):
    """Neither a colleague nor somebody of another firm; not even to learn that it exists."""
    entry = await shop.entry(shop.lin, number=7)
    for actor in (shop.huang, shop.zhao):
        reader = await counter.reader(actor)
        token = (await reader.open("/m/me")).token
        for route in TABLE:
            if "ENTRY" in route or "NUMBER" in route:
                status = await ask(reader, route, token, entry.id, 7)
                assert status in {403, 404}, (actor.name, route, status)


async def test_a_stranger_and_a_browser_without_a_session_reach_nothing(counter, shop):
    entry = await shop.entry(shop.lin)
    reader = await counter.reader()
    for route in TABLE:
        method, status = route.split(" ")[0], await ask(reader, route, "x", entry.id, entry.number)
        assert status == (303 if method == "GET" else 403), route
    assert (await reader.arrive("openid-of-nobody")).status == 403

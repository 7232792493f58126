"""Every route for every role, with objects of the own, of a colleague's and of a foreign organization's.

Each line of `MAY` is a route and what it answers to: the apprentice whose entry it is, another apprentice, the entry's
mentor, a mentor of another firm, the school's teacher, the firm's administrator, and somebody who is not signed in.
A route without a line fails.
"""

from pathlib import Path
from typing import Any

import pytest

from domain.invitations import PRIVACY_VERSION
from handlers.api.table import API
from models.hours import Evidence, HoursEntry
from tests.cast import NOON
from tests.handlers.api.miniapp import TEMPLATES, form, mini
from tests.handlers.test_photos import photo
from tests.notices import send

__all__ = ["mini"]

WHO = ("lin", "huang", "wang", "zhao", "teacher", "admin", "nobody")
HOURS = {"day": "2026-11-18", "minutes": 60, "category": "theory", "content": "识图"}
MAY = """
POST   /hours                          201 201 403 403 403 403 401
GET    /hours                          200 200 200 200 200 200 401
GET    /hours/{number}                 200 404 404 404 404 404 401
POST   /hours/{number}/amend           200 404 404 404 404 404 401
POST   /hours/{number}/withdraw        200 404 404 404 404 404 401
POST   /hours/{number}/press           422 404 404 404 404 404 401
POST   /hours/{number}/dispute         422 404 404 404 404 404 401
POST   /entries/{number}/photos        201 404 404 404 404 404 401
GET    /photos/{photo}                 200 404 200 404 404 200 401
POST   /weeks/close                    409 409 403 403 403 403 401
GET    /plan                           200 200 403 403 403 403 401
GET    /queue                          403 403 200 200 200 403 401
GET    /queue/{entry}                  403 403 200 403 403 200 401
POST   /queue/confirm                  403 403 200 403 403 422 401
POST   /queue/return                   403 403 200 403 403 200 401
POST   /queue/undo                     403 403 409 403 403 409 401
GET    /deputy                         403 403 200 200 403 403 401
GET    /deputy/candidates              403 403 200 422 403 403 401
PUT    /deputy                         403 403 200 422 403 403 401
DELETE /deputy                         403 403 200 409 403 403 401
GET    /apprentices                    403 403 200 200 200 403 401
GET    /month                          200 200 403 403 403 403 401
GET    /progress                       200 200 403 403 403 403 401
GET    /grades                         200 200 403 403 403 403 401
GET    /certificates                   200 200 200 200 200 200 401
GET    /inbox                          200 200 200 200 200 200 401
GET    /notices/{number}               200 200 404 404 404 404 401
POST   /notices/{number}/acknowledge   200 200 404 404 404 404 401
GET    /deadlines                      200 200 200 200 200 200 401
GET    /preferences                    200 200 200 200 200 200 401
PUT    /preferences                    200 200 200 200 200 200 401
GET    /subscriptions                  200 200 200 200 200 200 401
POST   /subscriptions                  204 204 204 204 204 204 401
GET    /me                             200 200 200 200 200 200 401
GET    /me/consent                     200 200 200 200 200 200 401
POST   /me/consent                     200 200 200 200 200 200 401
GET    /me/data                        200 200 200 200 200 200 401
GET    /me/export                      200 200 200 200 200 200 401
POST   /logout                         204 204 204 204 204 204 401
POST   /unbind                         204 204 204 204 204 204 401
"""
# Who asks here is told by a code or a token in the body.
OPEN = {"/login", "/bind/invitation", "/bind/phone", "/bind/wechat", "/token", "/privacy"}
TABLE = {(method, path): told for method, path, *told in map(str.split, MAY.strip().splitlines())}


def test_every_route_has_its_line():
    routes = {(route.method, route.path) for route in API.routes if not route.open}
    assert routes == TABLE.keys()
    assert {route.path for route in API.routes if route.open} == OPEN


def bodies(entry: int, chen: int) -> dict[tuple[str, str], Any]:
    """What each route that asks for something is sent; it is in order, so that only permission decides."""
    lines = [{"entry_id": entry, "revision": 1}]
    return {
        ("POST", "/entries/{number}/photos"): form(("photo", photo())),
        ("POST", "/hours"): HOURS,
        ("POST", "/hours/{number}/amend"): {"version": {"revision": 1, "status": "submitted"}, "minutes": 30},
        ("POST", "/hours/{number}/dispute"): {"reason": "等太久"},
        ("POST", "/weeks/close"): {"reason": "放假"},
        ("POST", "/queue/confirm"): {"lines": lines},
        ("POST", "/queue/return"): {"lines": lines, "reason": "不清楚"},
        ("POST", "/queue/undo"): {"lines": lines},
        ("PUT", "/deputy"): {"person_id": chen, "until": "2026-11-22"},
        ("PUT", "/preferences"): {"on": False},
        ("POST", "/me/consent"): {"privacy_version": PRIVACY_VERSION},
        ("POST", "/subscriptions"): {
            "templates": [{"template_id": TEMPLATES["hours_decided"], "accepted": True}]
        },
    }


async def with_picture(entry: HoursEntry, folder: Path) -> int:
    """The id of a picture that proves the entry."""
    (folder / "a.jpg").write_bytes(photo())
    row = await Evidence.create(
        entry_id=entry.id, kind="image", media_id="m", received_at=NOON, next_try_at=None, file="a.jpg"
    )
    return row.id


@pytest.mark.parametrize("who", WHO)
async def test_each_role_may_do_what_the_table_says(mini, shop, who):
    notice = await send(shop.admin)
    actor = None if who == "nobody" else getattr(shop, who)
    found = {}
    for method, path in TABLE:
        # A new entry for each route, since some of them use it up or fill the day with it.
        entry = await shop.entry(shop.lin)
        number = notice if path.startswith("/notices") else entry.number
        shown = await with_picture(entry, mini.files) if "{photo}" in path else 0
        address = path.format(number=number, entry=entry.id, photo=shown)
        address += "?name=陈志明" if path == "/deputy/candidates" else ""
        token = (await mini.tokens(actor))["access_token"] if actor else ""
        body = bodies(entry.id, shop.chen.person_id).get((method, path))
        reply = await mini.ask(method, address, body, token=token)
        found[method, path] = str(reply.status)
        await entry.delete()
    told = {route: answers[WHO.index(who)] for route, answers in TABLE.items()}
    assert found == told

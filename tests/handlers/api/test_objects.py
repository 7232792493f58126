"""Whose object opens for whom through the API: each route that names one, asked by everybody around its apprentice.

A line of `MAY` is a route and what it answers to those of `WHO`; where a proof is asked for, theirs is one that this
service has signed for them, so that nothing but the right to the object decides. What `test_permissions` asks of
every route for the roles is asked here of every object.
"""

import re

import pytest

from handlers.api.app import TOOLS
from handlers.api.table import API
from models.hours import Evidence, HoursEntry
from models.people import Person, RoleHeld
from tests.cast import NOON
from tests.handlers.api.miniapp import mini
from tests.neighbours import WHO, neighbours
from tests.notices import send

__all__ = ["mini"]

# In the order of WHO.
MAY = """
GET  /queue/{entry}                 403 403 403 200 200 403 403 403 403 403 403 403 200 200 403 403 403 403 200
POST /queue/confirm                 403 403 403 200 200 403 403 403 403 403 403 403 200 200 403 403 403 403 200
POST /queue/return                  403 403 403 200 200 403 403 403 403 403 403 403 200 200 403 403 403 403 200
POST /queue/undo                    403 403 403 200 409 403 403 403 403 403 403 403 409 409 403 403 403 403 409
GET  /photos/{photo}                200 404 404 200 200 404 404 404 404 404 404 404 200 200 404 404 404 404 200
GET  /notices/{number}              200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
POST /notices/{number}/acknowledge  200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
PUT  /deputy                        403 403 403 200 200 422 200 200 422 403 403 403 403 403 403 403 403 403 403
"""
TABLE = {(method, path): told for method, path, *told in map(str.split, MAY.strip().splitlines())}


@pytest.fixture
def database_url(stores):
    """SQLite alone: what is asked here are the rules, and the statements run on both elsewhere."""
    return stores.sqlite()


def test_every_route_with_an_object_has_its_line():
    """The numbers of entries are counted for each person apart, so another's can't be named."""
    own = re.compile(r"/(hours|entries)/{number}")
    of_an_object = {
        (route.method, route.path) for route in API.routes if "{" in route.path and not own.match(route.path)
    }
    assert of_an_object <= TABLE.keys()


async def test_each_object_opens_for_those_alone_whom_it_concerns(mini, shop):
    people = await neighbours(shop)
    notice = await send(shop.admin)
    seal = mini.client.app[TOOLS].seal
    (mini.files / "a.jpg").write_bytes(b"\xff\xd8\xff")
    hands = {name: await mini.as_(actor) for name, actor in people.items()}
    found = {}
    for method, route in TABLE:
        told = []
        for name in WHO:
            entry = await shop.entry(shop.lin)
            proof = seal.sign(f"opened by {people[name].person_id}", f"{entry.id}:1")
            lines = {"lines": [{"entry_id": entry.id, "revision": 1, "proof": proof}]}
            reason = {"reason": "不清楚"} if route in {"/queue/confirm", "/queue/return"} else {}
            if route.endswith("undo"):
                assert (await hands["mentor"].post("/queue/confirm", lines)).status == 200
            body = lines | reason if method == "POST" and "/queue/" in route else None
            if route == "/deputy":
                body = {"person_id": people["past_deputy"].person_id, "until": "2026-11-22"}
            photo = await Evidence.create(
                entry=entry, kind="image", media_id=f"m{entry.id}", file="a.jpg", received_at=NOON
            )
            path = route.format(entry=entry.id, number=notice, photo=photo.id)
            reply = await mini.ask(method, path, body, token=hands[name].token)
            told.append(str(reply.status))
            await HoursEntry.filter(person_id=shop.lin.person_id).update(status="withdrawn")
        found[method, route] = told
    assert found == TABLE


async def test_who_lost_the_role_or_was_erased_meanwhile_decides_nothing(mini, shop):
    entry = await shop.entry(shop.lin)
    hand = await mini.as_(shop.wang)
    lines = {"lines": [{"entry_id": entry.id, "revision": 1}]}
    await RoleHeld.filter(person_id=shop.wang.person_id).delete()
    assert (await hand.get("/queue")).status == 403
    for deed, body in (("confirm", lines), ("return", lines | {"reason": "不清楚"})):
        assert (await hand.post(f"/queue/{deed}", body)).status == 403, deed
    await Person.filter(id=shop.wang.person_id).update(erased_at=NOON)
    assert (await hand.get("/me")).status == 401
    assert (await HoursEntry.get()).status == "submitted"

"""Whose object opens for whom: each page that names one, asked by everybody around its apprentice.

A line of `MAY` is a route and what it answers to those of `WHO`, who hold tokens that this service has signed for
them, so that nothing but the right to the object decides. A page with an object but without a line fails.
"""

import itertools
import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest

from domain.lessons import code_window
from domain.roles import Actor
from handlers.pages import SETUP, decided, table
from handlers.pages.attend import address
from models.hours import Evidence, HoursEntry
from models.lessons import Attendance, Lesson
from models.people import Person, RoleHeld
from tests.cast import NOON, TODAY
from tests.handlers.reader import Counter, Reader, counter
from tests.handlers.test_page_rights import named
from tests.neighbours import WHO, neighbours
from tests.notices import send
from usecases.queue_seen import Seen

__all__ = ["counter"]

# In the order of WHO.
MAY = """
GET  /m/photos/PHOTO                    200 404 404 200 200 404 404 404 404 404 404 404 200 200 404 404 404 404 200
GET  /m/notices/NOTICE                  200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
POST /m/notices/NOTICE/acknowledge      303 303 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  /m/queue/ENTRY                     403 403 403 200 200 404 404 404 404 404 404 404 403 403 403 403 403 403 403
POST /m/queue/ENTRY/confirm             403 403 403 303 303 404 404 404 404 404 404 404 403 403 403 403 403 403 403
POST /m/queue/ENTRY/return              403 403 403 303 303 404 404 404 404 404 404 404 403 403 403 403 403 403 403
POST /m/queue/confirm                   403 403 403 303 303 404 404 404 404 404 404 404 403 403 403 403 403 403 403
POST /m/queue/undo                      403 403 403 303 422 404 404 404 404 404 404 404 403 403 403 403 403 403 403
GET  /m/class/TRAINING                  403 403 403 403 403 403 403 403 403 200 200 404 403 403 403 403 403 403 403
GET  /m/class/session/LESSON            403 403 403 403 403 403 403 403 403 200 200 404 404 404 404 404 404 404 404
POST /m/class/session/LESSON/close      403 403 403 403 403 403 403 403 403 303 303 404 404 404 404 404 404 404 404
POST /m/class/session/LESSON/strike     403 403 403 403 403 403 403 403 403 303 303 404 404 404 404 404 404 404 404
GET  /m/attend/CODE                     200 200 200 403 403 403 403 403 403 403 403 403 403 403 403 403 403 403 403
POST /m/attend/CODE                     303 422 422 403 403 403 403 403 403 403 403 403 403 403 403 403 403 403 403
"""
TABLE = {(method, path): told for method, path, *told in map(str.split, MAY.strip().splitlines())}
_numbers = itertools.count(1)
# What these name is counted for each person apart, so another's can't be named.
OWN = {"NUMBER"}


@pytest.fixture
def database_url(stores):
    """SQLite alone: what is asked here are the rules, and the statements run on both elsewhere."""
    return stores.sqlite()


def test_every_page_with_an_object_has_its_line():
    of_an_object = {
        (page.method, named(page.path))
        for page in table()
        if set(re.findall("{([a-z]+)", page.path)) - {word.lower() for word in OWN}
    }
    assert of_an_object <= TABLE.keys()


class Asker:
    """A person with all that this service may have signed for that person's sign-in."""

    def __init__(self, counter: Counter, reader: Reader, token: str) -> None:
        self.seal = counter.server.app[SETUP].seal
        self.reader = reader
        self.token = token
        sealed = next(one.value for one in reader.client.session.cookie_jar if one.key == "jm_session")
        facts = self.seal.open("session", sealed, counter.now)
        assert facts
        self.session = facts["id"]

    def done(self, entry: HoursEntry) -> str:
        """What the queue's page holds of an entry that was just confirmed on it."""
        visit: Any = SimpleNamespace(seal=self.seal, session=SimpleNamespace(id=self.session), now=NOON)
        done = decided.Decided("confirmed", (Seen(entry.id, 1),))
        return unquote(decided.address(visit, done, NOON).partition("done=")[2])

    async def ask(self, method: str, path: str, entry: HoursEntry, lesson: int, owner: Actor) -> int:
        if method == "GET":
            return (await self.reader.open(path)).status
        later = NOON + timedelta(minutes=2)
        fields: dict[str, object] = {
            "proof": self.seal.sign(f"opened {self.session}", f"{entry.id}:1"),
            "done": self.done(entry),
            "ticket": self.seal.close(f"attend {self.session}", {"lesson": lesson}, later),
            "only": f"{entry.id}:1",
            "person": owner.person_id,
            "reason": "不清楚",
        }
        return (await self.reader.send(path, self.token, fields)).status


async def lesson_of(shop) -> int:
    """The teacher's lesson, which ends now."""
    opened = await Lesson.create(
        organization_id=shop.school,
        opened_by_id=shop.teacher.person_id,
        role="teacher",
        category="theory",
        day=TODAY,
        starts=660,
        ends=720,
        content="识图",
        opened_at=NOON,
        ref=f"lesson {next(_numbers)}",
    )
    return opened.id


async def test_each_object_opens_for_those_alone_whom_it_concerns(counter, shop):
    people = await neighbours(shop)
    notice = await send(shop.admin)
    askers = {}
    for name, actor in people.items():
        reader = await counter.reader(actor)
        askers[name] = Asker(counter, reader, (await reader.open("/m/me")).token)
    (counter.files / "a.jpg").write_bytes(b"\xff\xd8\xff")
    found = {}
    for method, route in TABLE:
        told = []
        for name in WHO:
            entry = await shop.entry(shop.lin)
            photo = await Evidence.create(
                entry=entry, kind="image", media_id=f"m{entry.id}", file="a.jpg", received_at=NOON
            )
            if route.endswith("undo"):
                await askers["mentor"].ask("POST", "/m/queue/confirm", entry, 0, shop.lin)
            lesson = await lesson_of(shop)
            if route.endswith("strike"):
                await Attendance.create(
                    lesson_id=lesson, person_id=shop.lin.person_id, entry=entry, attended_at=NOON
                )
            code = address(askers[name].seal, lesson, code_window(NOON)).rpartition("/")[2]
            names = {"PHOTO": photo.id, "NOTICE": notice, "ENTRY": entry.id, "LESSON": lesson, "CODE": code}
            names["TRAINING"] = shop.lin_training
            path = re.sub("[A-Z]+", lambda word: str(names[word[0]]), route)  # noqa: B023
            told.append(str(await askers[name].ask(method, path, entry, lesson, shop.lin)))
            await HoursEntry.filter(person_id=shop.lin.person_id).update(status="withdrawn")
        found[method, route] = told
    assert found == TABLE


async def test_who_lost_the_role_or_was_erased_meanwhile_decides_nothing(counter, shop):
    entry = await shop.entry(shop.lin)
    reader = await counter.reader(shop.wang)
    asker = Asker(counter, reader, (await reader.open("/m/me")).token)
    await RoleHeld.filter(person_id=shop.wang.person_id).delete()
    for path in ("/m/queue/confirm", f"/m/queue/{entry.id}/confirm", f"/m/queue/{entry.id}/return"):
        assert await asker.ask("POST", path, entry, 0, shop.lin) == 403
    await RoleHeld.create(person_id=shop.wang.person_id, role="teacher", organization_id=shop.other_firm)
    assert await asker.ask("POST", "/m/queue/confirm", entry, 0, shop.lin) == 404
    for path in ("/m/queue", "/m/apprentices"):
        assert "林子轩" not in (await reader.open(path)).text
    await Person.filter(id=shop.wang.person_id).update(erased_at=NOON)
    assert await asker.ask("GET", "/m/me", entry, 0, shop.lin) == 303
    assert (await HoursEntry.get()).status == "submitted"

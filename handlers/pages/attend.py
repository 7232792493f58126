"""/m/attend/CODE: what an apprentice's scan of a lesson's code opens.

Opening it asks whether the code is that of these seconds, and does nothing yet: its form does, which the page's
script sends at once. The form holds for two minutes, for this sign-in alone, so that a slow phone isn't too late and
a page that is passed on is worth nothing.
"""

from datetime import timedelta

from aiohttp import web

from domain.lessons import CodeOver, NoSuchLesson, check_code
from domain.roles import Role
from usecases.attend_lesson import attend_lesson
from usecases.held_lesson import lesson_by_id

from ..seal import Seal
from .door import Pages
from .visit import Visit, to

pages = Pages()
CODE = r"/m/attend/{code:[\w.-]{1,80}}"
PURPOSE = "attend"
HOLDS = timedelta(minutes=2)


def address(seal: Seal, lesson_id: int, window: int) -> str:
    """Of the page that the code of these 20 seconds opens."""
    return f"/m/attend/{seal.sign(PURPOSE, f'{lesson_id}.{window}')}"


@pages.get(CODE, Role.APPRENTICE)
async def show(visit: Visit) -> web.Response:
    held_already = _ticket_of(visit)
    lesson_id = held_already or _scanned(visit)
    held = await lesson_by_id(lesson_id)
    if held is None:
        raise NoSuchLesson
    # A form that was refused goes on under the ticket that it had, so that sending it again never makes it last.
    ticket = visit.form.text("ticket") if held_already else _ticket_for(visit, lesson_id)
    return visit.page("attend.html", held=held, lesson=held.lesson, ticket=ticket)


@pages.post(CODE, Role.APPRENTICE, again=show)
async def attend(visit: Visit) -> web.Response:
    lesson_id = _ticket_of(visit)
    if not lesson_id:
        raise CodeOver
    number = await attend_lesson(visit.actor, lesson_id, now=visit.now)
    return to(f"/m/entries/{number}?said=attended")


def _scanned(visit: Visit) -> int:
    """The lesson of a code that is shown now or was a moment ago. Raises `CodeOver`."""
    code = visit.request.match_info["code"]
    lesson, _, rest = code.partition(".")
    window = rest.partition(".")[0]
    if not visit.seal.signed(PURPOSE, code) or not (lesson.isdecimal() and window.isdecimal()):
        raise CodeOver
    check_code(int(window), visit.now)
    return int(lesson)


def _ticket_for(visit: Visit, lesson_id: int) -> str:
    return visit.seal.close(_purpose(visit), {"lesson": lesson_id}, visit.now + HOLDS)


def _ticket_of(visit: Visit) -> int:
    """The lesson whose code this sign-in has scanned in time, 0 for none."""
    facts = visit.seal.open(_purpose(visit), visit.form.text("ticket"), visit.now)
    return int(facts["lesson"]) if facts else 0


def _purpose(visit: Visit) -> str:
    """The sign-in is that of one openid."""
    return f"attend {visit.session.id}"

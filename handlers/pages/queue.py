"""/m/queue: what waits for mentors and teachers, oldest first, grouped by apprentice; confirm by a tap, or several."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from domain.entries import Decision
from domain.roles import Role
from domain.undoing import UNDO_HELD, UndoTooLate
from texts import pages as words
from usecases.class_intakes import Intake
from usecases.class_queue import find_class, look_at_class_queue
from usecases.confirm_hours import confirm_hours
from usecases.undo_confirmation import undo_confirmation
from usecases.waiting_hours import EntryLine, look_at_queue

from . import decided
from .door import Pages
from .visit import Visit, to

pages = Pages()
CONFIRMERS = (Role.MENTOR, Role.TEACHER)
MOST_PAGES = 500
SAID = {"confirmed": words.confirmed, "undone": words.undone, "returned": words.returned}


@pages.get("/m/queue", *CONFIRMERS)
async def show(visit: Visit) -> web.StreamResponse:
    return await _queue(visit, [])


async def _queue(visit: Visit, troubles: Sequence[str]) -> web.StreamResponse:
    page = min(max(visit.number("page", 1), 1), MOST_PAGES)
    of = await _class_asked(visit)
    queue = await (
        look_at_class_queue(visit.actor, of, page=page, now=visit.now)
        if of
        else look_at_queue(visit.actor, page=page, now=visit.now)
    )
    done = decided.read(visit, visit.request.query.get("done", ""))
    said = SAID[done.verb](done.count, done.kept) if done else ""
    groups = grouped(queue.lines)
    facts: dict[str, Any] = {"done": done, "said": said, "troubles": troubles, "of": of, "here": _address(of)}
    return visit.page("queue.html", queue=queue, groups=groups, page=page, **facts)


async def _class_asked(visit: Visit) -> Intake | None:
    """A teacher may look at one class alone, and goes on with it after each form."""
    occupation, since = (
        visit.form.text(name) or visit.request.query.get(name, "") for name in ("occupation", "since")
    )
    if not occupation or not visit.actor.is_a(Role.TEACHER):
        return None
    return await find_class(visit.actor, occupation, since, now=visit.now)


def _address(of: Intake | None) -> str:
    return f"/m/queue?{urlencode({'since': of.starts_on, 'occupation': of.occupation})}" if of else "/m/queue"


@pages.post("/m/queue/confirm", *CONFIRMERS, again=show)
async def confirm(visit: Visit) -> web.StreamResponse:
    """The line whose button was tapped, else all that are ticked."""
    lines = decided.entries_of(visit.form.many("only") or visit.form.many("seen"))
    outcomes = await confirm_hours(visit.actor, lines, batch=visit.ref, now=visit.now, hold=UNDO_HELD)
    done = decided.done_by(outcomes, Decision.CONFIRMED)
    if troubles := words.troubles(outcomes, Decision.CONFIRMED):
        return await _queue(visit, [*_confirmed(done), *troubles])
    at = decided.first_done(outcomes, visit.now)
    here = _address(await _class_asked(visit))
    return to(decided.address(visit, done, at, here) if lines else here)


def _confirmed(done: decided.Decided) -> list[str]:
    return [f"{words.confirmed(done.count, done.kept)}。"] if done.count or done.kept else []


@pages.post("/m/queue/undo", *CONFIRMERS, again=show)
async def undo(visit: Visit) -> web.StreamResponse:
    """Take back what was confirmed some seconds ago."""
    done = decided.read(visit, visit.form.text("done"))
    if done is None or done.verb != "confirmed":
        raise UndoTooLate
    await undo_confirmation(visit.actor, done.lines, now=visit.now)
    here = _address(await _class_asked(visit))
    return to(decided.address(visit, replace(done, verb="undone"), visit.now, here))


def grouped(lines: Sequence[EntryLine]) -> list[list[EntryLine]]:
    """By apprentice; whose line has waited longest comes first."""
    groups: dict[int, list[EntryLine]] = {}
    for line in lines:
        groups.setdefault(line.person_id, []).append(line)
    return list(groups.values())

"""deadlines, deadline add, deadline move and deadline cancel, by the operator of the service."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date

from domain.audiences import read_audience
from domain.clock import local_day
from domain.coming_days import coming_day
from domain.deadlines import SHOWN, DeadlineUnknown, read_kind
from domain.roles import Door
from texts import command_deadlines
from usecases.add_deadline import Own, add_deadline_here
from usecases.deadlines_of import next_deadlines
from usecases.move_deadline import Changed, cancel_deadline, move_deadline

from .control import Refused, Report
from .operation_tools import Arguments, Tools


async def show(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `limit`."""
    rows = await next_deadlines(arguments["limit"], now=tools.clock())
    return {"deadlines": [asdict(row) | {"day": row.day.isoformat()} for row in rows]}


async def add(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `day`, `title`, `todo`, `organization`, `role` and `kind`; the same again on one day is one deadline."""
    now = tools.clock()
    words = [arguments[name] for name in ("day", "title", "todo", "organization", "role", "kind")]
    whole = "\0".join([local_day(now).isoformat(), *words])
    own = Own(
        _day(arguments["day"], local_day(now)),
        arguments["title"].strip(),
        arguments["todo"].strip(),
        read_audience(arguments["role"]).role if arguments["role"] else None,
        f"command:{hashlib.sha256(whole.encode()).hexdigest()}",
        read_kind(arguments["kind"]),
    )
    stored = await add_deadline_here(own, arguments["organization"], now=now)
    return {"number": stored.id, "kind": str(own.kind), "day": stored.day.isoformat(), "title": own.title}


async def move(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `number` and `day`."""
    now = tools.clock()
    day = _day(arguments["day"], local_day(now))
    with _of_a_number(arguments["number"]):
        return _changed(await move_deadline(Door.COMMAND_LINE, arguments["number"], day, now=now))


async def cancel(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `number`."""
    with _of_a_number(arguments["number"]):
        return _changed(await cancel_deadline(Door.COMMAND_LINE, arguments["number"], now=tools.clock()))


def _day(words: str, today: date) -> date:
    """Raises `Refused`: what is said in the chat shows how a whole line begins with a day."""
    day, rest = coming_day(words, today)
    if day is None or rest:
        raise Refused(command_deadlines.no_day(words[:SHOWN]))
    return day


@contextmanager
def _of_a_number(number: int) -> Iterator[None]:
    """Raises `Refused`, since numbers are looked up by another command than in the chat."""
    try:
        yield
    except DeadlineUnknown as unknown:
        raise Refused(command_deadlines.unknown(number)) from unknown


def _changed(found: Changed) -> Arguments:
    return {
        "number": found.number,
        "kind": str(found.kind),
        "title": found.title,
        "day": found.day.isoformat(),
        "before": found.before.isoformat(),
        "revision": found.revision,
    }

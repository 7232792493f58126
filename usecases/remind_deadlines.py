"""Deadlines: 30, 14, 7, 3, 1 and 0 days before and 1, 3 and 7 after, everybody concerned is told once."""

import asyncio
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from domain.audit import Event
from domain.calendar import Holidays
from domain.clock import local_day
from domain.deadlines import FURTHEST_BEHIND, days_due, is_telling_time
from domain.roles import Door
from models.audit import AuditEntry, Change
from models.statement import Statement, as_day, on_postgres, to_json
from models.transaction import atomic

from .deadline_digests import Line, release, tell
from .deadline_people import CONCERNS, OF_AGREEMENTS, REACHABLE
from .person_ranges import person_ranges
from .policy_deadlines import paper_deadlines
from .store_deadlines import store_deadlines

RULE = "deadline"
# Deadlines of agreements in one piece; each concerns a handful of people.
PIECE = 1000
AT_ONCE = 2
WIDE_PIECE = 1000

# As one text, since a row for each of a million would take a hundred times the memory.
_DUE = Statement(
    """
    SELECT string_agg(id::text, ',') AS numbers FROM deadline
    WHERE state = 'open' AND day = $1 AND apprenticeship_id IS NOT NULL
    """
)
_FIRE = f"""
    INSERT INTO firing (rule, occasion, person_id, fired_at)
    SELECT '{RULE}', told.occasion, told.person_id, $1 FROM ({{pairs}}) AS told
    WHERE true ORDER BY told.occasion, told.person_id
    ON CONFLICT (rule, occasion, person_id) DO NOTHING RETURNING person_id, occasion
"""  # nosec B608
_OCCASION = "d.id || ':' || d.revision || ':'"

_AMONG = "d.id IN (SELECT value::int FROM json_array_elements_text({0}::json))"
# $2 is today, $3 the step of each day, $4 the deadlines.
_FIRE_AGREEMENTS = Statement(
    _FIRE.format(
        pairs=f"""
        SELECT {_OCCASION.replace("d.", "pair.")} || (w.value::json->>'step') AS occasion, pair.person_id
        FROM ({OF_AGREEMENTS.format(which=_AMONG.format("$4"))}) AS pair
        JOIN person ON person.id = pair.person_id
        JOIN json_array_elements_text($3::json) AS w ON (w.value::json->>'day')::date = pair.day
        WHERE {REACHABLE}
        """  # nosec B608
    )
)
_WIDE = Statement(
    """
    SELECT id, day FROM deadline WHERE state = 'open' AND apprenticeship_id IS NULL
    AND day >= $1 AND day <= $2 ORDER BY id
    """
)
# $3 are pairs of a deadline and its step, $4 and $5 the first and last person.
_FIRE_WIDE = Statement(
    _FIRE.format(
        pairs=f"""
        SELECT {_OCCASION} || (w.value::json->>'step') AS occasion, person.id AS person_id
        FROM json_array_elements_text($3::json) AS w
        JOIN deadline d ON d.id = (w.value::json->>'id')::int AND d.state = 'open'
        JOIN person ON person.id BETWEEN $4 AND $5
        WHERE {REACHABLE} AND {CONCERNS}
        """  # nosec B608
    )
)
_SHOWN = Statement(
    """
    SELECT d.id, d.revision, d.kind, d.day, d.title, d.todo, d.source, p.id AS apprentice_id, p.name
    FROM deadline d LEFT JOIN apprenticeship a ON a.id = d.apprenticeship_id LEFT JOIN person p ON p.id = a.person_id
    WHERE d.id IN (SELECT value::int FROM json_array_elements_text($1::json))
    """
)
_STILL = Statement(
    f"""
    SELECT told.id, told.revision FROM (
        {OF_AGREEMENTS.format(which=_AMONG.format("$1"))}
        UNION
        SELECT d.id, d.revision, d.day, person.id FROM deadline d JOIN person ON person.id = $3
        WHERE d.apprenticeship_id IS NULL AND d.state = 'open'
          AND {_AMONG.format("$1")} AND {CONCERNS}
    ) AS told JOIN person ON person.id = told.person_id
    WHERE told.person_id = $3 AND {REACHABLE}
    """  # nosec B608
)


async def remind_deadlines(holidays: Holidays, *, now: datetime) -> int:
    """Enqueue what is due and not yet told, one message a person; how many messages."""
    if not is_telling_time(now):
        return 0
    today = local_day(now)
    await _store_papers(today, now)
    steps = dict(days_due(today, holidays))
    messages = await _tell_wide(steps, today, now) + await _tell_agreements(steps, today, now)
    await release(now=now)
    return messages


async def _store_papers(today: date, now: datetime) -> None:
    """What the papers say; a day long over when the paper became known reminds of nothing."""
    wanted = [one for one in paper_deadlines() if one.day >= today - FURTHEST_BEHIND]
    async with atomic():
        stored = await store_deadlines(wanted, now=now)
        changes = [
            Change(
                Event.DEADLINE_SET,
                f"deadline:{one.id}",
                after={"kind": str(one.kind), "day": one.day.isoformat()},
            )
            for one in stored
        ]
        await AuditEntry.record_all(Door.TIMETABLE, changes, now=now)


async def _tell_agreements(steps: Mapping[date, int], today: date, now: datetime) -> int:
    """Pieces in the order of their numbers: those made together concern the same people, and lie together on disk.

    On PostgreSQL one piece is worded here while the server writes another. Each takes persons in their order, so
    that none waits for one that waits for it.
    """
    due = await _due(steps)
    days = to_json([{"day": day.isoformat(), "step": step} for day, step in steps.items()])
    pieces = (to_json(due[start : start + PIECE].tolist()) for start in range(0, len(due), PIECE))
    if not on_postgres():
        return await _tell_pieces(pieces, days, today, now)
    walks = [asyncio.create_task(_tell_pieces(pieces, days, today, now)) for _ in range(AT_ONCE)]
    try:
        return sum(await asyncio.gather(*walks))
    finally:
        for walk in walks:
            walk.cancel()
        await asyncio.gather(*walks, return_exceptions=True)


async def _tell_pieces(pieces: Iterator[str], days: str, today: date, now: datetime) -> int:
    told = 0
    for piece in pieces:
        async with atomic():
            told += await _tell(await _FIRE_AGREEMENTS.rows(now, today, days, piece), now)
        await asyncio.sleep(0)
    return told


async def _due(steps: Mapping[date, int]) -> "array[int]":
    """The open deadlines of these days, eight bytes each, by their numbers."""
    found = array("q")
    for day in steps:
        row = await _DUE.row(day)
        if row and row["numbers"]:
            found.extend(map(int, row["numbers"].split(",")))
    return array("q", sorted(found))


async def _tell_wide(steps: Mapping[date, int], today: date, now: datetime) -> int:
    """The deadlines of no agreement, which may concern everybody."""
    rows = await _WIDE.rows(min(steps), max(steps)) if steps else []
    due = [{"id": row["id"], "step": steps[day]} for row in rows if (day := as_day(row["day"])) in steps]
    told = 0
    if due:
        async for piece in person_ranges(WIDE_PIECE):
            async with atomic():
                told += await _tell(await _FIRE_WIDE.rows(now, today, to_json(due), *piece), now)
    return told


async def _tell(fired: Sequence[Mapping[str, Any]], now: datetime) -> int:
    if not fired:
        return 0
    pairs = [(row["person_id"], int(row["occasion"].partition(":")[0])) for row in fired]
    rows = await _SHOWN.rows(to_json(sorted({number for _, number in pairs})))
    shown = {row["id"]: row for row in rows}
    lines: dict[int, list[Line]] = {}
    for person_id, number in pairs:
        lines.setdefault(person_id, []).append(_line(shown[number], person_id))
    return await tell(lines, now=now)


def _line(row: Mapping[str, Any], person_id: int) -> Line:
    line: Line = {
        "kind": row["kind"],
        "day": row["day"] if isinstance(row["day"], str) else row["day"].isoformat(),
        "count": 1,
        "names": [] if row["apprentice_id"] in (None, person_id) else [row["name"]],
        "numbers": [[row["id"], row["revision"]]],
    }
    for part in ("title", "todo", "source"):
        if row[part]:
            line[part] = row[part]
    return line


async def still_due(person_id: int, facts: Mapping[str, Any], now: datetime) -> bool:
    """Any of the deadlines told of is still open on its day, and still concerns the person."""
    told = set(_numbers(facts["lines"]))
    rows = await _STILL.rows(to_json([number for number, _ in sorted(told)]), local_day(now), person_id)
    return any((row["id"], row["revision"]) in told for row in rows)


def _numbers(lines: Iterable[Mapping[str, Any]]) -> Iterable[tuple[int, int]]:
    return ((number, revision) for line in lines for number, revision in line["numbers"])

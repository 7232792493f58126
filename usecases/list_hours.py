"""An apprentice looks at what was written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.clock import local_day, week_start
from domain.roles import Actor
from models.statement import Statement

from .own_entry import GREATEST, OWN_COLUMNS, OwnEntry, entry_of

PAGE = 10


@dataclass(frozen=True, slots=True)
class OwnHours:
    """One page, newest first, of the numbers below `below`; the week's minutes by status; whether older ones follow.

    `waiting` are the minutes that wait in all. `reversed` are, by the number of a reversing entry, whose it reverses.
    """

    entries: tuple[OwnEntry, ...]
    week_confirmed: int
    week_waiting: int
    older: bool
    below: int
    waiting: int
    reversed: Mapping[int, int]


_NEWEST = Statement(
    f"SELECT {OWN_COLUMNS} FROM hours_entry e WHERE person_id = $1 AND number < $2 "  # nosec B608
    f"ORDER BY number DESC LIMIT {PAGE + 1}"
)
_REVERSED = Statement(
    """
    SELECT e.number, before.number AS reversed FROM hours_entry e JOIN hours_entry before ON before.id = e.reverses_id
    WHERE e.person_id = $1 AND e.number BETWEEN $2 AND $3
    """
)
_WEEK = Statement(
    """
    SELECT status, sum(minutes) AS minutes FROM hours_entry
    WHERE person_id = $1 AND work_date BETWEEN $2 AND $3 AND status IN ('submitted', 'confirmed')
    GROUP BY status
    """
)
_WAITING = Statement(
    """
    SELECT coalesce(sum(e.minutes), 0) AS minutes FROM apprenticeship a
    JOIN hours_entry e ON e.apprenticeship_id = a.id AND e.status = 'submitted'
    WHERE a.person_id = $1
    """
)


async def list_hours(actor: Actor, *, now: datetime, below: int = 0) -> OwnHours:
    """Entries whose number is below `below`; 0: from the newest on."""
    rows = await _NEWEST.rows(actor.person_id, min(below or GREATEST, GREATEST))
    monday = week_start(local_day(now))
    sums = await _WEEK.rows(actor.person_id, monday, monday + timedelta(days=6))
    week = {row["status"]: int(row["minutes"]) for row in sums}
    entries = tuple(entry_of(row) for row in rows[:PAGE])
    return OwnHours(
        entries,
        week.get("confirmed", 0),
        week.get("submitted", 0),
        len(rows) > PAGE,
        below,
        int((await _WAITING.row(actor.person_id) or {"minutes": 0})["minutes"]),
        await _reversed(actor.person_id, entries),
    )


async def _reversed(person_id: int, entries: Sequence[OwnEntry]) -> dict[int, int]:
    """Only a reversing entry has minutes below zero."""
    if all(entry.minutes >= 0 for entry in entries):
        return {}
    rows = await _REVERSED.rows(person_id, entries[-1].number, entries[0].number)
    return {row["number"]: row["reversed"] for row in rows}

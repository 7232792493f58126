"""Silence never confirms: after 3, 7 and 14 days of waiting more and more people hear of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from domain.clock import local_day
from domain.reminders import LADDER, LADDER_FROM, Rung, Standing, days_waited, is_time, waited_before
from models.deliveries import Delivery
from models.statement import Statement, as_instant
from models.transaction import atomic

from .fire_once import fire_once
from .person_ranges import person_ranges

RULE = "unconfirmed"
KINDS = {Standing.ADMINISTRATOR: "hours_stuck"}
MOST_NAMES = 3
MOST_ENTRIES = 50
# What has waited longer than ten years is no longer anybody's turn.
LONGEST_DAYS = 3650

# What every rung shares: $1 and $2 are the first and last person, $3 is the rung in days, the entries wait since
# before $4 and not before $5. For mentors $6 is today and $7 their standing.
_ENTRY = "e.id AS entry_id, e.revision, e.waiting_since, apprentice.name AS apprentice"
_WAITS = "e.status = 'submitted' AND e.waiting_since < $4 AND e.waiting_since >= $5"
_NOT_FIRED = """
    NOT EXISTS (SELECT 1 FROM firing f WHERE f.rule = 'unconfirmed' AND f.person_id = told.person_id
                AND f.occasion = told.entry_id || ':' || told.revision || ':' || $3::int)
    AND EXISTS (SELECT 1 FROM identity i WHERE i.person_id = told.person_id)
"""
# CROSS JOIN: from the few mentors to their entries; SQLite would begin with every entry that waits.
_ENTRIES = "CROSS JOIN hours_entry e JOIN person apprentice ON apprentice.id = e.person_id"
_OF_MENTOR = f"""
    e.apprenticeship_id = m.apprenticeship_id AND {_WAITS}
    AND e.work_date >= m.since AND (m.until IS NULL OR e.work_date <= m.until)
"""
_AWAY = "ended_at IS NULL AND since <= $6 AND until >= $6"
# The mentor of the longest standing is the one awaited, or who stands in today; the others may confirm too.
_FIRST = """
    NOT EXISTS (SELECT 1 FROM mentorship earlier WHERE earlier.apprenticeship_id = m.apprenticeship_id
                AND earlier.id < m.id AND earlier.since <= e.work_date
                AND (earlier.until IS NULL OR earlier.until >= e.work_date))
"""
_MENTORS = Statement(
    f"""
    SELECT told.* FROM (
        SELECT m.mentor_id AS person_id, {_ENTRY},
               CASE WHEN {_FIRST} AND NOT EXISTS (
                   SELECT 1 FROM deputyship away WHERE away.mentor_id = m.mentor_id AND {_AWAY}
               ) THEN 'awaited' ELSE 'other' END AS standing
        FROM mentorship m {_ENTRIES} WHERE {_OF_MENTOR} AND m.mentor_id BETWEEN $1 AND $2
        UNION
        SELECT d.deputy_id, {_ENTRY}, CASE WHEN {_FIRST} THEN 'awaited' ELSE 'other' END
        FROM (SELECT deputy_id, mentor_id FROM deputyship WHERE {_AWAY}) AS d
        CROSS JOIN mentorship m {_ENTRIES}
        WHERE d.deputy_id BETWEEN $1 AND $2 AND m.mentor_id = d.mentor_id AND {_OF_MENTOR}
    ) AS told
    WHERE told.standing = $7 AND {_NOT_FIRED}
    """  # nosec B608
)
_ADMINISTRATORS = Statement(
    f"""
    SELECT told.* FROM (
        SELECT held.person_id, {_ENTRY}
        FROM role_held held {_ENTRIES}
        JOIN apprenticeship a ON a.id = e.apprenticeship_id AND a.employer_id = held.organization_id
        WHERE held.person_id BETWEEN $1 AND $2 AND held.role = 'administrator' AND {_WAITS}
    ) AS told
    WHERE {_NOT_FIRED}
    """  # nosec B608
)
_STATUS = Statement("SELECT status FROM hours_entry WHERE id = $1")


async def remind_unconfirmed(*, now: datetime) -> int:
    """Enqueue what is due: one message a person and day, whatever the number of entries; how many."""
    if not is_time(LADDER_FROM, now):
        return 0
    return sum([await _remind(piece, now) async for piece in person_ranges()])


async def _remind(piece: tuple[int, int], now: datetime) -> int:
    due = [
        {**row, "days": rung.days, "kind": KINDS.get(rung.standing, "hours_unconfirmed")}
        for rung in LADDER
        for row in await _due(rung, piece, now)
    ]
    due.sort(key=lambda row: (row["person_id"], row["kind"], row["entry_id"]))
    groups = groupby(due, key=lambda row: (row["person_id"], row["kind"]))
    return sum([await _tell(person_id, kind, list(rows), now) for (person_id, kind), rows in groups])


async def _due(rung: Rung, piece: tuple[int, int], now: datetime) -> list[dict[str, Any]]:
    values = (
        *piece,
        rung.days,
        waited_before(rung.days, now),
        waited_before(rung.until_days or LONGEST_DAYS, now),
    )
    if rung.standing is Standing.ADMINISTRATOR:
        return await _ADMINISTRATORS.rows(*values)
    return await _MENTORS.rows(*values, local_day(now), str(rung.standing))


async def _tell(person_id: int, kind: str, rows: Sequence[Mapping[str, Any]], now: datetime) -> bool:
    """In a transaction for each person, since there may be hundreds of entries."""
    async with atomic():
        new = [row for row in rows if await _fire(person_id, row, now)]
        if new:
            await _enqueue(person_id, kind, new, now)
    return bool(new)


async def _enqueue(person_id: int, kind: str, new: Sequence[Mapping[str, Any]], now: datetime) -> None:
    names = list(dict.fromkeys(row["apprentice"] for row in new))
    oldest = min(as_instant(row["waiting_since"]) or now for row in new)
    await Delivery.enqueue(
        person_id,
        kind,
        key=f"{kind}:{local_day(now)}:{person_id}",
        now=now,
        day=local_day(now).isoformat(),
        count=len(new),
        waited=days_waited(oldest, now),
        names=names[:MOST_NAMES],
        more_names=max(len(names) - MOST_NAMES, 0),
        entries=[row["entry_id"] for row in new[:MOST_ENTRIES]],
    )


async def _fire(person_id: int, row: Mapping[str, Any], now: datetime) -> bool:
    occasion = f"{row['entry_id']}:{row['revision']}:{row['days']}"
    return await fire_once(RULE, occasion, person_id, now=now)


async def still_unconfirmed(person_id: int, facts: Mapping[str, Any], now: datetime) -> bool:
    """Any of the entries told of still waits."""
    for entry_id in facts["entries"]:
        row = await _STATUS.row(entry_id)
        if row and row["status"] == "submitted":
            return True
    return False

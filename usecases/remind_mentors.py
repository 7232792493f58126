"""The mentor's digest at 17:30, if anything waits, also for those the mentor stands in for."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from domain.clock import instant, local_day
from domain.reminders import DIGEST_AT, days_waited, is_time, quiet_begins
from models.deliveries import Delivery
from models.statement import Statement, as_instant
from models.transaction import atomic

from .fire_once import fire_once
from .person_ranges import person_ranges

RULE = "digest"

# $1 and $2 are the first and last person, $3 is today; what came after $4 is for tomorrow's digest.
# CROSS JOIN: from the few mentors to their entries; SQLite would begin with every entry that waits.
_WAITING = Statement(
    """
    SELECT mine.person_id, count(DISTINCT e.id) AS total, min(e.waiting_since) AS oldest
    FROM (
        SELECT m.mentor_id AS person_id, m.apprenticeship_id, m.since, m.until
        FROM mentorship m WHERE m.mentor_id BETWEEN $1 AND $2
        UNION ALL
        SELECT d.deputy_id, m.apprenticeship_id, m.since, m.until
        FROM deputyship d JOIN mentorship m ON m.mentor_id = d.mentor_id
        WHERE d.deputy_id BETWEEN $1 AND $2 AND d.ended_at IS NULL AND d.since <= $3 AND d.until >= $3
    ) AS mine
    JOIN person ON person.id = mine.person_id AND person.erased_at IS NULL AND person.reminders_on
     AND (person.reminders_paused_until IS NULL OR person.reminders_paused_until <= $3)
    CROSS JOIN hours_entry e
    WHERE e.apprenticeship_id = mine.apprenticeship_id AND e.status = 'submitted'
      AND e.work_date >= mine.since AND (mine.until IS NULL OR e.work_date <= mine.until)
      AND e.person_id <> mine.person_id AND e.waiting_since <= $4
      AND EXISTS (SELECT 1 FROM identity i WHERE i.person_id = mine.person_id)
    GROUP BY mine.person_id ORDER BY mine.person_id
    """
)


async def remind_mentors(*, now: datetime) -> int:
    """Enqueue today's digests that are due and not yet sent; how many."""
    if not is_time(DIGEST_AT, now):
        return 0
    return sum([await _remind(piece, local_day(now), now) async for piece in person_ranges()])


async def _remind(piece: tuple[int, int], today: date, now: datetime) -> int:
    rows = await _WAITING.rows(*piece, today, instant(today, DIGEST_AT))
    if not rows:
        return 0
    async with atomic():
        return sum([await _tell(row, today.isoformat(), now) for row in rows])


async def _tell(row: Mapping[str, Any], occasion: str, now: datetime) -> bool:
    person_id = row["person_id"]
    if not await fire_once(RULE, occasion, person_id, now=now):
        return False
    await Delivery.enqueue(
        person_id,
        "mentor_digest",
        key=f"{RULE}:{occasion}:{person_id}",
        now=now,
        expires_at=quiet_begins(now),
        day=occasion,
        total=row["total"],
        waited=days_waited(as_instant(row["oldest"]) or now, now),
    )
    return True


async def still_waiting(person_id: int, facts: Mapping[str, Any], now: datetime) -> bool:
    """Something still waits for this mentor, and the mentor wants to be told."""
    return await _WAITING.row(person_id, person_id, local_day(now), now) is not None

"""每周小结: on Friday evening an apprentice sees what the week holds."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from domain.clock import local_day, week_start
from domain.reminders import FRIDAY, WEEK_AT, is_time, quiet_begins
from models.deliveries import Delivery
from models.statement import Statement
from models.transaction import atomic

from .fire_once import fire_once
from .person_ranges import person_ranges

RULE = "week"

# $1 and $2 are the first and last person, $3 is today, $4 and $5 the week's Monday and Sunday.
_WEEKS = Statement(
    """
    SELECT person.id AS person_id,
           count(DISTINCT CASE WHEN e.status IN ('submitted', 'confirmed') THEN e.work_date END) AS days,
           coalesce(sum(CASE WHEN e.status = 'confirmed' THEN e.minutes END), 0) AS confirmed,
           coalesce(sum(CASE WHEN e.status = 'submitted' THEN e.minutes END), 0) AS waiting,
           count(CASE WHEN e.status = 'returned' THEN 1 END) AS returned
    FROM person
    LEFT JOIN hours_entry e ON e.person_id = person.id AND e.work_date BETWEEN $4 AND $5
    WHERE person.id BETWEEN $1 AND $2 AND person.erased_at IS NULL AND person.reminders_on
      AND (person.reminders_paused_until IS NULL OR person.reminders_paused_until <= $3)
      AND EXISTS (SELECT 1 FROM identity i WHERE i.person_id = person.id)
      AND EXISTS (SELECT 1 FROM apprenticeship a WHERE a.person_id = person.id AND a.status = 'active'
                  AND a.starts_on <= $3 AND a.ends_on >= $4
                  AND NOT EXISTS (SELECT 1 FROM closed_week c WHERE c.apprenticeship_id = a.id AND c.monday = $4))
    GROUP BY person.id ORDER BY person.id
    """
)


async def summarize_week(*, now: datetime) -> int:
    """Enqueue the summaries that are due and not yet sent; how many."""
    today = local_day(now)
    if today.weekday() != FRIDAY or not is_time(WEEK_AT, now):
        return 0
    return sum([await _summarize(piece, today, now) async for piece in person_ranges()])


async def _summarize(piece: tuple[int, int], today: date, now: datetime) -> int:
    monday = week_start(today)
    rows = await _WEEKS.rows(*piece, today, monday, monday + timedelta(days=6))
    if not rows:
        return 0
    async with atomic():
        return sum([await _tell(row, monday.isoformat(), now) for row in rows])


async def _tell(row: Mapping[str, Any], monday: str, now: datetime) -> bool:
    person_id = row["person_id"]
    if not await fire_once(RULE, monday, person_id, now=now):
        return False
    await Delivery.enqueue(
        person_id,
        "week_summary",
        key=f"{RULE}:{monday}:{person_id}",
        now=now,
        expires_at=quiet_begins(now),
        monday=monday,
        days=row["days"],
        confirmed=int(row["confirmed"]),
        waiting=int(row["waiting"]),
        returned=row["returned"],
    )
    return True

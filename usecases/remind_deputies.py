"""A deputy who was asked some days ahead is reminded on the first morning."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from domain.clock import instant, local_day
from domain.reminders import DEPUTY_AT, is_time
from models.deliveries import Delivery
from models.statement import Statement, as_day
from models.transaction import atomic

from .person_ranges import person_ranges

# $1 and $2 are the first and last person, $3 is today and $4 its beginning: who was asked after that has just read it.
_BEGUN = Statement(
    """
    SELECT d.id, d.deputy_id, d.until, mentor.name
    FROM deputyship d
    JOIN person mentor ON mentor.id = d.mentor_id
    JOIN delivery asked ON asked.key = 'deputy:' || d.id AND asked.created_at < $4
    WHERE d.deputy_id BETWEEN $1 AND $2 AND d.ended_at IS NULL AND d.since = $3
      AND NOT EXISTS (SELECT 1 FROM delivery told WHERE told.key = 'deputy_begins:' || d.id)
    ORDER BY d.id
    """
)
_RUNS = Statement(
    "SELECT id FROM deputyship WHERE id = $1 AND ended_at IS NULL AND since <= $2 AND until >= $2"
)


async def remind_deputies(*, now: datetime) -> int:
    """Enqueue what is due to those whose days begin today; how many."""
    if not is_time(DEPUTY_AT, now):
        return 0
    return sum([await _remind(piece, local_day(now), now) async for piece in person_ranges()])


async def _remind(piece: tuple[int, int], today: date, now: datetime) -> int:
    rows = await _BEGUN.rows(*piece, today, instant(today, time()))
    if not rows:
        return 0
    async with atomic():
        return sum([await _tell(row, now) for row in rows])


async def _tell(row: Mapping[str, Any], now: datetime) -> bool:
    told = await Delivery.enqueue(
        row["deputy_id"],
        "deputy_begins",
        key=f"deputy_begins:{row['id']}",
        now=now,
        deputyship=row["id"],
        mentor=row["name"],
        until=as_day(row["until"]).isoformat(),
    )
    return told is not None


async def still_runs(person_id: int, facts: Mapping[str, Any], now: datetime) -> bool:
    """The mentor has not ended it meanwhile."""
    return await _RUNS.row(facts["deputyship"], local_day(now)) is not None

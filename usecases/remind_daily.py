"""每日提醒: on a training day, at the person's own time, who has written nothing is asked once."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from domain.calendar import Holidays, is_working_day
from domain.clock import local_day, week_start
from domain.deliveries import Priority
from domain.reminders import minutes_due, quiet_begins
from models.statement import Statement
from models.transaction import atomic

from .enqueue_many import enqueue_fired
from .person_ranges import person_ranges

RULE = "daily"
# Of most people nothing is due, or one short row is written.
PIECE = 10_000

# $1 and $2 are the first and last person, $3 is today, $4 this week's Monday; $5 and $6 the minutes that are due.
_MISSING = """
    SELECT DISTINCT person.id
    FROM person JOIN apprenticeship a ON a.person_id = person.id AND a.status = 'active'
     AND a.starts_on <= $3 AND a.ends_on >= $3
    WHERE person.id BETWEEN $1 AND $2 AND person.erased_at IS NULL AND person.reminders_on
      AND (person.reminders_paused_until IS NULL OR person.reminders_paused_until <= $3)
      AND EXISTS (SELECT 1 FROM identity i WHERE i.person_id = person.id)
      AND NOT EXISTS (SELECT 1 FROM closed_week c WHERE c.apprenticeship_id = a.id AND c.monday = $4)
      AND NOT EXISTS (SELECT 1 FROM hours_entry e
                      WHERE e.person_id = person.id AND e.work_date = $3 AND e.status <> 'withdrawn')
"""
_STILL = Statement(_MISSING)
_FIRE = Statement(
    f"""
    INSERT INTO firing (rule, occasion, person_id, fired_at)
    SELECT $7, $8, told.id, $9 FROM (
        {_MISSING} AND person.remind_at BETWEEN $5 AND $6
    ) AS told WHERE true ORDER BY told.id
    ON CONFLICT (rule, occasion, person_id) DO NOTHING
    """  # nosec B608
)
_FIRED = Statement(
    "SELECT count(*) AS persons FROM firing WHERE rule = $1 AND occasion = $2 AND person_id BETWEEN $3 AND $4"
)


async def remind_daily(holidays: Holidays, *, now: datetime) -> int:
    """Enqueue what is due and not yet asked; how many."""
    today = local_day(now)
    if not is_working_day(today, holidays):
        return 0
    return sum([await _remind(piece, today, now) async for piece in person_ranges(PIECE)])


async def _remind(piece: tuple[int, int], today: date, now: datetime) -> int:
    """Counted in the database: of a million persons no row comes here."""
    occasion = today.isoformat()
    async with atomic():
        before = await _fired(occasion, piece)
        await _FIRE.rows(*piece, today, week_start(today), *minutes_due(now), RULE, occasion, now)
        new = await _fired(occasion, piece) - before
        if new:
            await enqueue_fired(
                "daily_reminder",
                RULE,
                occasion,
                piece,
                {"day": occasion},
                now=now,
                expires_at=quiet_begins(now),
                priority=Priority.DIGEST,
            )
    return new


async def _fired(occasion: str, piece: tuple[int, int]) -> int:
    row = await _FIRED.row(RULE, occasion, *piece)
    return int(row["persons"]) if row else 0


async def still_missing(person_id: int, facts: Mapping[str, Any], now: datetime) -> bool:
    """Nothing was written since, and the person is still in training and wants to be reminded."""
    day = date.fromisoformat(facts["day"])
    return await _STILL.row(person_id, person_id, day, week_start(day)) is not None

"""统计: today's figures of the organizations that an administrator reaches."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.clock import local_day
from domain.roles import Actor
from models.statement import Statement

from .administered import REACHED, check_administrator
from .notice_report import NoticeLine, recent_notices

OVERDUE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Statistics:
    """`apprentices` in training today, of whom `logged` wrote `minutes` for today; entries that wait."""

    day: date
    apprentices: int
    logged: int
    minutes: int
    waiting: int
    overdue: int
    notices: tuple[NoticeLine, ...]


_OURS = f"(a.employer_id IN ({REACHED}) OR a.school_id IN ({REACHED}))"  # nosec B608
_TODAY = Statement(
    f"""
    SELECT count(DISTINCT a.person_id) AS apprentices, count(DISTINCT e.person_id) AS logged,
           coalesce(sum(e.minutes), 0) AS minutes
    FROM apprenticeship a
    LEFT JOIN hours_entry e ON e.person_id = a.person_id AND e.work_date = $2 AND e.apprenticeship_id = a.id
         AND e.status IN ('submitted', 'confirmed')
    WHERE a.status = 'active' AND a.starts_on <= $2 AND a.ends_on >= $2 AND {_OURS}
    """  # nosec B608
)
_WAITING = Statement(
    f"""
    SELECT count(*) AS waiting, count(CASE WHEN e.waiting_since <= $2 THEN 1 END) AS overdue
    FROM apprenticeship a JOIN hours_entry e ON e.apprenticeship_id = a.id AND e.status = 'submitted'
    WHERE {_OURS}
    """  # nosec B608
)


async def statistics(actor: Actor, *, now: datetime) -> Statistics:
    """Refusal: `OnlyAdministrators`."""
    check_administrator(actor)
    day = local_day(now)
    today = await _TODAY.row(actor.person_id, day) or {}
    queue = await _WAITING.row(actor.person_id, now - OVERDUE) or {}
    return Statistics(
        day,
        today["apprentices"],
        today["logged"],
        int(today["minutes"]),
        queue["waiting"],
        queue["overdue"],
        await recent_notices(actor),
    )

"""统计: today's figures of the organizations that an administrator reaches."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.clock import local_day
from domain.roles import Actor
from models.statement import Statement

from .administered import REACHED, check_administrator
from .notice_report import NoticeLine, recent_notices
from .open_disputes import count_open_disputes
from .scope import Scope, scope_of

OVERDUE = timedelta(days=3)
# How many people are named in one answer.
NAMED = 8


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of the organizations in `scope`; minutes.

    `apprentices` in training today, of whom `logged` wrote `minutes` for today; the first of the others are
    `missing`. `waiting` entries, of which `overdue` wait too long for the mentors in `late`, each with how many.
    """

    day: date
    scope: Scope
    apprentices: int
    logged: int
    missing: tuple[str, ...]
    minutes: int
    waiting: int
    overdue: int
    late: tuple[tuple[str, int], ...]
    disputes: int
    notices: tuple[NoticeLine, ...]


_OURS = f"(a.employer_id IN ({REACHED}) OR a.school_id IN ({REACHED}))"
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
_MISSING = Statement(
    f"""
    SELECT p.name FROM person p WHERE p.id IN (
        SELECT a.person_id FROM apprenticeship a
        WHERE a.status = 'active' AND a.starts_on <= $2 AND a.ends_on >= $2 AND {_OURS}
          AND NOT EXISTS (SELECT 1 FROM hours_entry e WHERE e.person_id = a.person_id AND e.work_date = $2
                          AND e.status IN ('submitted', 'confirmed')))
    ORDER BY p.id LIMIT {NAMED}
    """  # nosec B608
)
_LATE = Statement(
    f"""
    SELECT mentor.name, count(DISTINCT e.id) AS entries FROM apprenticeship a
    JOIN hours_entry e ON e.apprenticeship_id = a.id AND e.status = 'submitted' AND e.waiting_since <= $2
    JOIN mentorship m ON m.apprenticeship_id = a.id AND m.since <= e.work_date
     AND (m.until IS NULL OR m.until >= e.work_date)
    JOIN person mentor ON mentor.id = m.mentor_id
    WHERE {_OURS} GROUP BY mentor.id, mentor.name ORDER BY 2 DESC, mentor.id LIMIT {NAMED}
    """  # nosec B608
)


async def statistics(actor: Actor, *, now: datetime) -> Statistics:
    """Refusal: `OnlyAdministrators`."""
    check_administrator(actor)
    day = local_day(now)
    today = await _TODAY.row(actor.person_id, day) or {}
    queue = await _WAITING.row(actor.person_id, now - OVERDUE) or {}
    late = await _LATE.rows(actor.person_id, now - OVERDUE) if queue["overdue"] else []
    return Statistics(
        day=day,
        scope=await scope_of(actor),
        apprentices=today["apprentices"],
        logged=today["logged"],
        missing=tuple(row["name"] for row in await _MISSING.rows(actor.person_id, day)),
        minutes=int(today["minutes"]),
        waiting=queue["waiting"],
        overdue=queue["overdue"],
        late=tuple((row["name"], row["entries"]) for row in late),
        disputes=await count_open_disputes(actor),
        notices=await recent_notices(actor),
    )

"""The open deadlines that concern a person, and those that the operator of the machine looks at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from domain.clock import local_day
from domain.deadlines import FURTHEST_BEHIND, DeadlineKind
from domain.roles import Actor
from models.statement import Statement, as_day

from .deadline_people import CONCERNS, STANDS

AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """Deadlines of one kind and day. `number` is the first one's; `name` is of one of `count` apprentices,
    empty where it is the person's own or of no agreement.
    """

    number: int
    kind: DeadlineKind
    day: date
    title: str
    todo: str
    source: str
    count: int
    name: str


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One deadline as the operator sees it. `revision` counts how often it was set."""

    number: int
    kind: str
    day: date
    title: str
    todo: str
    source: str
    person: str
    organization: str
    role: str
    state: str
    revision: int


# $1 is the person, $2 today, $3 and $4 the first and last day, $5 the most lines.
_OWN = Statement(
    f"""
    SELECT min(d.id) AS number, d.kind, d.day, '' AS title, '' AS todo, max(d.source) AS source, count(*) AS count,
           min(CASE WHEN a.person_id = $1 THEN '' ELSE p.name END) AS name
    FROM (
        SELECT own.id FROM apprenticeship own WHERE own.person_id = $1
        UNION SELECT m.apprenticeship_id FROM mentorship m
              WHERE m.mentor_id = $1 AND (m.until IS NULL OR m.until >= $2)
        UNION SELECT led.id FROM role_held held JOIN apprenticeship led ON led.employer_id = held.organization_id
              WHERE held.person_id = $1 AND held.role = 'administrator'
        UNION SELECT led.id FROM role_held held JOIN apprenticeship led ON led.school_id = held.organization_id
              WHERE held.person_id = $1 AND held.role = 'administrator'
    ) AS mine
    JOIN deadline d ON d.apprenticeship_id = mine.id AND d.state = 'open' AND d.day >= $3 AND d.day <= $4
    JOIN apprenticeship a ON a.id = mine.id AND {STANDS}
    JOIN person p ON p.id = a.person_id
    GROUP BY d.kind, d.day, CASE WHEN a.person_id = $1 THEN 1 ELSE 0 END
    UNION ALL
    SELECT d.id, d.kind, d.day, d.title, d.todo, d.source, 1, ''
    FROM deadline d JOIN person ON person.id = $1
    WHERE d.state = 'open' AND d.apprenticeship_id IS NULL AND d.day >= $3 AND d.day <= $4 AND {CONCERNS}
    ORDER BY 3, 1 LIMIT $5
    """  # nosec B608
)
_ALL = Statement(
    """
    SELECT d.id AS number, d.kind, d.day, d.title, d.todo, d.source, coalesce(p.name, '') AS person,
           coalesce(o.name, '') AS organization, d.role, d.state, d.revision
    FROM deadline d LEFT JOIN apprenticeship a ON a.id = d.apprenticeship_id LEFT JOIN person p ON p.id = a.person_id
    LEFT JOIN organization o ON o.id = coalesce(d.organization_id, a.employer_id)
    WHERE d.state = 'open' AND d.day >= $1 ORDER BY d.day, d.id LIMIT $2
    """
)


async def deadlines_of(actor: Actor, most: int, *, now: datetime) -> tuple[DeadlineLine, ...]:
    """Those that lie ahead or are not long over, the nearest first."""
    today = local_day(now)
    rows = await _OWN.rows(actor.person_id, today, today - FURTHEST_BEHIND, today + AHEAD, most)
    return tuple(
        DeadlineLine(**{**row, "kind": DeadlineKind(row["kind"]), "day": as_day(row["day"])}) for row in rows
    )


async def next_deadlines(most: int, *, now: datetime) -> tuple[DeadlineRow, ...]:
    """Everybody's, the nearest first, for the operator of the machine."""
    rows = await _ALL.rows(local_day(now) - FURTHEST_BEHIND, most)
    return tuple(_row(row) for row in rows)


def _row(row: Mapping[str, Any]) -> DeadlineRow:
    return DeadlineRow(**{**row, "day": as_day(row["day"])})

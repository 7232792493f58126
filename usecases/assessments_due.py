"""Who is to be assessed: midterms and finals whose deadline is near or over, and planned grade assessments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from domain.clock import local_day
from domain.grading import AssessmentKind
from domain.roles import Actor, Door
from models.people import Person
from models.statement import Statement, as_day

from .administered import REACHED, overseer
from .assessed_training import CHANCE
from .pieces import pieces

AHEAD = timedelta(days=30)
# An agreement that nobody assessed for so long is no class that waits.
BEHIND = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class DueAssessment:
    """`day` is the deadline's, or the planned one. `attempt` is the one to come."""

    training_id: int
    person_id: int
    name: str
    employer: str
    occupation: str
    kind: AssessmentKind
    day: date
    planned_on: date | None
    attempt: int


_COLUMNS = "SELECT a.id AS training_id, p.id AS person_id, p.name, o.name AS employer, a.occupation"
_PEOPLE = "JOIN person p ON p.id = a.person_id JOIN organization o ON o.id = a.employer_id"
# $1 who asks, $2 and $3 the first and the last day, $4 the employer's or school's name or '', $5 the most.
_DUE = f"""
    {_COLUMNS}, d.kind, d.day,
           (SELECT max(s.planned_on) FROM assessment s
            WHERE s.apprenticeship_id = a.id AND s.kind = d.kind AND s.state = 'planned') AS planned_on,
           1 + (SELECT count(*) FROM assessment s
                WHERE s.apprenticeship_id = a.id AND s.kind = d.kind AND s.state = 'failed') AS attempt
    FROM {{mine}} JOIN deadline d ON d.apprenticeship_id = a.id {_PEOPLE}
    WHERE d.state = 'open' AND d.kind IN ('midterm', 'final') AND a.status = 'active'
      AND d.day >= $2 AND d.day <= $3 AND {{named}}
    UNION ALL
    {_COLUMNS}, s.kind, s.planned_on, s.planned_on, {CHANCE}
    FROM {{mine}} JOIN assessment s ON s.apprenticeship_id = a.id {_PEOPLE}
    WHERE s.state = 'planned' AND s.kind = 'grade' AND s.planned_on >= $2 AND s.planned_on <= $3 AND {{named}}
    ORDER BY 7, 1, 6 LIMIT $5
"""  # nosec B608
_NAMED = "($4::text = '' OR o.name = $4::text OR a.school_id = (SELECT id FROM organization WHERE name = $4::text))"
# Few agreements of one administrator are found from the organizations on, everybody's from the days on.
_OWN = f"""
    (SELECT id FROM apprenticeship WHERE employer_id IN ({REACHED})
     UNION SELECT id FROM apprenticeship WHERE school_id IN ({REACHED})) AS mine
    JOIN apprenticeship a ON a.id = mine.id
"""  # nosec B608
_OF_ADMINISTRATOR = Statement(_DUE.format(mine=_OWN, named=_NAMED))
_OF_ALL = Statement(_DUE.format(mine="apprenticeship a", named=f"$1::int = 0 AND {_NAMED}"))


async def assessments_due(
    by: Actor | Door, *, organization: str = "", most: int, now: datetime
) -> tuple[DueAssessment, ...]:
    """The nearest first; only of the employer or school of that name where there is one.

    Refusal: `OnlyAdministrators`.
    """
    who, today = overseer(by), local_day(now)
    statement = _OF_ADMINISTRATOR if who else _OF_ALL
    rows = await statement.rows(who, today - BEHIND, today + AHEAD, organization, most)
    return tuple(_due(row) for row in rows)


def _due(row: Mapping[str, Any]) -> DueAssessment:
    planned = as_day(row["planned_on"]) if row["planned_on"] else None
    facts = {"kind": AssessmentKind(row["kind"]), "day": as_day(row["day"]), "planned_on": planned}
    return DueAssessment(**{**row, **facts})


async def phones_of(person_ids: list[int]) -> dict[int, str]:
    """In the clear, for a sheet that goes back to whoever is in charge of them."""
    found: dict[int, str] = {}
    async for piece in pieces(person_ids):
        people = await Person.filter(id__in=list(piece)).only("id", "phone")
        found |= {person.id: person.phone for person in people}
    return found

"""Assessments as people look at them: one's own, and those an administrator is in charge of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.grading import AssessmentKind, AssessmentState
from domain.roles import Actor, Door
from models.statement import Statement, as_day

from .administered import overseer
from .assessed_training import CHANCE, IN_REACH

MOST = 200


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One attempt. `score` in hundredths of a point, `reasons` why it was failed, cancelled or voided."""

    number: int
    apprenticeship_id: int
    name: str
    employer: str
    occupation: str
    kind: AssessmentKind
    attempt: int
    grade: int | None
    state: AssessmentState
    planned_on: date | None
    sat_on: date | None
    score: int | None
    reasons: str
    assessors: tuple[str, ...]


_LINES = f"""
    SELECT s.id AS number, s.apprenticeship_id, p.name, o.name AS employer, a.occupation, s.kind, {CHANCE} AS attempt,
           s.grade, s.state, s.planned_on, s.sat_on, s.score,
           CASE WHEN s.state = 'voided' THEN s.voided_reason ELSE s.reasons END AS reasons,
           (SELECT string_agg(one.name, '、') FROM assessor one WHERE one.assessment_id = s.id) AS assessors
    FROM assessment s JOIN apprenticeship a ON a.id = s.apprenticeship_id
    JOIN person p ON p.id = a.person_id JOIN organization o ON o.id = a.employer_id
"""  # nosec B608
_OF_PERSON = Statement(
    f"{_LINES} WHERE a.person_id = $1 AND s.state <> 'cancelled' ORDER BY s.apprenticeship_id DESC, s.id"
)
_OF_ALL = Statement(
    f"""
    {_LINES} WHERE ($2::bigint = 0 OR s.id < $2::bigint) AND ($3::int = 0 OR a.person_id = $3::int)
      AND {IN_REACH.format(who="$1::int")}
    ORDER BY s.id DESC LIMIT $4
    """  # nosec B608
)


async def assessments_of(person_id: int) -> tuple[AssessmentLine, ...]:
    """A person's planned and decided ones, those of the newest agreement first; asks no permission."""
    return tuple(_line(row) for row in await _OF_PERSON.rows(person_id))


async def list_assessments(
    by: Actor | Door, *, person_id: int = 0, before: int = 0, most: int = MOST
) -> tuple[AssessmentLine, ...]:
    """Newest first, with numbers below `before` where it isn't 0; of one person where it isn't 0.

    Refusal: `OnlyAdministrators`.
    """
    rows = await _OF_ALL.rows(overseer(by), before, person_id, most)
    return tuple(_line(row) for row in rows)


def _line(row: Mapping[str, Any]) -> AssessmentLine:
    days = {name: as_day(row[name]) if row[name] else None for name in ("planned_on", "sat_on")}
    states = {"kind": AssessmentKind(row["kind"]), "state": AssessmentState(row["state"])}
    assessors = tuple((row["assessors"] or "").split("、")) if row["assessors"] else ()
    return AssessmentLine(**{**row, **days, **states, "assessors": assessors})

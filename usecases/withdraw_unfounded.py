"""Grades that were reached by an assessment, and that none gives any more, are taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.grade_rules import judge
from domain.grading import GradeWay
from domain.roles import Actor, Door
from models.statement import Statement, as_day

from .grade_facts import Asked, Vouched, gather_facts
from .policies import all_grade_rules
from .withdraw_grade import withdraw_grade

# A grade with a certificate's number was certified elsewhere: who certified it answers for it.
_BY_ASSESSMENT = Statement(
    """
    SELECT g.id, g.grade, g.decided_on, g.decided_by_id, s.state FROM grade_record g
    LEFT JOIN assessment s ON s.id = g.assessment_id
    WHERE g.person_id = $1 AND g.occupation = $2 AND g.way = 'assessment' AND g.withdrawn_at IS NULL AND g.number = ''
    ORDER BY g.id
    """
)


async def withdraw_unfounded(
    by: Actor | Door, person_id: int, occupation: str, reason: str, *, now: datetime
) -> int:
    """How many of the person's grades in the occupation are withdrawn, in the caller's transaction."""
    rows = await _BY_ASSESSMENT.rows(person_id, occupation)
    unfounded = [row["id"] for row in rows if not await _is_founded(row, person_id, occupation)]
    for number in unfounded:
        await withdraw_grade(by, number, reason, now=now)
    return len(unfounded)


async def _is_founded(row: Mapping[str, Any], person_id: int, occupation: str) -> bool:
    """Its own assessment stands; of a record made by hand, one that a rule of its day accepts."""
    if row["state"]:
        return bool(row["state"] == "passed")
    asked = Asked(person_id, occupation, row["grade"], as_day(row["decided_on"]), row["decided_by_id"])
    ways = judge(all_grade_rules(), await gather_facts(asked, Vouched()), GradeWay.ASSESSMENT)
    return not ways or any(
        all(found.passed for found in way.findings if found.condition == "assessment_passed") for way in ways
    )

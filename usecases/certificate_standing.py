"""What a certificate would stand on: an assessment with its people, its assessors and its frozen hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.certificate_kinds import Issuing, Kind
from domain.certificates import HoursLine, Standing
from domain.errors import Refusal
from domain.grading import AssessmentKind, AssessmentState
from domain.idcard import masked
from models.secrecy import is_sealed, keyring
from models.statement import Statement, as_day, as_json


@dataclass(eq=False)
class AssessmentUnknown(Refusal):
    """There is no such assessment, or a certificate of this kind doesn't stand on it."""

    code = "certificates.assessment_unknown"


_READ = Statement(
    """
    SELECT s.id, s.kind, s.state, s.sat_on, s.score, s.grade, s.minutes, a.person_id, p.name, p.id_number,
           a.id AS apprenticeship_id, a.programme, a.occupation, a.starts_on, a.ends_on, a.plan_id,
           plan.lesson_minutes, employer.id AS employer_id, employer.name AS employer,
           employer.credit_code AS employer_code, school.name AS school,
           body.id AS body_id, body.name AS body, body.credit_code AS body_code
    FROM assessment s
    JOIN apprenticeship a ON a.id = s.apprenticeship_id
    JOIN person p ON p.id = a.person_id
    JOIN organization employer ON employer.id = a.employer_id
    JOIN training_plan plan ON plan.id = a.plan_id
    LEFT JOIN organization school ON school.id = a.school_id
    LEFT JOIN organization body ON body.id = s.body_id
    WHERE s.id = $1
    """
)
_PLAN = Statement("SELECT category, minutes FROM plan_item WHERE plan_id = $1 ORDER BY id")
_ASSESSORS = Statement("SELECT name, employer FROM assessor WHERE assessment_id = $1 ORDER BY id")
# What was reversed after the hours were frozen no longer counts.
_REVERSED = Statement(
    """
    SELECT e.category, sum(e.minutes) AS minutes FROM hours_entry e
    JOIN frozen_hours f ON f.assessment_id = $1 AND f.entry_id = e.reverses_id
    WHERE e.apprenticeship_id = $2 AND e.status = 'confirmed' AND NOT EXISTS (
        SELECT 1 FROM frozen_hours later WHERE later.assessment_id = $1 AND later.entry_id = e.id
    ) GROUP BY e.category
    """
)


async def standing_of(assessment_id: int, kind: Kind) -> Standing:
    """Refusal: `AssessmentUnknown`."""
    row = await _READ.row(assessment_id)
    if row is None or row["kind"] != kind.stands_on:
        raise AssessmentUnknown
    assessors = await _ASSESSORS.rows(assessment_id)
    issuer = "body" if kind.issuer is Issuing.ASSESSOR and row["body_id"] else "employer"
    return Standing(
        assessment_id=row["id"],
        kind=AssessmentKind(row["kind"]),
        state=AssessmentState(row["state"]),
        sat_on=as_day(row["sat_on"]) if row["sat_on"] else None,
        score=row["score"],
        grade=row["grade"],
        person_id=row["person_id"],
        name=row["name"],
        id_number=_masked(row["id_number"]),
        apprenticeship_id=row["apprenticeship_id"],
        programme=row["programme"],
        occupation=row["occupation"],
        employer=row["employer"],
        school=row["school"] or "",
        starts_on=as_day(row["starts_on"]),
        ends_on=as_day(row["ends_on"]),
        lesson_minutes=row["lesson_minutes"],
        lines=await _lines(row),
        assessors=tuple((each["name"], each["employer"]) for each in assessors),
        issuer_id=row[f"{issuer}_id"],
        issuer=row[issuer],
        issuer_code=row[f"{issuer}_code"],
    )


async def _lines(row: Mapping[str, Any]) -> tuple[HoursLine, ...]:
    """By category of the plan, from what was frozen less what was reversed since."""
    frozen: dict[str, int] = as_json(row["minutes"]) or {}
    reversed_since = {
        each["category"]: int(each["minutes"])
        for each in await _REVERSED.rows(row["id"], row["apprenticeship_id"])
    }
    return tuple(
        HoursLine(
            item["category"],
            item["minutes"],
            frozen.get(item["category"], 0) + reversed_since.get(item["category"], 0),
        )
        for item in await _PLAN.rows(row["plan_id"])
    )


def _masked(sealed: str | None) -> str:
    """The plain number never leaves this function."""
    if not sealed:
        return ""
    return masked(keyring().open(sealed) if is_sealed(sealed) else sealed)

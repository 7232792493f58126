"""A grade that a person has reached is put on record, if the paper in force on its day allows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.audit import Event
from domain.clock import local_day
from domain.grade_claims import GradeClaim, check_claim
from domain.grade_rules import Judged, demand, judge
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.statement import Insert, Statement
from models.transaction import atomic

from .grade_facts import Asked, Vouched, gather_facts
from .manages import PersonUnknown, check_manages
from .newest_grade import keep_newest
from .policies import all_grade_rules


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decided, by the name of that day."""

    id: int | None
    name: str


# Writing the person first is the lock: two records of one person come one after the other.
_LOCK = Statement("UPDATE person SET grade = grade WHERE id = $1 AND erased_at IS NULL RETURNING id")
_TOLD = Statement("SELECT id FROM grade_record WHERE ref = $1")
_NAME = Statement("SELECT name FROM organization WHERE id = $1")
_INSERT = Insert(
    "grade_record",
    "person_id",
    "grade",
    "step",
    "occupation",
    "way",
    "decided_on",
    "decided_by_id",
    "decided_by_name",
    "source",
    "number",
    "assessment_id",
    "recorded_by_id",
    "recorded_at",
    "withdrawn_reason",
    "ref",
)


async def record_grade(actor: Actor | Door, claim: GradeClaim, *, now: datetime) -> int:
    """The record's id; the same `ref` again is the same record.

    The conditions are those of the papers in force on the day of the decision. A grade certified elsewhere, with its
    number, is put on record as it is. Refusals: `OnlyAdministrators`, `PersonUnknown`, those of `check_claim`,
    `NoPaperForGrade`, `GradeConditionsUnmet`.
    """
    check_claim(claim, local_day(now))
    async with atomic():
        if await _LOCK.row(claim.person_id) is None:
            raise PersonUnknown
        await check_manages(actor, claim.person_id)
        if told := await _TOLD.row(claim.ref):
            return int(told["id"])
        decider = await _decider(claim)
        judged = await _judged(claim)
        number = await _insert(actor, claim, decider, judged, now)
        await AuditEntry.record(
            actor,
            Event.GRADE_RECORDED,
            f"grade_record:{number}",
            now=now,
            after=_told(claim, decider, judged),
            rule=_source(judged)[:100],
        )
        await keep_newest(actor, claim.person_id, now=now)
    return number


async def _decider(claim: GradeClaim) -> Decider:
    row = await _NAME.row(claim.decided_by) if claim.decided_by else None
    return Decider(claim.decided_by, row["name"] if row else claim.decided_by_name)


async def _judged(claim: GradeClaim) -> Judged | None:
    """The rule it is recorded under and what was found; None where only a certificate from elsewhere does."""
    asked = Asked(claim.person_id, claim.occupation, claim.grade, claim.decided_on, claim.decided_by)
    facts = await gather_facts(asked, Vouched(claim.contests, claim.merits))
    if claim.number:
        return next((one for one in judge(all_grade_rules(), facts, claim.way) if one.met), None)
    return demand(all_grade_rules(), facts, claim.way)


async def _insert(
    actor: Actor | Door, claim: GradeClaim, decider: Decider, judged: Judged | None, now: datetime
) -> int:
    return await _INSERT.one(
        person_id=claim.person_id,
        grade=claim.grade,
        step=claim.step,
        occupation=claim.occupation,
        way=str(claim.way),
        decided_on=claim.decided_on,
        decided_by_id=decider.id,
        decided_by_name=decider.name,
        source=_source(judged),
        number=claim.number,
        assessment_id=claim.assessment_id,
        recorded_by_id=actor.person_id if isinstance(actor, Actor) else None,
        recorded_at=now,
        withdrawn_reason="",
        ref=claim.ref,
    )


def _source(judged: Judged | None) -> str:
    return judged.rule.source if judged else ""


def _told(claim: GradeClaim, decider: Decider, judged: Judged | None) -> dict[str, Any]:
    """What the trail keeps: the claim, and every finding as of this moment."""
    return {
        "grade": claim.grade,
        "step": claim.step,
        "occupation": claim.occupation,
        "way": str(claim.way),
        "decided_on": claim.decided_on.isoformat(),
        "decided_by": decider.name,
        "number": claim.number,
        "merits": sorted(str(merit) for merit in claim.merits),
        "contests": [[int(contest.level), contest.place] for contest in claim.contests],
        "source": _source(judged),
        "findings": [
            {
                "condition": found.condition,
                "passed": found.passed,
                "fact": found.fact,
                "required": found.required,
            }
            for found in (judged.findings if judged else ())
        ],
    }

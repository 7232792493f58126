"""An administrator records what came of an assessment: the hours are frozen, and the people hear of it."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.assessment_refusals import DecidedOtherwise
from domain.assessments import (
    Result,
    Standing,
    check_result,
    faults_of,
    final_score,
    hours_digest,
    minutes_by_category,
)
from domain.audit import Event
from domain.clock import local_day
from domain.errors import Refusal
from domain.grade_claims import GradeClaim
from domain.grading import AssessmentKind, AssessmentState, GradeWay
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.statement import Insert, Statement, to_json
from models.transaction import atomic

from .assessed_training import (
    DECIDED,
    AssessedTraining,
    AssessmentRow,
    attempts_at,
    chance,
    grade_assessed,
    hold_training,
    open_row,
    standing_of,
)
from .assessment_deadlines import end_deadline
from .assessment_news import tell_of_assessment
from .assessment_parts import same_parts, write_parts
from .frozen_hours import freeze_hours
from .record_grade import record_grade


@dataclass(frozen=True, slots=True)
class DecidedAssessment:
    """`score` in hundredths of a point; `again`: it had been recorded before, and nothing was changed."""

    assessment_id: int
    name: str
    kind: AssessmentKind
    attempt: int
    sat_on: date
    passed: bool
    score: int | None
    attempts_left: int
    again: bool = False


_NEW = Insert("assessment", "apprenticeship_id", "kind", "attempt", "state", "reasons", "remarks", "hours_digest",
              "source", "created_at", "ref")  # fmt: skip
_DECIDE = Statement(
    """
    UPDATE assessment
    SET state = $2, grade = $3, sat_on = $4, score = $5, reasons = $6, remarks = $7, body_id = $8, source = $9,
        recorded_by_id = $10, decided_at = $11
    WHERE id = $1 AND decided_at IS NULL
    """
)
_FROZEN = Statement("UPDATE assessment SET minutes = $2, hours_digest = $3 WHERE id = $1")


async def decide_assessment(
    by: Actor | Door, training_id: int, result: Result, *, now: datetime
) -> DecidedAssessment:
    """Record a result, of the planned attempt where one is planned; told again it changes nothing.

    Refusals: `OnlyAdministrators`, `TrainingUnknown`, `OwnAssessment`, `DecidedOtherwise`, those of `check_result`,
    and those of `record_grade` where a grade was reached.
    """
    async with atomic():
        training = await hold_training(by, training_id)
        rows, grade = await attempts_at(training.id, result.kind), _grade(training, result)
        if earlier := await _earlier(rows, result, grade):
            return _decided(training, result, earlier.id, chance(rows, grade, result.sat_on), 0, again=True)
        standing = await standing_of(training, result.kind, grade, result.sat_on, rows)
        check_result(result, standing, local_day(now))
        number = await _open(training, result, rows, standing.terms.source, now)
        decided = _decided(training, result, number, chance(rows, grade), _left(result, standing))
        await _write(by, training, result, standing, decided, now)
        await _follow(by, training, result, decided, now)
    return decided


async def decision_faults(
    by: Actor | Door, training_id: int, result: Result, *, now: datetime
) -> list[Refusal]:
    """All that would be refused of this result, in the caller's transaction. Refusals: those of `hold_training`."""
    training = await hold_training(by, training_id)
    rows, grade = await attempts_at(training.id, result.kind), _grade(training, result)
    try:
        if await _earlier(rows, result, grade):
            return []
    except DecidedOtherwise as refusal:
        return [refusal]
    standing = await standing_of(training, result.kind, grade, result.sat_on, rows)
    return faults_of(result, standing, local_day(now))


def _grade(training: AssessedTraining, result: Result) -> int | None:
    return grade_assessed(training, result.kind, result.grade)


def _left(result: Result, standing: Standing) -> int:
    return 0 if result.passed else standing.attempts_left - 1


def _decided(
    training: AssessedTraining, result: Result, number: int, attempt: int, left: int, *, again: bool = False
) -> DecidedAssessment:
    return DecidedAssessment(
        number, training.name, result.kind, attempt, result.sat_on, result.passed, final_score(result), left, again
    )  # fmt: skip


async def _earlier(rows: list[AssessmentRow], result: Result, grade: int | None) -> AssessmentRow | None:
    """The same told before. Refusal: `DecidedOtherwise`."""
    for row in rows:
        if row.state in DECIDED and row.sat_on == result.sat_on:
            told = (result.passed, final_score(result), grade, result.reasons, result.remarks, result.body)
            passed = row.state is AssessmentState.PASSED
            kept = (passed, row.score, row.grade, row.reasons, row.remarks, row.body)
            if told != kept or not await same_parts(row.id, result):
                raise DecidedOtherwise(result.kind, result.sat_on, row.id)
            return row
    return None


async def _open(
    training: AssessedTraining, result: Result, rows: list[AssessmentRow], source: str, now: datetime
) -> int:
    """The id of the row that takes the result."""
    if known := open_row(rows):
        return known.id
    attempt = len(rows) + 1
    return await _NEW.one(
        apprenticeship_id=training.id,
        kind=str(result.kind),
        attempt=attempt,
        state=str(AssessmentState.PLANNED),
        reasons="",
        remarks="",
        hours_digest="",
        source=source,
        created_at=now,
        ref=f"assessment:{training.id}:{result.kind}:{attempt}",
    )


async def _write(
    by: Actor | Door,
    training: AssessedTraining,
    result: Result,
    standing: Standing,
    decided: DecidedAssessment,
    now: datetime,
) -> None:
    number, grade, source = decided.assessment_id, _grade(training, result), standing.terms.source
    state = AssessmentState.PASSED if result.passed else AssessmentState.FAILED
    author = by.person_id if isinstance(by, Actor) else None
    await _DECIDE.run(
        number, str(state), grade, result.sat_on, decided.score, result.reasons, result.remarks, result.body,
        source, author, now,
    )  # fmt: skip
    await write_parts(number, result)
    entries = await freeze_hours(number, training.id)
    minutes, digest = minutes_by_category(entries), hours_digest(entries)
    await _FROZEN.run(number, to_json(minutes), digest)
    after = {
        "kind": str(result.kind),
        "attempt": decided.attempt,
        "state": str(state),
        "grade": grade,
        "sat_on": result.sat_on.isoformat(),
        "score": decided.score,
        "assessors": list(result.assessors),
        "minutes": minutes,
        "hours_digest": digest,
    }
    await AuditEntry.record(
        by, Event.ASSESSMENT_DECIDED, f"assessment:{number}", now=now, after=after, rule=source
    )


async def _follow(
    by: Actor | Door, training: AssessedTraining, result: Result, decided: DecidedAssessment, now: datetime
) -> None:
    """The deadline ends, a grade that was reached is put on record, and everybody hears of it."""
    if not decided.attempts_left:
        await end_deadline(by, training.id, result.kind, passed=result.passed, now=now)
    if result.passed and result.kind is AssessmentKind.GRADE:
        await record_grade(by, _claim(training, result, decided.assessment_id), now=now)
    await tell_of_assessment(
        "assessment_decided",
        str(decided.assessment_id),
        training,
        result.kind,
        now=now,
        day=result.sat_on.isoformat(),
        passed=result.passed,
        score=decided.score,
        reasons=result.reasons,
        attempt=decided.attempt,
        left=decided.attempts_left,
        grade=_grade(training, result),
    )


def _claim(training: AssessedTraining, result: Result, number: int) -> GradeClaim:
    """The grade, by the assessment body where one assessed, else by the employer (自主评价)."""
    return GradeClaim(
        person_id=training.person_id,
        grade=_grade(training, result) or training.target_grade,
        occupation=training.occupation,
        way=GradeWay.ASSESSMENT,
        decided_on=result.sat_on,
        ref=f"assessment:{number}",
        decided_by=result.body or training.employer_id,
        assessment_id=number,
    )

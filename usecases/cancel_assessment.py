"""An administrator gives up a planned assessment; the usual deadline holds again."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.assessment_refusals import AssessmentUnknown, DecidedAlready, TrainingUnknown
from domain.audit import Event
from domain.grading import AssessmentKind, AssessmentState
from domain.roles import Actor, Door
from domain.signing import check_reason
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

from .assessed_training import AssessedTraining, AssessmentRow, attempts_at, hold_training
from .assessment_deadlines import usual_deadline_again
from .assessment_news import tell_of_assessment

GREATEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class CancelledAssessment:
    """`again`: it had been cancelled before."""

    assessment_id: int
    name: str
    kind: AssessmentKind
    day: date | None
    again: bool


_FIND = Statement("SELECT apprenticeship_id, kind FROM assessment WHERE id = $1")
_CANCEL = Statement("UPDATE assessment SET state = 'cancelled', reasons = $2 WHERE id = $1")


async def cancel_assessment(
    by: Actor | Door, number: int, reason: str, *, now: datetime
) -> CancelledAssessment:
    """Cancelling twice is cancelling once.

    Refusals: `OnlyAdministrators`, `AssessmentUnknown`, `OwnAssessment`, `DecidedAlready`, `ReasonRequired`,
    `ReasonTooLong`.
    """
    reason = check_reason(reason)
    training_id, kind = await _find(number)
    async with atomic():
        training, row = await _held(by, number, training_id, kind)
        if row.state in (AssessmentState.PASSED, AssessmentState.FAILED):
            raise DecidedAlready(number)
        again = row.state is AssessmentState.CANCELLED
        if not again:
            await _cancel(by, training, kind, row, reason, now)
    return CancelledAssessment(number, training.name, kind, row.planned_on, again)


async def _find(number: int) -> tuple[int, AssessmentKind]:
    """Its agreement and kind, which never change. Refusal: `AssessmentUnknown`."""
    found = await _FIND.row(number) if 0 < number <= GREATEST else None
    if found is None:
        raise AssessmentUnknown(number)
    return found["apprenticeship_id"], AssessmentKind(found["kind"])


async def _held(
    by: Actor | Door, number: int, training_id: int, kind: AssessmentKind
) -> tuple[AssessedTraining, AssessmentRow]:
    try:
        training = await hold_training(by, training_id)
    except TrainingUnknown as unknown:
        raise AssessmentUnknown(number) from unknown
    rows = await attempts_at(training_id, kind)
    return training, next(row for row in rows if row.id == number)


async def _cancel(
    by: Actor | Door,
    training: AssessedTraining,
    kind: AssessmentKind,
    row: AssessmentRow,
    reason: str,
    now: datetime,
) -> None:
    day = row.planned_on.isoformat() if row.planned_on else None
    await _CANCEL.run(row.id, reason)
    await AuditEntry.record(
        by,
        Event.ASSESSMENT_CANCELLED,
        f"assessment:{row.id}",
        now=now,
        before={"day": day},
        after={"reason": reason},
    )
    await usual_deadline_again(by, training.id, now=now)
    await tell_of_assessment(
        "assessment_cancelled",
        f"{row.id}:{now.isoformat()}",
        training,
        kind,
        now=now,
        day=day,
        reason=reason,
        attempt=row.attempt,
    )

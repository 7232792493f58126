"""An administrator gives up a planned assessment; the usual deadline holds again."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.assessment_refusals import DecidedAlready
from domain.audit import Event
from domain.grading import AssessmentKind, AssessmentState
from domain.roles import Actor, Door
from domain.signing import check_reason
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

from .assessed_training import AssessedTraining, AssessmentRow, chance
from .assessment_deadlines import usual_deadline_again
from .assessment_news import tell_of_assessment
from .held_assessment import find_assessment, held_assessment


@dataclass(frozen=True, slots=True)
class CancelledAssessment:
    """`again`: it had been cancelled before."""

    assessment_id: int
    name: str
    kind: AssessmentKind
    day: date | None
    again: bool


_CANCEL = Statement("UPDATE assessment SET state = 'cancelled', reasons = $2 WHERE id = $1")


async def cancel_assessment(
    by: Actor | Door, number: int, reason: str, *, now: datetime
) -> CancelledAssessment:
    """Cancelling twice is cancelling once.

    Refusals: `OnlyAdministrators`, `AssessmentUnknown`, `OwnAssessment`, `DecidedAlready`, `ReasonRequired`,
    `ReasonTooLong`.
    """
    reason = check_reason(reason)
    training_id, kind = await find_assessment(number)
    async with atomic():
        training, row, rows = await held_assessment(by, number, training_id, kind)
        if row.sat_on:
            raise DecidedAlready(number)
        again = row.state is AssessmentState.CANCELLED
        if not again:
            await _cancel(by, training, kind, row, reason, chance(rows, row.grade), now)
    return CancelledAssessment(number, training.name, kind, row.planned_on, again)


async def _cancel(
    by: Actor | Door,
    training: AssessedTraining,
    kind: AssessmentKind,
    row: AssessmentRow,
    reason: str,
    attempt: int,
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
        attempt=attempt,
    )

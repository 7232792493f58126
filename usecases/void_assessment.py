"""作废: a result that was recorded wrongly counts no longer. It stays on file, and so does why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.assessment_refusals import LaterAttempt, NotDecided
from domain.audit import Event
from domain.certificates import check_reason
from domain.grading import AssessmentKind, AssessmentState
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

from .assessed_training import DECIDED, AssessedTraining, AssessmentRow, chance
from .assessment_deadlines import due_again
from .assessment_news import tell_of_assessment
from .held_assessment import find_assessment, held_assessment
from .suspend_certificates import suspend_issued_from
from .withdraw_unfounded import withdraw_unfounded


@dataclass(frozen=True, slots=True)
class VoidedAssessment:
    """`grades` were taken back and `suspended` are numbers of certificates. `again`: it had been voided before."""

    assessment_id: int
    name: str
    kind: AssessmentKind
    day: date | None
    grades: int = 0
    suspended: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Held:
    """`attempt` is which try it was."""

    training: AssessedTraining
    kind: AssessmentKind
    row: AssessmentRow
    attempt: int

    def voided(self, grades: int = 0, suspended: tuple[str, ...] = (), *, again: bool) -> VoidedAssessment:
        return VoidedAssessment(
            self.row.id, self.training.name, self.kind, self.row.sat_on, grades, suspended, again
        )


_VOID = Statement(
    "UPDATE assessment SET state = 'voided', voided_at = $2, voided_reason = $3 WHERE id = $1 AND voided_at IS NULL"
)


async def void_assessment(by: Actor | Door, number: int, reason: str, *, now: datetime) -> VoidedAssessment:
    """Take a result back, with what was reached by it; voiding twice is voiding once.

    Grades that nothing else gives are withdrawn, certificates issued from it suspended, hours that it froze can be
    amended again, and what was due is due again. The right result is then recorded as if this one had never been.
    Refusals: `OnlyAdministrators`, `AssessmentUnknown`, `OwnAssessment`, `NotDecided`, `LaterAttempt`, `ReasonUnfit`.
    """
    reason = check_reason(reason)
    training_id, kind = await find_assessment(number)
    async with atomic():
        training, row, rows = await held_assessment(by, number, training_id, kind)
        held = _Held(training, kind, row, chance(rows, row.grade, row.sat_on or date.max))
        if row.state is AssessmentState.VOIDED:
            return held.voided(again=True)
        _check(row, rows)
        await _void(by, held, reason, now)
        suspended = await suspend_issued_from(number, reason, actor=by, now=now)
        grades = await withdraw_unfounded(by, training.person_id, training.occupation, reason, now=now)
        await due_again(by, training, kind, now=now)
        done = held.voided(grades, suspended, again=False)
        await _tell(held, done, reason, now)
    return done


async def void_assessments(
    by: Actor | Door, numbers: Iterable[int], reason: str, *, now: datetime
) -> tuple[VoidedAssessment, ...]:
    """A sheet with one slip in every row: all of them or none, the newest first. Refusals: those of each."""
    async with atomic():
        ordered = sorted(set(numbers), reverse=True)
        return tuple([await void_assessment(by, number, reason, now=now) for number in ordered])


def _check(row: AssessmentRow, rows: Sequence[AssessmentRow]) -> None:
    """Results are taken back from the newest one on, so that those that stand always follow each other."""
    if row.state not in DECIDED:
        raise NotDecided(row.id)
    for later in rows:
        is_next = later.grade == row.grade and later.number > row.number
        if is_next and later.state in (*DECIDED, AssessmentState.PLANNED):
            raise LaterAttempt(row.id, later.id, planned=later.state is AssessmentState.PLANNED)


async def _void(by: Actor | Door, held: _Held, reason: str, now: datetime) -> None:
    await _VOID.run(held.row.id, now, reason)
    await AuditEntry.record(
        by,
        Event.ASSESSMENT_VOIDED,
        f"assessment:{held.row.id}",
        now=now,
        before={"state": str(held.row.state), "score": held.row.score, "grade": held.row.grade},
        after={"state": str(AssessmentState.VOIDED), "reason": reason},
    )


async def _tell(held: _Held, done: VoidedAssessment, reason: str, now: datetime) -> None:
    await tell_of_assessment(
        "assessment_voided",
        str(held.row.id),
        held.training,
        held.kind,
        now=now,
        attempt=held.attempt,
        day=held.row.sat_on.isoformat() if held.row.sat_on else None,
        passed=held.row.state is AssessmentState.PASSED,
        reason=reason,
        grades=done.grades,
        suspended=len(done.suspended),
    )

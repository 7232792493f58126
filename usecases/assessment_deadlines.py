"""The deadline of an agreement's midterm or final assessment follows the assessment."""

from datetime import date, datetime

from domain.deadlines import DeadlineKind
from domain.grading import AssessmentKind, AssessmentState
from domain.roles import Actor, Door
from models.statement import Statement

from .arrange_deadlines import arrange_deadlines, subject_of
from .assessed_training import AssessedTraining, attempts_at
from .assessment_terms import terms_of
from .set_deadline import close_deadline, reopen_deadline, set_deadline
from .store_deadlines import Wanted

# A grade assessment is the person's own wish, so nothing is due.
KINDS = {AssessmentKind.MIDTERM: DeadlineKind.MIDTERM, AssessmentKind.FINAL: DeadlineKind.FINAL}

_MIDTERM_PLANNED = Statement(
    "SELECT id FROM assessment WHERE apprenticeship_id = $1 AND kind = 'midterm' AND state = 'planned'"
)


async def move_deadline_to(
    by: Actor | Door, training_id: int, kind: AssessmentKind, day: date, source: str, *, now: datetime
) -> None:
    """Its day is planned now."""
    if kind in KINDS:
        wanted = Wanted(
            KINDS[kind], subject_of(training_id), day, source=source, apprenticeship_id=training_id
        )
        await set_deadline(by, wanted, now=now)


async def end_deadline(
    by: Actor | Door, training_id: int, kind: AssessmentKind, *, passed: bool, now: datetime
) -> None:
    """Passed, or there is no further attempt: nobody is reminded any more.

    A midterm is assessed in the midst of a training (粤人社规〔2022〕26号 二（二）5), so none is awaited after the
    final was passed, unless it has its day.
    """
    if kind in KINDS:
        await close_deadline(by, KINDS[kind], subject_of(training_id), now=now)
    if kind is AssessmentKind.FINAL and passed and not await _MIDTERM_PLANNED.row(training_id):
        await close_deadline(
            by, DeadlineKind.MIDTERM, subject_of(training_id), now=now, reason="final_passed"
        )


async def due_again(
    by: Actor | Door, training: AssessedTraining, kind: AssessmentKind, *, now: datetime
) -> None:
    """A result was voided: what had ended by it is due again, on the day that follows from the term."""
    subject = subject_of(training.id)
    if kind is AssessmentKind.FINAL and await _is_midterm_awaited(training):
        await reopen_deadline(by, DeadlineKind.MIDTERM, subject, now=now)
    if kind in KINDS:
        await reopen_deadline(by, KINDS[kind], subject, now=now)
        await arrange_deadlines(by, [training.id], now=now)


async def _is_midterm_awaited(training: AssessedTraining) -> bool:
    rows = await attempts_at(training.id, AssessmentKind.MIDTERM)
    failed = sum(row.state is AssessmentState.FAILED for row in rows)
    attempts = terms_of(AssessmentKind.MIDTERM, training.programme, training.starts_on).attempts
    return failed < attempts and not any(row.state is AssessmentState.PASSED for row in rows)


async def usual_deadline_again(by: Actor | Door, training_id: int, *, now: datetime) -> None:
    """The plan was given up, so the day that follows from the term holds again."""
    await arrange_deadlines(by, [training_id], now=now)

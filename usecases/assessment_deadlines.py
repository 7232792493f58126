"""The deadline of an agreement's midterm or final assessment follows the assessment."""

from datetime import date, datetime

from domain.deadlines import DeadlineKind
from domain.grading import AssessmentKind
from domain.roles import Actor, Door

from .arrange_deadlines import arrange_deadlines, subject_of
from .set_deadline import close_deadline, reopen_deadline, set_deadline
from .store_deadlines import Wanted

# A grade assessment is the person's own wish, so nothing is due.
KINDS = {AssessmentKind.MIDTERM: DeadlineKind.MIDTERM, AssessmentKind.FINAL: DeadlineKind.FINAL}


async def move_deadline_to(
    by: Actor | Door, training_id: int, kind: AssessmentKind, day: date, source: str, *, now: datetime
) -> None:
    """Its day is planned now."""
    if kind in KINDS:
        wanted = Wanted(
            KINDS[kind], subject_of(training_id), day, source=source, apprenticeship_id=training_id
        )
        await set_deadline(by, wanted, now=now)


async def end_deadline(by: Actor | Door, training_id: int, kind: AssessmentKind, *, now: datetime) -> None:
    """Passed, or there is no further attempt: nobody is reminded any more."""
    if kind in KINDS:
        await close_deadline(by, KINDS[kind], subject_of(training_id), now=now)


async def due_again(by: Actor | Door, training_id: int, kind: AssessmentKind, *, now: datetime) -> None:
    """Its result was voided: what had ended by it is due again, on the day that follows from the term."""
    if kind in KINDS:
        await reopen_deadline(by, KINDS[kind], subject_of(training_id), now=now)
        await arrange_deadlines(by, [training_id], now=now)


async def usual_deadline_again(by: Actor | Door, training_id: int, *, now: datetime) -> None:
    """The plan was given up, so the day that follows from the term holds again."""
    await arrange_deadlines(by, [training_id], now=now)

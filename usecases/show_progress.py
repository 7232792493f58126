"""An apprentice sees how far the next grade is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from domain.clock import local_day, week_start
from domain.grading import AssessmentKind
from domain.limits import Limits
from domain.progress import Progress
from domain.reach import room_in, window_of
from domain.roles import Actor
from models.statement import Statement, as_day

from .grade_facts import lines_of
from .training_of import NotInTraining, Training, trainings_of


@dataclass(frozen=True, slots=True)
class Due:
    """An assessment that is still to be passed, and by which day."""

    kind: AssessmentKind
    day: date


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An assessment that was never passed and is not awaited any more; `failed`: it was tried."""

    kind: AssessmentKind
    failed: bool


@dataclass(frozen=True, slots=True)
class TrainingProgress:
    """One agreement and its progress.

    `limits` are the caps of today; `due`, `passed` and `left_out` are its assessments.
    """

    occupation: str
    target_grade: int
    programme: str
    employer: str
    lesson_minutes: int
    progress: Progress
    limits: Limits | None = None
    due: tuple[Due, ...] = ()
    passed: tuple[AssessmentKind, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    employer_id: int = 0


_TRAININGS = Statement(
    """
    SELECT a.id, a.occupation, a.target_grade, a.programme, a.employer_id, o.name AS employer, a.starts_on, a.ends_on,
           a.plan_id, plan.lesson_minutes
    FROM apprenticeship a JOIN organization o ON o.id = a.employer_id JOIN training_plan plan ON plan.id = a.plan_id
    WHERE a.person_id = $1 ORDER BY a.starts_on DESC, a.id DESC
    """
)
# What was reversed takes up no time any more, nor does what reverses it.
_RECORDED = Statement(
    """
    SELECT e.work_date, sum(e.minutes) AS minutes FROM hours_entry e
    WHERE e.person_id = $1 AND e.work_date BETWEEN $2 AND $3 AND e.status IN ('submitted', 'confirmed')
      AND e.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM hours_entry r WHERE r.reverses_id = e.id)
    GROUP BY e.work_date
    """
)
_DUE = Statement(
    """
    SELECT d.kind, d.day FROM deadline d
    WHERE d.apprenticeship_id = $1 AND d.state = 'open' AND d.kind IN ('midterm', 'final')
      AND NOT EXISTS (SELECT 1 FROM assessment s WHERE s.apprenticeship_id = $1 AND s.kind = d.kind
                      AND s.state = 'passed')
    ORDER BY d.day, d.kind
    """
)
_PASSED = Statement(
    "SELECT DISTINCT kind FROM assessment WHERE apprenticeship_id = $1 AND state = 'passed' ORDER BY kind"
)
# A midterm that is not awaited any more, since the final was passed without it.
_LEFT_OUT = Statement(
    """
    SELECT d.kind, EXISTS (SELECT 1 FROM assessment s WHERE s.apprenticeship_id = $1 AND s.kind = d.kind
                           AND s.state = 'failed') AS failed
    FROM deadline d WHERE d.apprenticeship_id = $1 AND d.kind = 'midterm' AND d.state <> 'open'
      AND NOT EXISTS (SELECT 1 FROM assessment s WHERE s.apprenticeship_id = $1 AND s.kind = 'midterm'
                      AND s.state IN ('passed', 'planned'))
      AND EXISTS (SELECT 1 FROM assessment s WHERE s.apprenticeship_id = $1 AND s.kind = 'final' AND s.state = 'passed')
    """
)
WEEK = timedelta(days=7)


async def show_progress(actor: Actor, *, now: datetime) -> list[TrainingProgress]:
    """All agreements of the person, newest first. Refusal: `NotInTraining`."""
    trainings = {training.id: training for training in await trainings_of(actor.person_id)}
    found = [
        await _progress(row, trainings, actor.person_id, local_day(now))
        for row in await _TRAININGS.rows(actor.person_id)
    ]
    if not found:
        raise NotInTraining
    return found


async def _progress(
    row: Mapping[str, Any], trainings: Mapping[int, Training], person_id: int, today: date
) -> TrainingProgress:
    training, others = trainings[row["id"]], [one for number, one in trainings.items() if number != row["id"]]
    together = replace(training, beside=tuple(others))
    now = Progress(
        await lines_of(row["id"], row["plan_id"]), as_day(row["starts_on"]), as_day(row["ends_on"]), today
    )
    due = [Due(AssessmentKind(one["kind"]), as_day(one["day"])) for one in await _DUE.rows(row["id"])]
    return TrainingProgress(
        occupation=row["occupation"],
        target_grade=row["target_grade"],
        programme=row["programme"],
        employer=row["employer"],
        lesson_minutes=row["lesson_minutes"],
        progress=replace(now, room=await _room(now, together, person_id)),
        limits=training.limits(today),
        due=tuple(due),
        passed=tuple(AssessmentKind(one["kind"]) for one in await _PASSED.rows(row["id"])),
        left_out=tuple(
            LeftOut(AssessmentKind(one["kind"]), bool(one["failed"]))
            for one in await _LEFT_OUT.rows(row["id"])
        ),
        employer_id=row["employer_id"],
    )


async def _room(now: Progress, training: Training, person_id: int) -> int:
    """The minutes that the caps of all the person's agreements still allow, no more than are needed."""
    window = window_of(now.starts_on, now.ends_on, now.today)
    if window.is_empty or not now.to_record:
        return 0
    rows = await _RECORDED.rows(person_id, week_start(window.first), now.today + WEEK)
    recorded = {as_day(row["work_date"]): int(row["minutes"]) for row in rows}
    return room_in(window, recorded, training.limits_of_all, now.to_record)

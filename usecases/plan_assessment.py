"""An administrator sets the day of an assessment; its deadline moves there, and the people hear of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.assessments import Standing, check_planned
from domain.audit import Event
from domain.clock import local_day
from domain.grading import AssessmentKind, AssessmentState
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.statement import Insert, Statement
from models.transaction import atomic

from .assessed_training import (
    AssessedTraining,
    AssessmentRow,
    attempts_at,
    chance,
    grade_assessed,
    hold_training,
    open_row,
    standing_of,
)
from .assessment_deadlines import move_deadline_to
from .assessment_news import tell_of_assessment


@dataclass(frozen=True, slots=True)
class PlannedAssessment:
    """`before` is the day it was planned for; `again`: it had this day already, and nothing was changed."""

    assessment_id: int
    name: str
    kind: AssessmentKind
    attempt: int
    day: date
    before: date | None
    again: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    training: AssessedTraining
    kind: AssessmentKind
    day: date
    grade: int | None
    number: int
    attempt: int
    known: AssessmentRow | None
    standing: Standing

    @property
    def before(self) -> date | None:
        planned = self.known and self.known.state is AssessmentState.PLANNED
        return self.known.planned_on if self.known and planned else None

    @property
    def is_known(self) -> bool:
        return self.known is not None and self.before == self.day and self.known.grade == self.grade


_PLAN = Insert("assessment", "apprenticeship_id", "kind", "attempt", "grade", "state", "planned_on", "reasons",
               "remarks", "hours_digest", "source", "recorded_by_id", "created_at", "ref")  # fmt: skip
_MOVE = Statement(
    """
    UPDATE assessment SET state = 'planned', planned_on = $2, grade = $3, reasons = '', recorded_by_id = $4
    WHERE id = $1 AND sat_on IS NULL
    """
)
_STILL = Statement("SELECT id FROM assessment WHERE id = $1 AND state = 'planned' AND planned_on = $2")


async def plan_assessment(
    by: Actor | Door,
    training_id: int,
    kind: AssessmentKind,
    day: date,
    *,
    now: datetime,
    grade: int | None = None,
) -> PlannedAssessment:
    """Plan the next attempt, or move the one that is planned; the same day again changes nothing.

    Refusals: `OnlyAdministrators`, `TrainingUnknown`, `OwnAssessment`, those of `check_planned`.
    """
    async with atomic():
        plan = await _plan(await hold_training(by, training_id), kind, day, grade)
        check_planned(day, kind, plan.standing, local_day(now))
        if plan.known and plan.is_known:
            return _planned(plan, plan.known.id, again=True)
        number = await _write(by, plan, now)
        await _record(by, plan, number, now)
        await move_deadline_to(by, training_id, kind, day, plan.standing.terms.source, now=now)
        await _tell(plan, number, now)
    return _planned(plan, number, again=False)


async def _plan(training: AssessedTraining, kind: AssessmentKind, day: date, told: int | None) -> _Plan:
    rows, grade = await attempts_at(training.id, kind), grade_assessed(training, kind, told)
    known = open_row(rows)
    number = known.number if known else len(rows) + 1
    standing = await standing_of(training, kind, grade, day, rows)
    return _Plan(training, kind, day, grade, number, chance(rows, grade), known, standing)


def _planned(plan: _Plan, number: int, *, again: bool) -> PlannedAssessment:
    return PlannedAssessment(
        number, plan.training.name, plan.kind, plan.attempt, plan.day, plan.before, again
    )


async def _write(by: Actor | Door, plan: _Plan, now: datetime) -> int:
    author = by.person_id if isinstance(by, Actor) else None
    if plan.known:
        await _MOVE.run(plan.known.id, plan.day, plan.grade, author)
        return plan.known.id
    return await _PLAN.one(
        apprenticeship_id=plan.training.id,
        kind=str(plan.kind),
        attempt=plan.number,
        grade=plan.grade,
        state=str(AssessmentState.PLANNED),
        planned_on=plan.day,
        reasons="",
        remarks="",
        hours_digest="",
        source=plan.standing.terms.source,
        recorded_by_id=author,
        created_at=now,
        ref=f"assessment:{plan.training.id}:{plan.kind}:{plan.number}",
    )


async def _record(by: Actor | Door, plan: _Plan, number: int, now: datetime) -> None:
    await AuditEntry.record(
        by,
        Event.ASSESSMENT_PLANNED,
        f"assessment:{number}",
        now=now,
        before={"day": plan.before.isoformat()} if plan.before else None,
        after={"kind": str(plan.kind), "day": plan.day.isoformat(), "grade": plan.grade},
        rule=plan.standing.terms.source,
    )


async def _tell(plan: _Plan, number: int, now: datetime) -> None:
    await tell_of_assessment(
        "assessment_planned",
        f"{number}:{now.isoformat()}",
        plan.training,
        plan.kind,
        now=now,
        assessment=number,
        attempt=plan.attempt,
        day=plan.day.isoformat(),
        before=plan.before.isoformat() if plan.before else None,
    )


async def still_planned(person_id: int, facts: Mapping[str, Any], now: datetime) -> bool:
    """Whether the day that was told still stands, asked when the message leaves."""
    return await _STILL.row(facts["assessment"], date.fromisoformat(facts["day"])) is not None

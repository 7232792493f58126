"""The agreement under which somebody is assessed, held while that is written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.assessment_refusals import OwnAssessment, TrainingUnknown
from domain.assessments import Attempt, Standing
from domain.grading import AssessmentKind, AssessmentState
from domain.programmes import Programme
from domain.roles import Actor, Door
from models.statement import Statement, as_day

from .administered import REACHED, overseer
from .assessment_terms import terms_of


@dataclass(frozen=True, slots=True)
class AssessedTraining:
    id: int
    person_id: int
    name: str
    programme: Programme
    occupation: str
    target_grade: int
    starts_on: date
    ends_on: date
    employer_id: int
    employer: str
    plan_id: int
    lesson_minutes: int


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One attempt as it stands. `score` in hundredths of a point; `number` counts the rows of its kind."""

    id: int
    number: int
    state: AssessmentState
    grade: int | None
    planned_on: date | None
    sat_on: date | None
    score: int | None
    reasons: str
    remarks: str
    body: int | None
    ref: str


DECIDED = (AssessmentState.PASSED, AssessmentState.FAILED)
# Which try assessment s is, as `chance` counts.
CHANCE = """
    1 + (SELECT count(*) FROM assessment one WHERE one.apprenticeship_id = s.apprenticeship_id AND one.kind = s.kind
         AND coalesce(one.grade, 0) = coalesce(s.grade, 0) AND one.state IN ('passed', 'failed')
         AND (s.sat_on IS NULL OR one.sat_on < s.sat_on))
"""
# Of agreements a; {who} asks, 0 for the operator of the machine.
IN_REACH = (
    "({who} = 0 OR a.employer_id IN (" + REACHED.replace("$1", "{who}") + ")"
    " OR a.school_id IN (" + REACHED.replace("$1", "{who}") + "))"
)
# Written first: results of one person are recorded one after the other, and none of the hours are amended meanwhile.
_HOLD = Statement(
    """
    UPDATE person SET last_entry_number = last_entry_number
    WHERE id = (SELECT person_id FROM apprenticeship WHERE id = $1)
    """
)
_READ = Statement(
    f"""
    SELECT a.id, a.person_id, p.name, a.programme, a.occupation, a.target_grade, a.starts_on, a.ends_on,
           a.employer_id, o.name AS employer, a.plan_id, plan.lesson_minutes
    FROM apprenticeship a JOIN person p ON p.id = a.person_id JOIN organization o ON o.id = a.employer_id
    JOIN training_plan plan ON plan.id = a.plan_id
    WHERE a.id = $1 AND p.erased_at IS NULL AND {IN_REACH.format(who="$2")}
    """  # nosec B608
)
_ROWS = Statement(
    """
    SELECT id, attempt, state, grade, planned_on, sat_on, score, reasons, remarks, body_id, ref FROM assessment
    WHERE apprenticeship_id = $1 AND kind = $2 ORDER BY attempt
    """
)
_MENTORS = Statement("SELECT DISTINCT mentor_id FROM mentorship WHERE apprenticeship_id = $1 AND since <= $2")
_MISSING = Statement(
    """
    SELECT item.category, item.minutes - coalesce(sum(e.minutes), 0) AS missing
    FROM plan_item item
    LEFT JOIN hours_entry e ON e.apprenticeship_id = $1 AND e.category = item.category AND e.status = 'confirmed'
    WHERE item.plan_id = $2 GROUP BY item.id, item.category, item.minutes ORDER BY item.id
    """
)


async def hold_training(by: Actor | Door, training_id: int) -> AssessedTraining:
    """Nobody else records anything of this person until the transaction ends.

    Refusals: `OnlyAdministrators`, `TrainingUnknown`, `OwnAssessment`.
    """
    who = overseer(by)
    await _HOLD.run(training_id)
    row = await _READ.row(training_id, who)
    if row is None:
        raise TrainingUnknown
    if row["person_id"] == who:
        raise OwnAssessment
    return _training(row)


def _training(row: Mapping[str, Any]) -> AssessedTraining:
    days = {name: as_day(row[name]) for name in ("starts_on", "ends_on")}
    return AssessedTraining(**{**row, **days, "programme": Programme(row["programme"])})


async def attempts_at(training_id: int, kind: AssessmentKind) -> list[AssessmentRow]:
    """Every attempt of this kind, the first first."""
    return [_row(row) for row in await _ROWS.rows(training_id, str(kind))]


def _row(row: Mapping[str, Any]) -> AssessmentRow:
    return AssessmentRow(
        row["id"],
        row["attempt"],
        AssessmentState(row["state"]),
        row["grade"],
        as_day(row["planned_on"]) if row["planned_on"] else None,
        as_day(row["sat_on"]) if row["sat_on"] else None,
        row["score"],
        row["reasons"],
        row["remarks"],
        row["body_id"],
        row["ref"],
    )


async def standing_of(
    training: AssessedTraining,
    kind: AssessmentKind,
    grade: int | None,
    day: date,
    rows: Sequence[AssessmentRow],
) -> Standing:
    """What the rules need to know. Attempts at another grade are another matter."""
    mentors = await _MENTORS.rows(training.id, day)
    missing = await _MISSING.rows(training.id, training.plan_id)
    return Standing(
        apprentice=training.person_id,
        starts_on=training.starts_on,
        mentors=frozenset(row["mentor_id"] for row in mentors),
        attempts=tuple(
            Attempt(row.sat_on, row.state is AssessmentState.PASSED) for row in _counting(rows, grade) if row.sat_on
        ),
        missing={row["category"]: max(int(row["missing"]), 0) for row in missing},
        lesson_minutes=training.lesson_minutes,
        terms=terms_of(kind, training.programme, training.starts_on),
    )  # fmt: skip


def _counting(rows: Sequence[AssessmentRow], grade: int | None) -> list[AssessmentRow]:
    """Results at this grade that stand: neither voided nor still to come."""
    return [row for row in rows if row.grade == grade and row.state in DECIDED]


def chance(rows: Sequence[AssessmentRow], grade: int | None, day: date = date.max) -> int:
    """Which try at this grade one on `day` is, from 1 up. What was voided or cancelled was none."""
    return 1 + sum(row.sat_on is not None and row.sat_on < day for row in _counting(rows, grade))


def grade_assessed(training: AssessedTraining, kind: AssessmentKind, told: int | None) -> int | None:
    """A midterm leads to no grade; else the one told, or the one that the agreement aims at."""
    return None if kind is AssessmentKind.MIDTERM else told or training.target_grade


def open_row(rows: Sequence[AssessmentRow]) -> AssessmentRow | None:
    """The attempt that waits for its result, or one that was cancelled before anybody sat it."""
    waiting = [row for row in rows if row.state is AssessmentState.PLANNED]
    unsat = [row for row in rows[-1:] if row.state is AssessmentState.CANCELLED and row.sat_on is None]
    return next(iter(waiting or unsat), None)

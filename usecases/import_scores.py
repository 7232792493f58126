"""成绩单: the assessments of a class, recorded whole or not at all, and the same once or twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from operator import attrgetter

from domain import assessment_refusals as refused
from domain.errors import Refusal
from domain.grade_rules import GradeConditionsUnmet, NoPaperForGrade
from domain.grading import AssessmentKind
from domain.roles import Actor, Door
from domain.roster_cells import grade as grade_reader
from domain.roster_sheets import Problem, Sheet
from domain.score_sheet import place_of, read_scores
from domain.score_words import (
    ASSESSORS,
    BODY,
    DAY,
    NAME,
    OCCUPATION,
    PHONE,
    REMARK,
    REPEATED,
    RESULT,
    SCORE,
    ScoreRow,
    ScoreSheet,
)
from models.transaction import atomic

from .attempt import attempt
from .decide_assessment import DecidedAssessment, decide_assessment
from .plan_assessment import PlannedAssessment, plan_assessment
from .policies import grade_numbers
from .score_faults import identity_faults, named_faults, row_faults
from .scored_person import result_of, training_of


class Change(StrEnum):
    PLANNED = "planned"
    MOVED = "moved"
    RECORDED = "recorded"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """What became of one row. `passed` None where the row plans. `score` in hundredths of a point."""

    row: int
    number: int
    name: str
    kind: AssessmentKind
    attempt: int
    day: date
    passed: bool | None
    score: int | None
    change: Change


@dataclass(frozen=True, slots=True)
class RowRefused:
    """A row that a rule refuses, and the column to look at."""

    sheet: str
    row: int
    column: str
    refusal: Refusal


class _Undo(Exception):
    """Ends a dry run, or an import in which something is wrong."""


# Where to look; what isn't here is about the person.
_COLUMNS: Mapping[type[Refusal], str] = {
    refused.TrainingUnclear: OCCUPATION,
    refused.OccupationDiffers: OCCUPATION,
    refused.NameDiffers: NAME,
    refused.PlannedDayUnfit: DAY,
    refused.AssessedInFuture: DAY,
    refused.AssessedBefore: DAY,
    refused.DecidedOtherwise: DAY,
    refused.AssessorsMissing: ASSESSORS,
    refused.AssessorUnknown: ASSESSORS,
    refused.AssessorIsApprentice: ASSESSORS,
    refused.AssessorsAllMentors: ASSESSORS,
    refused.BodyUnknown: BODY,
    refused.ScoreUnfit: SCORE,
    refused.ScoreDiffers: SCORE,
    refused.ItemsUnfit: SCORE,
    refused.HoursIncomplete: RESULT,
    refused.NoAttemptLeft: RESULT,
    refused.PassedAlready: RESULT,
    refused.FailedWithoutReason: REMARK,
    refused.TextTooLong: REMARK,
    NoPaperForGrade: RESULT,
    GradeConditionsUnmet: RESULT,
}


def read_sheet(sheets: Sequence[Sheet], *, today: date) -> ScoreSheet:
    """What a score sheet says, with everything wrong with its cells."""
    return read_scores(sheets, grade_reader(grade_numbers()), today=today)


async def import_scores(
    by: Actor | Door,
    sheet: ScoreSheet,
    *,
    now: datetime,
    dry_run: bool = False,
    report: Callable[[int], None] = lambda done: None,
) -> tuple[ScoreLine, ...] | tuple[Problem | RowRefused, ...]:
    """Plan and record what the rows say in one transaction; what is wrong with any row undoes all of them.

    Wrong cells and what rules refuse are told together. `report` hears how many rows are done. Refusal:
    `OnlyAdministrators`.
    """
    lines: list[ScoreLine] = []
    wrong: list[Problem | RowRefused] = list(sheet.problems)
    try:
        async with atomic():
            # Two sheets at once hold their people in the same order; a second chance follows the first.
            ordered = sorted(sheet.rows, key=lambda row: (row.phone, row.day))
            for done, row in enumerate(ordered, 1):
                outcome = await _done_or_refused(by, sheet, row, now)
                lines += [outcome] if isinstance(outcome, ScoreLine) else []
                wrong += [] if isinstance(outcome, ScoreLine) else outcome
                report(done)
            for named in sheet.named:
                wrong += _refused(sheet, named.row, await named_faults(named))
            if wrong or dry_run:
                raise _Undo
    except _Undo:
        pass
    return tuple(sorted(wrong, key=place_of)) or tuple(sorted(lines, key=attrgetter("row")))


async def _done_or_refused(
    by: Actor | Door, sheet: ScoreSheet, row: ScoreRow, now: datetime
) -> ScoreLine | list[RowRefused]:
    problems = {problem.reason for problem in sheet.problems if problem.row == row.row}
    if not problems:
        outcome = await attempt(partial(_carry_out, by, row, now))
        if isinstance(outcome, ScoreLine):
            return outcome
        return _refused(sheet, row.row, await row_faults(by, row, now=now) or [outcome])
    # What else a repeated row says was refused for the other's sake.
    faults = identity_faults(row) if REPEATED in problems else row_faults(by, row, now=now)
    return _refused(sheet, row.row, await faults)


def _refused(sheet: ScoreSheet, row: int, refusals: Sequence[Refusal]) -> list[RowRefused]:
    """One for each column whose cell can be read."""
    seen = {problem.column for problem in sheet.problems if problem.row == row}
    if REPEATED in (problem.reason for problem in sheet.problems if problem.row == row):
        seen.discard(PHONE)
    found = []
    for refusal in refusals:
        column = _COLUMNS.get(type(refusal), PHONE)
        if column not in seen:
            seen.add(column)
            found.append(RowRefused(sheet.sheet, row, column, refusal))
    return found


async def _carry_out(by: Actor | Door, row: ScoreRow, now: datetime) -> ScoreLine:
    training_id = await training_of(row)
    if row.passed is None:
        planned = await plan_assessment(by, training_id, row.kind, row.day, now=now, grade=row.grade)
        return _line(row, planned, None, _planned(planned))
    done = await decide_assessment(by, training_id, await result_of(row, row.passed), now=now)
    return _line(row, done, done.score, Change.UNCHANGED if done.again else Change.RECORDED)


def _planned(planned: PlannedAssessment) -> Change:
    if planned.again:
        return Change.UNCHANGED
    return Change.MOVED if planned.before else Change.PLANNED


def _line(
    row: ScoreRow, done: PlannedAssessment | DecidedAssessment, score: int | None, change: Change
) -> ScoreLine:
    number, name, attempt = done.assessment_id, done.name, done.attempt
    return ScoreLine(row.row, number, name, row.kind, attempt, row.day, row.passed, score, change)

"""Gathering what the conditions for a grade are asked about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.grade_facts import ContestPlace, HeldGrade, Merit, PersonFacts
from domain.grading import AssessmentKind, GradeWay
from domain.organizations import OrganizationKind
from domain.programmes import Programme
from domain.progress import Line
from models.statement import Statement, as_day

_PERSON = Statement("SELECT born_on FROM person WHERE id = $1")
_HELD = Statement(
    """
    SELECT grade, decided_on, way FROM grade_record
    WHERE person_id = $1 AND occupation = $2 AND withdrawn_at IS NULL AND decided_on <= $3 ORDER BY decided_on, id
    """
)
# The training in the occupation that the day falls into, else the newest that began before it.
_TRAINING = Statement(
    """
    SELECT id, programme, plan_id, starts_on, ends_on, (SELECT min(first.starts_on) FROM apprenticeship first
           WHERE first.person_id = $1 AND first.occupation = $2) AS since
    FROM apprenticeship WHERE person_id = $1 AND occupation = $2 AND starts_on <= $3
    ORDER BY CASE WHEN ends_on >= $3 THEN 0 ELSE 1 END, starts_on DESC, id DESC LIMIT 1
    """
)
LINES = Statement(
    """
    SELECT item.category, item.minutes AS required,
           coalesce(sum(CASE WHEN e.status = 'confirmed' THEN e.minutes END), 0) AS confirmed,
           coalesce(sum(CASE WHEN e.status = 'submitted' THEN e.minutes END), 0) AS waiting
    FROM plan_item item
    LEFT JOIN hours_entry e ON e.apprenticeship_id = $1 AND e.category = item.category
         AND e.status IN ('confirmed', 'submitted')
    WHERE item.plan_id = $2
    GROUP BY item.id, item.category, item.minutes ORDER BY item.id
    """
)
_PASSED = Statement(
    """
    SELECT DISTINCT s.kind FROM assessment s JOIN apprenticeship a ON a.id = s.apprenticeship_id
    WHERE a.person_id = $1 AND a.occupation = $2 AND s.state = 'passed' AND (s.sat_on IS NULL OR s.sat_on <= $3)
      AND (s.kind <> 'grade' OR coalesce(s.grade, a.target_grade) >= $4)
    """
)
_DECIDER = Statement(
    """
    SELECT o.kind, (SELECT min(g.decided_on) FROM grade_record g WHERE g.decided_by_id = o.id AND g.way <> 'stock'
                    AND g.withdrawn_at IS NULL) AS graded_on
    FROM organization o WHERE o.id = $1
    """
)


@dataclass(frozen=True, slots=True)
class Vouched:
    """What stands in no row: places in contests, and what the decider vouches for."""

    contests: tuple[ContestPlace, ...] = ()
    merits: frozenset[Merit] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose grade, in which occupation, on which day; `decider` is an organization's id."""

    person_id: int
    occupation: str
    grade: int
    day: date
    decider: int | None = None


async def gather_facts(asked: Asked, vouched: Vouched) -> PersonFacts:
    """As they are in the database. Grades and assessments count from their own days on."""
    who, day = (asked.person_id, asked.occupation), asked.day
    person = await _PERSON.row(asked.person_id) or {"born_on": None}
    training = await _TRAINING.row(*who, day)
    decider = await _DECIDER.row(asked.decider) if asked.decider else None
    held = tuple(
        HeldGrade(row["grade"], as_day(row["decided_on"]), GradeWay(row["way"]))
        for row in await _HELD.rows(*who, day)
    )
    return PersonFacts(
        day=day,
        grade=asked.grade,
        born_on=_day(person["born_on"]),
        since=min([grade.decided_on for grade in held] + _days(training, "since"), default=None),
        held=held,
        programme=Programme(training["programme"]) if training else None,
        ends_on=_day(training["ends_on"]) if training else None,
        lines=await lines_of(training["id"], training["plan_id"]) if training else (),
        passed=frozenset(AssessmentKind(row["kind"]) for row in await _PASSED.rows(*who, day, asked.grade)),
        contests=vouched.contests,
        merits=vouched.merits,
        decider=OrganizationKind(decider["kind"]) if decider else None,
        firm_graded_on=_day(decider["graded_on"]) if decider else None,
    )


async def lines_of(apprenticeship_id: int, plan_id: int) -> tuple[Line, ...]:
    """The categories of the plan, and what of each is confirmed and waits."""
    return tuple(
        Line(row["category"], row["required"], int(row["confirmed"]), int(row["waiting"]))
        for row in await LINES.rows(apprenticeship_id, plan_id)
    )


def _day(value: Any) -> date | None:
    return as_day(value) if value else None


def _days(row: dict[str, Any] | None, column: str) -> list[date]:
    return [as_day(row[column])] if row and row[column] else []

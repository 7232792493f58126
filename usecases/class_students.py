"""The lines of a page of a class: what each student's hours come to, what waits, and how long nothing has come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.progress import Line, Progress
from domain.teaching import TAUGHT
from models.statement import Statement, as_day, to_json

from .class_standing import Standing


@dataclass(frozen=True, slots=True)
class Student:
    """One agreement: all its progress, and that in what the school teaches; minutes. `entries` of that wait.

    `last_day` is the last on which any of that was done, also if it only waits.
    """

    training_id: int
    name: str
    lesson_minutes: int
    late: bool
    progress: Progress
    taught: Progress
    entries: int
    last_day: date | None

    @property
    def short(self) -> int:
        """Minutes that an even pace would have brought by now and that are not confirmed."""
        return max(self.taught.required * self.taught.expected_percent // 100 - self.taught.credited, 0)

    @property
    def days_since(self) -> int:
        return (self.taught.today - self.last_day).days if self.last_day else 0


_NAMES = Statement(
    """
    SELECT a.id, person.name, plan.lesson_minutes
    FROM apprenticeship a JOIN person ON person.id = a.person_id JOIN training_plan plan ON plan.id = a.plan_id
    WHERE a.id IN (SELECT value::bigint FROM json_array_elements_text($1::json))
    """
)
_SUMS = Statement(
    """
    SELECT e.apprenticeship_id, e.category, e.status, sum(e.minutes) AS minutes, max(e.work_date) AS last_day
    FROM hours_entry e
    WHERE e.apprenticeship_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))
      AND e.status IN ('confirmed', 'submitted')
    GROUP BY e.apprenticeship_id, e.category, e.status
    """
)
Sums = Mapping[tuple[str, str], Mapping[str, Any]]


async def students_of(page: Sequence[Standing]) -> tuple[Student, ...]:
    """In the order given."""
    ids = to_json([one.training_id for one in page])
    rows = {row["id"]: row for row in await _NAMES.rows(ids)}
    sums: dict[int, dict[tuple[str, str], Mapping[str, Any]]] = defaultdict(dict)
    for row in await _SUMS.rows(ids):
        sums[row["apprenticeship_id"]][row["category"], row["status"]] = row
    return tuple(_student(one, rows[one.training_id], sums[one.training_id]) for one in page)


def _student(standing: Standing, row: Mapping[str, Any], sums: Sums) -> Student:
    lines = tuple(
        Line(category, required, _of(sums, category, "confirmed"), _of(sums, category, "submitted"))
        for category, required in standing.plan
    )
    school = [found for (category, _), found in sums.items() if category in TAUGHT]
    term = standing.taught.starts_on, standing.taught.ends_on, standing.taught.today
    return Student(
        training_id=standing.training_id,
        name=row["name"],
        lesson_minutes=row["lesson_minutes"],
        late=standing.late,
        progress=Progress(lines, *term),
        taught=Progress(tuple(line for line in lines if line.category in TAUGHT), *term),
        entries=standing.entries,
        last_day=max((as_day(found["last_day"]) for found in school), default=None),
    )


def _of(sums: Sums, category: str, status: str) -> int:
    found = sums.get((category, status))
    return int(found["minutes"]) if found else 0

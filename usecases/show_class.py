"""班级: a teacher sees how far a class has come in what the school teaches, whoever is farthest behind first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.clock import local_day
from domain.errors import Refusal
from domain.progress import Line, Progress
from domain.roles import Actor, Role
from domain.teaching import TAUGHT
from models.statement import Statement, as_day, to_json

from .list_apprentices import LATE_PERCENT

PAGE = 20


@dataclass(frozen=True, slots=True)
class Intake:
    """Students of the actor's schools who began the same occupation on the same day."""

    occupation: str
    starts_on: date
    students: int


@dataclass(frozen=True, slots=True)
class Student:
    """One agreement: all its progress, and that in what the school teaches; minutes. `entries` of it wait."""

    training_id: int
    name: str
    lesson_minutes: int
    progress: Progress
    taught: Progress
    entries: int

    @property
    def behind(self) -> int:
        """Percentage points behind an even pace in what the school teaches; below zero for who is ahead."""
        return self.taught.expected_percent - self.taught.done_percent if self.taught.required else -100

    @property
    def late(self) -> bool:
        return self.behind > LATE_PERCENT

    @property
    def key(self) -> tuple[int, int]:
        """In this order they are listed."""
        return -self.behind, self.training_id


@dataclass(frozen=True, slots=True)
class ClassPage:
    """One page of the class `shown`; `after` is the key of its last line where others follow. `late` of all."""

    intakes: tuple[Intake, ...]
    shown: Intake | None
    lines: tuple[Student, ...]
    late: int
    after: tuple[int, int] | None


@dataclass(eq=False)
class OnlyTeachers(Refusal):
    code = "classes.only_teachers"


# Active students of the schools where the role is held.
_MINE = """
    a.status = 'active' AND a.school_id IN (
        SELECT held.organization_id FROM role_held held WHERE held.person_id = $1 AND held.role = 'teacher')
"""
_INTAKES = Statement(
    f"""
    SELECT a.occupation, a.starts_on, count(*) AS students FROM apprenticeship a WHERE {_MINE}
    GROUP BY a.occupation, a.starts_on ORDER BY a.starts_on DESC, a.occupation
    """  # nosec B608
)
_CLASS = f"{_MINE} AND a.occupation = $2 AND a.starts_on = $3"
_STUDENTS = Statement(
    f"""
    SELECT a.id, a.plan_id, a.starts_on, a.ends_on, person.name, plan.lesson_minutes
    FROM apprenticeship a JOIN person ON person.id = a.person_id JOIN training_plan plan ON plan.id = a.plan_id
    WHERE {_CLASS}
    """  # nosec B608
)
_SUMS = Statement(
    f"""
    SELECT e.apprenticeship_id, e.category, e.status, sum(e.minutes) AS minutes, count(*) AS entries
    FROM apprenticeship a JOIN hours_entry e ON e.apprenticeship_id = a.id AND e.status IN ('confirmed', 'submitted')
    WHERE {_CLASS} GROUP BY e.apprenticeship_id, e.category, e.status
    """  # nosec B608
)
_ITEMS = Statement(
    """
    SELECT plan_id, category, minutes FROM plan_item
    WHERE plan_id IN (SELECT value::bigint FROM json_array_elements_text($1::json)) ORDER BY id
    """
)
Sums = Mapping[tuple[str, str], tuple[int, int]]


async def show_class(
    actor: Actor, asked: tuple[str, date] | None, *, after: tuple[int, int] | None = None, now: datetime
) -> ClassPage:
    """The class of that occupation and first day, else the newest, behind the line with key `after`.

    Refusal: `OnlyTeachers`.
    """
    if not actor.is_a(Role.TEACHER):
        raise OnlyTeachers
    intakes = [
        Intake(row["occupation"], as_day(row["starts_on"]), row["students"])
        for row in await _INTAKES.rows(actor.person_id)
    ]
    shown = next((one for one in intakes if (one.occupation, one.starts_on) == asked), None)
    shown = shown or (intakes[0] if intakes else None)
    students = await _students(actor, shown, local_day(now)) if shown else []
    behind = [one for one in students if after is None or one.key > after]
    last = behind[PAGE - 1].key if len(behind) > PAGE else None
    late = sum(one.late for one in students)
    return ClassPage(tuple(intakes), shown, tuple(behind[:PAGE]), late, last)


async def _students(actor: Actor, intake: Intake, today: date) -> list[Student]:
    """All of the class: who is behind is known only when everybody has been looked at."""
    asked = (actor.person_id, intake.occupation, intake.starts_on)
    rows = await _STUDENTS.rows(*asked)
    items: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for item in await _ITEMS.rows(to_json(sorted({row["plan_id"] for row in rows}))):
        items[item["plan_id"]].append((item["category"], item["minutes"]))
    sums: dict[int, dict[tuple[str, str], tuple[int, int]]] = defaultdict(dict)
    for row in await _SUMS.rows(*asked):
        sums[row["apprenticeship_id"]][row["category"], row["status"]] = int(row["minutes"]), row["entries"]
    found = [_student(row, items[row["plan_id"]], sums[row["id"]], today) for row in rows]
    return sorted(found, key=lambda one: one.key)


def _student(row: Mapping[str, Any], items: Sequence[tuple[str, int]], sums: Sums, today: date) -> Student:
    lines = tuple(
        Line(
            category,
            required,
            sums.get((category, "confirmed"), (0, 0))[0],
            sums.get((category, "submitted"), (0, 0))[0],
        )
        for category, required in items
    )
    term = as_day(row["starts_on"]), as_day(row["ends_on"])
    return Student(
        training_id=row["id"],
        name=row["name"],
        lesson_minutes=row["lesson_minutes"],
        progress=Progress(lines, *term, today),
        taught=Progress(tuple(line for line in lines if line.category in TAUGHT), *term, today),
        entries=sum(sums.get((category, "submitted"), (0, 0))[1] for category in TAUGHT),
    )

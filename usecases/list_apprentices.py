"""我的学徒: how far each apprentice of a mentor, or student of a teacher's school, has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.clock import local_day
from domain.errors import Refusal
from domain.progress import Line, Progress
from domain.roles import Actor, Role
from models.statement import Statement, as_day

from .mentors_of import STILL_MENTOR

PAGE = 10
# Percentage points behind an even pace that are worth a word.
LATE_PERCENT = 10


@dataclass(frozen=True, slots=True)
class ApprenticeLine:
    """One agreement: progress in minutes, how many entries wait, the last day worked."""

    name: str
    occupation: str
    lesson_minutes: int
    progress: Progress
    waiting: int
    last_day: date | None

    @property
    def late(self) -> bool:
        return self.progress.done_percent + LATE_PERCENT < self.progress.expected_percent


@dataclass(frozen=True, slots=True)
class Apprentices:
    """One page, numbered from `first`, of all `total`; only those of that `name` where there is one."""

    lines: tuple[ApprenticeLine, ...]
    page: int
    total: int
    name: str = ""

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE + 1

    @property
    def more(self) -> int:
        return max(self.total - self.page * PAGE, 0)


@dataclass(eq=False)
class OnlyTrainers(Refusal):
    """Neither a mentor nor a teacher."""

    code = "apprentices.only_trainers"


# A mentor's own today, and for a teacher the students of the schools where the role is held.
_MINE = f"""
    FROM apprenticeship a
    WHERE a.status = 'active' AND (
        a.id IN (SELECT m.apprenticeship_id FROM mentorship m
                 WHERE m.mentor_id = $1 AND m.since <= $2 AND (m.until IS NULL OR m.until >= $2)
                   AND {STILL_MENTOR})
        OR a.school_id IN (SELECT held.organization_id FROM role_held held
                           WHERE held.person_id = $1 AND held.role = 'teacher'))
      AND ($3 = '' OR a.person_id IN (SELECT called.id FROM person called WHERE called.name = $3))
"""  # nosec B608
_COUNT = Statement(f"SELECT count(*) AS total {_MINE}")
_PAGE = Statement(
    f"""
    SELECT mine.id, mine.plan_id, mine.occupation, mine.starts_on, mine.ends_on,
           person.name, plan.lesson_minutes
    FROM (SELECT a.id, a.person_id, a.plan_id, a.occupation, a.starts_on, a.ends_on {_MINE}
          ORDER BY a.id LIMIT $4 OFFSET $5) AS mine
    JOIN person ON person.id = mine.person_id
    JOIN training_plan plan ON plan.id = mine.plan_id
    ORDER BY mine.id
    """  # nosec B608
)
_FIGURES = Statement(
    """
    SELECT item.category, item.minutes AS required,
           count(CASE WHEN e.status = 'submitted' THEN 1 END) AS entries,
           coalesce(sum(CASE WHEN e.status = 'confirmed' THEN e.minutes END), 0) AS confirmed,
           coalesce(sum(CASE WHEN e.status = 'submitted' THEN e.minutes END), 0) AS waiting,
           max(e.work_date) AS last_day
    FROM plan_item item
    LEFT JOIN hours_entry e ON e.apprenticeship_id = $1 AND e.category = item.category
         AND e.status IN ('confirmed', 'submitted')
    WHERE item.plan_id = $2
    GROUP BY item.id, item.category, item.minutes ORDER BY item.id
    """
)


async def list_apprentices(actor: Actor, *, name: str = "", page: int = 1, now: datetime) -> Apprentices:
    """The actor's apprentices, or those of that name, in the order of their agreements. Refusal: `OnlyTrainers`."""
    if not (actor.is_a(Role.MENTOR) or actor.is_a(Role.TEACHER)):
        raise OnlyTrainers
    today = local_day(now)
    count = await _COUNT.row(actor.person_id, today, name)
    rows = await _PAGE.rows(actor.person_id, today, name, PAGE, (page - 1) * PAGE)
    lines = [await _line(row, today) for row in rows]
    return Apprentices(tuple(lines), page, count["total"] if count else 0, name)


async def _line(row: Mapping[str, Any], today: date) -> ApprenticeLine:
    figures = await _FIGURES.rows(row["id"], row["plan_id"])
    lines = tuple(Line(f["category"], f["required"], int(f["confirmed"]), int(f["waiting"])) for f in figures)
    days = [as_day(f["last_day"]) for f in figures if f["last_day"]]
    return ApprenticeLine(
        row["name"],
        row["occupation"],
        row["lesson_minutes"],
        Progress(lines, as_day(row["starts_on"]), as_day(row["ends_on"]), today),
        sum(f["entries"] for f in figures),
        max(days, default=None),
    )

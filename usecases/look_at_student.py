"""One student of a teacher's school: how far each category has come, and what waits for the school."""

from dataclasses import dataclass
from datetime import datetime

from domain.clock import local_day
from domain.progress import Progress
from domain.roles import Actor, Role
from domain.signing import NotYours
from domain.teaching import may_confirm
from models.statement import Statement, as_day

from .entry_facts import COLUMNS
from .grade_facts import lines_of
from .waiting_hours import EntryLine, line_of

MOST_WAITING = 20


@dataclass(frozen=True, slots=True)
class StudentPage:
    """`waiting` are entries that the school may confirm, the oldest first; minutes throughout."""

    name: str
    occupation: str
    target_grade: int
    programme: str
    employer: str
    lesson_minutes: int
    progress: Progress
    mentors: tuple[str, ...]
    waiting: tuple[EntryLine, ...]


_STUDENT = Statement(
    """
    SELECT a.id, a.plan_id, a.occupation, a.target_grade, a.programme, a.starts_on, a.ends_on, p.name,
           o.name AS employer, plan.lesson_minutes
    FROM apprenticeship a
    JOIN role_held held ON held.person_id = $1 AND held.role = 'teacher' AND held.organization_id = a.school_id
    JOIN person p ON p.id = a.person_id
    JOIN organization o ON o.id = a.employer_id
    JOIN training_plan plan ON plan.id = a.plan_id
    WHERE a.id = $2
    """
)
_MENTORS = Statement(
    """
    SELECT p.name FROM mentorship m JOIN person p ON p.id = m.mentor_id
    WHERE m.apprenticeship_id = $1 AND m.since <= $2 AND (m.until IS NULL OR m.until >= $2) ORDER BY m.id
    """
)
_WAITING = Statement(
    f"""
    SELECT {COLUMNS}, p.name FROM hours_entry e JOIN person p ON p.id = e.person_id
    WHERE e.apprenticeship_id = $1 AND e.status = 'submitted' ORDER BY e.waiting_since, e.id
    """  # nosec B608
)


async def look_at_student(actor: Actor, training_id: int, *, now: datetime) -> StudentPage:
    """Refusal: `NotYours`, also for an agreement that doesn't exist."""
    row = await _STUDENT.row(actor.person_id, training_id)
    if row is None:
        raise NotYours
    today = local_day(now)
    lines = await lines_of(row["id"], row["plan_id"])
    waiting = [line_of(found) for found in await _WAITING.rows(training_id)]
    return StudentPage(
        name=row["name"],
        occupation=row["occupation"],
        target_grade=row["target_grade"],
        programme=row["programme"],
        employer=row["employer"],
        lesson_minutes=row["lesson_minutes"],
        progress=Progress(lines, as_day(row["starts_on"]), as_day(row["ends_on"]), today),
        mentors=tuple(found["name"] for found in await _MENTORS.rows(training_id, today)),
        waiting=tuple(line for line in waiting if may_confirm(Role.TEACHER, line.category))[:MOST_WAITING],
    )

"""What the picture of somebody's progress says: the newest agreement that runs, and what its grade still asks for."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.clock import local_day
from domain.roles import Actor, Door
from models.statement import Statement

from .show_grades import Grades, Next, running, show_grades
from .show_progress import TrainingProgress, show_progress


@dataclass(frozen=True, slots=True)
class ProgressCard:
    """`next` is None where nothing is known to be above the grade held."""

    name: str
    training: TrainingProgress
    next: Next | None
    day: date


_NAME = Statement("SELECT name FROM person WHERE id = $1 AND erased_at IS NULL")


async def progress_card(person_id: int, *, now: datetime) -> ProgressCard | None:
    """None for somebody who was erased. Refusal: `NotInTraining`."""
    row = await _NAME.row(person_id)
    if row is None:
        return None
    reader = Actor(person_id, row["name"], frozenset(), Door.CHAT, "")
    today = local_day(now)
    newest = running(await show_progress(reader, now=now), today)[0]
    return ProgressCard(row["name"], newest, _next(newest, await show_grades(reader, now=now)), today)


def _next(training: TrainingProgress, grades: Grades) -> Next | None:
    return next((one for one in grades.nexts if one.training == training), None)

"""What the picture of somebody's progress says: one agreement that runs, and what its grade still asks for."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.clock import local_day
from domain.roles import Actor, Door
from models.statement import Statement

from .show_grades import Grades, Next, running, show_grades
from .show_progress import TrainingProgress, show_progress


@dataclass(frozen=True, slots=True)
class ProgressCard:
    """`next` is None where nothing is known to be above the grade held; `place` counts from 1, of `running` ones."""

    name: str
    training: TrainingProgress
    next: Next | None
    day: date
    place: int = 1
    running: int = 1


_NAME = Statement("SELECT name FROM person WHERE id = $1 AND erased_at IS NULL")


async def progress_card(person_id: int, *, now: datetime, place: int = 1) -> ProgressCard | None:
    """Of the agreement in this place, the newest first; the last where fewer run by now.

    None for somebody who was erased. Refusal: `NotInTraining`.
    """
    row = await _NAME.row(person_id)
    if row is None:
        return None
    reader = Actor(person_id, row["name"], frozenset(), Door.CHAT, "")
    today = local_day(now)
    trainings = running(await show_progress(reader, now=now), today)
    place = min(place, len(trainings))
    shown = trainings[place - 1]
    above = _next(shown, await show_grades(reader, now=now))
    return ProgressCard(row["name"], shown, above, today, place, len(trainings))


def _next(training: TrainingProgress, grades: Grades) -> Next | None:
    return next((one for one in grades.nexts if one.training == training), None)

"""An apprentice sees where the grade aimed at stands, and what of its training is missing."""

from dataclasses import dataclass
from datetime import datetime

from domain.clock import local_day
from domain.grades import Ladder
from domain.roles import Actor
from models.statement import Statement

from .policies import ladder_on
from .show_progress import TrainingProgress, show_progress


@dataclass(frozen=True, slots=True)
class Grades:
    """`held` is the grade on file; `ladder` is None where no paper in force names one."""

    held: int | None
    ladder: Ladder | None
    trainings: tuple[TrainingProgress, ...]


_HELD = Statement("SELECT grade FROM person WHERE id = $1")


async def show_grades(actor: Actor, *, now: datetime) -> Grades:
    """Refusal: `NotInTraining`."""
    trainings = await show_progress(actor, now=now)
    row = await _HELD.row(actor.person_id)
    return Grades(row["grade"] if row else None, ladder_on(local_day(now)), tuple(trainings))

"""An apprentice sees how far the next grade is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.clock import local_day
from domain.progress import Line, Progress
from domain.roles import Actor
from models.statement import Statement, as_day

from .training_of import NotInTraining


@dataclass(frozen=True, slots=True)
class TrainingProgress:
    """One agreement and its progress."""

    occupation: str
    target_grade: int
    programme: str
    employer: str
    lesson_minutes: int
    progress: Progress


_TRAININGS = Statement(
    """
    SELECT a.id, a.occupation, a.target_grade, a.programme, o.name AS employer, a.starts_on, a.ends_on,
           a.plan_id, plan.lesson_minutes
    FROM apprenticeship a JOIN organization o ON o.id = a.employer_id JOIN training_plan plan ON plan.id = a.plan_id
    WHERE a.person_id = $1 ORDER BY a.starts_on DESC, a.id DESC
    """
)
_LINES = Statement(
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


async def show_progress(actor: Actor, *, now: datetime) -> list[TrainingProgress]:
    """All agreements of the person, newest first. Refusal: `NotInTraining`."""
    found = [await _progress(row, now) for row in await _TRAININGS.rows(actor.person_id)]
    if not found:
        raise NotInTraining
    return found


async def _progress(row: Mapping[str, Any], now: datetime) -> TrainingProgress:
    lines = tuple(
        Line(line["category"], line["required"], int(line["confirmed"]), int(line["waiting"]))
        for line in await _LINES.rows(row["id"], row["plan_id"])
    )
    return TrainingProgress(
        occupation=row["occupation"],
        target_grade=row["target_grade"],
        programme=row["programme"],
        employer=row["employer"],
        lesson_minutes=row["lesson_minutes"],
        progress=Progress(lines, as_day(row["starts_on"]), as_day(row["ends_on"]), local_day(now)),
    )

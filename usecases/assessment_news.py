"""The apprentice and the mentors hear of a planned day, its end, and of a result."""

from datetime import date, datetime
from typing import Any

from domain.clock import local_day
from domain.grading import AssessmentKind
from models.deliveries import Delivery
from models.statement import Statement

from .assessed_training import AssessedTraining

_MENTORS = Statement(
    """
    SELECT DISTINCT mentor_id FROM mentorship
    WHERE apprenticeship_id = $1 AND since <= $2 AND (until IS NULL OR until >= $2) ORDER BY mentor_id
    """
)


async def mentors_today(training_id: int, today: date) -> list[int]:
    return [row["mentor_id"] for row in await _MENTORS.rows(training_id, today)]


async def tell_of_assessment(
    notice: str, key: str, training: AssessedTraining, kind: AssessmentKind, *, now: datetime, **facts: Any
) -> None:
    """Put `notice` into the outbox of everybody concerned; `key` makes it once for each."""
    people = [training.person_id, *await mentors_today(training.id, local_day(now))]
    for person_id in people:
        await Delivery.enqueue(
            person_id,
            notice,
            key=f"{notice}:{key}:{person_id}",
            now=now,
            own=person_id == training.person_id,
            name=training.name,
            occupation=training.occupation,
            what=str(kind),
            **facts,
        )

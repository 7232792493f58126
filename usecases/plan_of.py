"""What the running plan lets a person record."""

from dataclasses import dataclass
from datetime import datetime

from domain.clock import local_day
from domain.roles import Actor

from .training_of import training_on


@dataclass(frozen=True, slots=True)
class Plan:
    """Codes of its categories, and the length of its 学时 in minutes."""

    categories: tuple[str, ...]
    lesson_minutes: int


async def plan_of(actor: Actor, *, now: datetime) -> Plan:
    """The plan of the agreement that holds today. Refusal: `NotInTraining`."""
    training = await training_on(actor.person_id, local_day(now))
    return Plan(tuple(sorted(training.term.categories)), training.lesson_minutes)

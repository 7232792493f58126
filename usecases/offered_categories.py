"""Which categories of training a person may record."""

from datetime import datetime

from domain.clock import local_day
from domain.roles import Actor

from .training_of import training_on


async def offered_categories(actor: Actor, *, now: datetime) -> tuple[str, ...]:
    """Codes of the running plan, in no order. Refusal: `NotInTraining`."""
    training = await training_on(actor.person_id, local_day(now))
    return tuple(sorted(training.term.categories))

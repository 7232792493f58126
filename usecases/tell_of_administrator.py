"""Put into the outbox, for the mentors, that an administrator decided in their place."""

from collections.abc import Sequence
from datetime import datetime

from domain.clock import local_day
from domain.entries import Decision
from domain.roles import Actor, Role
from models.deliveries import Delivery

from .decide_hours import Outcome
from .training_of import mentors_on
from .waiting_hours import EntryLine

ENTRIES_TOLD = 10


async def tell_of_administrator(
    actor: Actor, outcomes: Sequence[Outcome], decision: Decision, reason: str, *, now: datetime
) -> None:
    """One message to each mentor of the entries' days. An entry's revision is decided once, which names it."""
    by_mentor: dict[int, list[EntryLine]] = {}
    for outcome in outcomes:
        if outcome.obstacle is None and outcome.role is Role.ADMINISTRATOR:
            line = outcome.line
            for mentor in await mentors_on(line.apprenticeship_id, line.day, local_day(now)):
                by_mentor.setdefault(mentor.person_id, []).append(line)
    for mentor_id, lines in by_mentor.items():
        await Delivery.enqueue(
            mentor_id,
            "hours_decided_by_administrator",
            key=f"by_administrator:{lines[0].entry_id}:{lines[0].revision}:{mentor_id}",
            now=now,
            signer=actor.name,
            decision=str(decision),
            reason=reason,
            count=len(lines),
            entries=[[line.name, line.number] for line in lines[:ENTRIES_TOLD]],
        )

"""Put into the outbox, for whoever confirms, that hours wait or are pressed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from domain.claims import Claim
from domain.flags import Flag
from domain.roles import Actor
from models.deliveries import Delivery

from .own_entry import OwnEntry
from .training_of import Mentor

# How much of an entry's content a message about it holds.
EXCERPT = 100


async def tell_waiting(
    mentors: Sequence[Mentor],
    actor: Actor,
    entry_id: int,
    revision: int,
    claim: Claim,
    flags: Sequence[Flag],
    *,
    now: datetime,
) -> None:
    """Each revision is told once to each person."""
    facts = _facts(actor, claim, entry_id, revision) | {"flags": [str(flag) for flag in flags]}
    for mentor in mentors:
        receiver = mentor.deputy_id or mentor.person_id
        key = f"hours:{entry_id}:{revision}:{receiver}"
        instead_of = mentor.name if mentor.deputy_id else ""
        await Delivery.enqueue(receiver, "hours_to_confirm", key=key, now=now, instead_of=instead_of, **facts)


async def tell_pressed(
    receivers: Iterable[int], actor: Actor, entry: OwnEntry, waited: int, *, today: date, now: datetime
) -> None:
    """Each entry is pressed once a day with each person."""
    facts = _facts(actor, entry, entry.entry_id, entry.revision) | {"waited": waited}
    for receiver in dict.fromkeys(receivers):
        key = f"press:{entry.entry_id}:{today}:{receiver}"
        await Delivery.enqueue(receiver, "hours_pressed", key=key, now=now, **facts)


def _facts(actor: Actor, told: Claim | OwnEntry, entry_id: int, revision: int) -> dict[str, Any]:
    return {
        "entry": entry_id,
        "revision": revision,
        "name": actor.name,
        "day": told.day.isoformat(),
        "minutes": told.minutes,
        "category": told.category,
        "content": told.content[:EXCERPT],
    }

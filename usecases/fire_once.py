"""A rule fires for a person on an occasion once, whatever the clock, restarts or number of machines."""

from datetime import datetime

from models.statement import Insert

_FIRE = Insert(
    "firing",
    "rule",
    "occasion",
    "person_id",
    "fired_at",
    on_conflict="ON CONFLICT (rule, occasion, person_id) DO NOTHING",
)


async def fire_once(rule: str, occasion: str, person_id: int, *, now: datetime) -> bool:
    """Whether this is the first time; in the transaction that enqueues what the rule says."""
    row = await _FIRE.row(rule=rule, occasion=occasion, person_id=person_id, fired_at=now)
    return row is not None

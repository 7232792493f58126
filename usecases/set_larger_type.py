"""关怀模式: pages in larger type, on every phone of the person."""

from datetime import datetime

from domain.audit import Event
from domain.roles import Actor
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

_SET = Statement("UPDATE person SET larger_type = $2 WHERE id = $1 AND larger_type <> $2")


async def set_larger_type(actor: Actor, on: bool, *, now: datetime) -> None:
    """Asking for what is so already changes nothing."""
    async with atomic():
        if await _SET.run(actor.person_id, on):
            await AuditEntry.record(
                actor,
                Event.PREFERENCE_CHANGED,
                f"person:{actor.person_id}",
                now=now,
                before={"larger_type": not on},
                after={"larger_type": on},
            )

"""解绑: an openid is no longer a person's. What was recorded stays."""

from datetime import datetime

from domain.audit import Event
from domain.roles import Actor
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

_UNBIND = Statement("UPDATE identity SET person_id = NULL, bound_at = NULL WHERE id = $1 AND person_id = $2")


async def unbind_person(actor: Actor, identity_id: int, *, now: datetime) -> bool:
    """Free the actor's own identity; False if it was free already. A new invitation binds again."""
    async with atomic():
        freed = await _UNBIND.run(identity_id, actor.person_id)
        if freed:
            await AuditEntry.record(
                actor,
                Event.IDENTITY_UNBOUND,
                f"identity:{identity_id}",
                now=now,
                before={"person": actor.person_id},
            )
    return bool(freed)

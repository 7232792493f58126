"""Following starts and stops the pushes; nothing is lost either way."""

from datetime import datetime

from domain.audit import Event
from domain.roles import Door
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

# Who follows anew may have lost the tag by which the platform chooses the menu.
_FOLLOW = Statement("UPDATE identity SET follows = $2, menu_due_at = $3 WHERE id = $1 AND follows <> $2")


async def follow(identity_id: int, *, now: datetime) -> bool:
    """Whether the contact had left before and is back."""
    return await _set(identity_id, True, Event.IDENTITY_FOLLOWED, now)


async def unfollow(identity_id: int, *, now: datetime) -> bool:
    return await _set(identity_id, False, Event.IDENTITY_UNFOLLOWED, now)


async def _set(identity_id: int, follows: bool, event: Event, now: datetime) -> bool:
    async with atomic():
        changed = await _FOLLOW.run(identity_id, follows, now if follows else None)
        if changed:
            await AuditEntry.record(Door.CHAT, event, f"identity:{identity_id}", now=now)
    return bool(changed)

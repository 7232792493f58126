"""A deadline is set by what causes it, and closed when its thing is done."""

from datetime import datetime
from typing import Any

from domain.audit import Event
from domain.deadlines import DeadlineKind
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.statement import Statement, as_day
from models.transaction import atomic

from .store_deadlines import Stored, Wanted, find_deadline, store_deadlines

_CLOSE = Statement(
    """
    UPDATE deadline SET state = 'done', closed_at = $3
    WHERE kind = $1 AND subject = $2 AND state = 'open' RETURNING id
    """
)
_WITHDRAW = Statement(
    """
    UPDATE deadline SET state = 'cancelled', closed_at = $3
    WHERE kind = $1 AND subject = $2 AND state = 'open' RETURNING id
    """
)
# Its steps count anew.
_REOPEN = Statement(
    """
    UPDATE deadline SET state = 'open', closed_at = NULL, revision = revision + 1
    WHERE kind = $1 AND subject = $2 AND state = 'done' RETURNING id, day
    """
)


async def set_deadline(by: Actor | Door, wanted: Wanted, *, now: datetime) -> Stored:
    """Make it, or move the one of this kind and subject; the same once more is the same as once.

    Asks no permission: whatever causes it has asked. What is done stays done.
    """
    async with atomic():
        changed = await store_deadlines([wanted], now=now)
        for stored in changed:
            await _record(
                by, Event.DEADLINE_SET, stored.id, now, day=stored.day.isoformat(), kind=str(stored.kind)
            )
        found = changed[0] if changed else await find_deadline(wanted.kind, wanted.subject)
    if found is None:
        raise LookupError(wanted.subject)
    return found


async def close_deadline(
    by: Actor | Door, kind: DeadlineKind, subject: str, *, now: datetime, **why: str
) -> bool:
    """Its thing is done, or is not awaited any more, which the trail then says: nobody is reminded.

    Whether one was open.
    """
    async with atomic():
        row = await _CLOSE.row(str(kind), subject, now)
        if row:
            await _record(by, Event.DEADLINE_DONE, row["id"], now, kind=str(kind), **why)
    return row is not None


async def withdraw_deadline(by: Actor | Door, kind: DeadlineKind, subject: str, *, now: datetime) -> bool:
    """Its cause is gone; setting it again opens it. Whether one was open."""
    async with atomic():
        row = await _WITHDRAW.row(str(kind), subject, now)
        if row:
            await _record(by, Event.DEADLINE_CANCELLED, row["id"], now, kind=str(kind))
    return row is not None


async def reopen_deadline(by: Actor | Door, kind: DeadlineKind, subject: str, *, now: datetime) -> bool:
    """What had been taken for done was not. Whether it was closed as done."""
    async with atomic():
        row = await _REOPEN.row(str(kind), subject)
        if row:
            day = as_day(row["day"]).isoformat()
            await _record(by, Event.DEADLINE_SET, row["id"], now, day=day, kind=str(kind))
    return row is not None


async def _record(by: Actor | Door, event: Event, number: int, now: datetime, **after: Any) -> None:
    await AuditEntry.record(by, event, f"deadline:{number}", now=now, after=after)

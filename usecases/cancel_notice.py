"""A notice is stopped: what has left has left, the rest stays."""

from dataclasses import dataclass
from datetime import datetime

from domain.audit import Event
from domain.errors import Refusal
from domain.roles import Actor
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

from .administered import OVERSEEN, check_administrator
from .broadcast_notice import KEY

WHY = "notice cancelled"


@dataclass(frozen=True, slots=True)
class CancelledNotice:
    """`stopped` messages had not left yet."""

    number: int
    title: str
    stopped: int


@dataclass(eq=False)
class NothingToCancel(Refusal):
    """No such notice of the actor's organizations, or it has gone out to everybody, or was cancelled."""

    code = "notices.nothing_to_cancel"
    number: int


_CANCEL = Statement(
    f"""
    UPDATE notice SET state = 'cancelled' WHERE id = $2 AND state IN ('draft', 'sending') AND {OVERSEEN}
    RETURNING title
    """  # nosec B608
)
_STOP = Statement(
    f"""
    UPDATE delivery SET state = 'cancelled', outcome = '{WHY}', ended_at = $2
    WHERE state = 'waiting' AND key IN (SELECT {KEY} FROM receipt r WHERE r.notice_id = $1)
    """  # nosec B608
)


async def cancel_notice(actor: Actor, number: int, *, now: datetime) -> CancelledNotice:
    """Stop what has not left. Refusals: `OnlyAdministrators`, `NothingToCancel`."""
    check_administrator(actor)
    async with atomic():
        row = await _CANCEL.row(actor.person_id, number)
        if row is None:
            raise NothingToCancel(number)
        stopped = await _STOP.run(number, now)
        await AuditEntry.record(
            actor, Event.NOTICE_CANCELLED, f"notice:{number}", now=now, after={"stopped": stopped}
        )
    return CancelledNotice(number, row["title"], stopped)

"""A notice is stopped: what has left has left, the rest stays."""

from dataclasses import dataclass
from datetime import datetime

from domain.audit import Event
from domain.errors import Refusal
from domain.notices import NoticeState
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

from .administered import OVERSEEN, overseer
from .finish_notices import WHY
from .mass_sends import HAS_LEFT, stop_mass_send


@dataclass(frozen=True, slots=True)
class CancelledNotice:
    """`stopped` recipients don't get it any more; `left` of a mass send can't be taken back, or perhaps can't."""

    number: int
    title: str
    stopped: int
    left: int = 0


@dataclass(eq=False)
class NothingToCancel(Refusal):
    """It has gone out to everybody, or was cancelled (`state`); without a state the actor has no such notice."""

    code = "notices.nothing_to_cancel"
    number: int
    state: NoticeState | None = None


# One row: from this moment nothing of it is taken to the platform any more. The messages' own rows follow
# (usecases/finish_notices.py).
_CANCEL = Statement(
    f"""
    UPDATE notice SET state = 'cancelled'
    WHERE id = $2 AND state IN ('draft', 'proposed', 'scheduled', 'sending', 'paused') AND {OVERSEEN}
    RETURNING title, recipients
    """  # nosec B608
)
_STATE = Statement(f"SELECT state FROM notice WHERE id = $2 AND {OVERSEEN}")  # nosec B608
_GONE = Statement(
    f"""
    SELECT count(*) AS gone, count(CASE WHEN d.channel = 'mass' THEN 1 END) AS by_mass FROM delivery d
    WHERE d.notice_id = $1 AND (d.state NOT IN ('waiting', 'cancelled')
                                OR d.state = 'waiting' AND d.channel = 'mass' AND {HAS_LEFT.format(notice="$1")})
    """  # nosec B608
)


async def cancel_notice(by: Actor | Door, number: int, *, now: datetime) -> CancelledNotice:
    """Stop what has not left. Refusals: `OnlyAdministrators`, `NothingToCancel`."""
    asks = overseer(by)
    async with atomic():
        row = await _CANCEL.row(asks, number)
        if row is None:
            found = await _STATE.row(asks, number)
            raise NothingToCancel(number, NoticeState(found["state"]) if found else None)
        await stop_mass_send(number, WHY, now=now)
        counted = await _GONE.row(number)
        gone, left = (counted["gone"], counted["by_mass"]) if counted else (0, 0)
        stopped = max(row["recipients"] - gone, 0)
        await AuditEntry.record(
            by, Event.NOTICE_CANCELLED, f"notice:{number}", now=now, after={"stopped": stopped}
        )
    return CancelledNotice(number, row["title"], stopped, left)

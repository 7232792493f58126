"""A notice that goes out is held for a while, and goes on."""

from dataclasses import dataclass
from datetime import datetime

from domain.audit import Event
from domain.errors import Refusal
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

from .administered import OVERSEEN, overseer


@dataclass(frozen=True, slots=True)
class Held:
    """`waiting` messages have not left yet."""

    number: int
    title: str
    waiting: int


@dataclass(eq=False)
class NotGoingOut(Refusal):
    """No notice of this number goes out, or is paused, in the actor's organizations."""

    code = "notices.not_going_out"
    number: int


_MOVE = f"""
    UPDATE notice SET state = '{{to}}' WHERE id = $2 AND state = '{{of}}' AND {OVERSEEN} RETURNING title, recipients
"""  # nosec B608
_PAUSE = Statement(_MOVE.format(of="sending", to="paused"))
_RESUME = Statement(_MOVE.format(of="paused", to="sending"))
_GONE = Statement(
    "SELECT count(*) AS gone FROM delivery WHERE notice_id = $1 AND state NOT IN ('waiting', 'sending')"
)


async def pause_notice(by: Actor | Door, number: int, *, now: datetime) -> Held:
    """What has not left waits; calls that are on their way end. Refusals: `OnlyAdministrators`, `NotGoingOut`."""
    return await _move(by, _PAUSE, number, Event.NOTICE_PAUSED, now)


async def resume_notice(by: Actor | Door, number: int, *, now: datetime) -> Held:
    """The rest goes out. Refusals: `OnlyAdministrators`, `NotGoingOut`."""
    return await _move(by, _RESUME, number, Event.NOTICE_RESUMED, now)


async def _move(by: Actor | Door, statement: Statement, number: int, event: Event, now: datetime) -> Held:
    asks = overseer(by)
    async with atomic():
        row = await statement.row(asks, number)
        if row is None:
            raise NotGoingOut(number)
        await AuditEntry.record(by, event, f"notice:{number}", now=now)
        gone = await _GONE.row(number)
    return Held(number, row["title"], row["recipients"] - (gone["gone"] if gone else 0))

"""已阅: a person says that a notice was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.audit import Event
from domain.roles import Actor
from models.audit import AuditEntry
from models.statement import Statement, as_instant
from models.transaction import atomic

from .read_notice import NoSuchNotice, mark_seen

MOST_OPEN = 10


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """`again` when it was acknowledged before, at `at`."""

    number: int
    title: str
    at: datetime
    again: bool


@dataclass(frozen=True, slots=True)
class OpenNotice:
    """A notice that waits for 已阅."""

    number: int
    title: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class OnlyOne:
    """What 已阅 without a number came to: the one that waited is acknowledged, several are left open."""

    acknowledged: tuple[Acknowledged, ...] = ()
    still_open: tuple[OpenNotice, ...] = ()


_ACKNOWLEDGE = Statement(
    """
    UPDATE receipt SET acknowledged_at = $3, read_at = coalesce(read_at, $3)
    WHERE notice_id = $1 AND person_id = $2 AND acknowledged_at IS NULL
    RETURNING id
    """
)
_RECEIPT = Statement(
    """
    SELECT r.acknowledged_at, n.title FROM receipt r JOIN notice n ON n.id = r.notice_id
    WHERE r.notice_id = $1 AND r.person_id = $2
    """
)
_OPEN = Statement(
    """
    SELECT n.id, n.title, n.sent_at FROM receipt r JOIN notice n ON n.id = r.notice_id
    WHERE r.person_id = $1 AND r.acknowledged_at IS NULL AND n.needs_acknowledgement
      AND n.state IN ('sending', 'sent')
    ORDER BY n.id DESC LIMIT $2
    """
)


async def acknowledge_notices(
    actor: Actor, numbers: Sequence[int], *, now: datetime
) -> tuple[Acknowledged, ...]:
    """Acknowledge each, or none where one is foreign. Refusal: `NoSuchNotice`."""
    async with atomic():
        return tuple([await _acknowledge(actor, number, now) for number in numbers])


async def acknowledge_only_one(actor: Actor, *, now: datetime) -> OnlyOne:
    """Acknowledge the one notice that waits; of several, none."""
    waiting = await open_notices(actor)
    if len(waiting) == 1:
        return OnlyOne(acknowledged=await acknowledge_notices(actor, [waiting[0].number], now=now))
    return OnlyOne(still_open=waiting)


async def open_notices(actor: Actor) -> tuple[OpenNotice, ...]:
    """What waits for 已阅, the newest first, 10 at most."""
    rows = await _OPEN.rows(actor.person_id, MOST_OPEN)
    return tuple(OpenNotice(row["id"], row["title"], _instant(row["sent_at"])) for row in rows)


async def _acknowledge(actor: Actor, number: int, now: datetime) -> Acknowledged:
    new = await _ACKNOWLEDGE.row(number, actor.person_id, now)
    receipt = await _RECEIPT.row(number, actor.person_id)
    if receipt is None:
        raise NoSuchNotice(number)
    if new:
        await mark_seen(number, actor, now)
        await AuditEntry.record(actor, Event.NOTICE_ACKNOWLEDGED, f"receipt:{new['id']}", now=now)
    return Acknowledged(number, receipt["title"], _instant(receipt["acknowledged_at"]), again=new is None)


def _instant(value: object) -> datetime:
    found = as_instant(value)
    if found is None:
        raise LookupError("a notice that has a receipt has its time")
    return found

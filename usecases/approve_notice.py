"""批准: a second administrator lets a notice go, or sends it back with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.audit import Event
from domain.errors import Refusal
from domain.notices import NoticeState
from domain.roles import Actor
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.statement import Statement, as_instant
from models.transaction import atomic

from .address_notice import address_piece
from .administered import check_administrator


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the proposed notice."""

    number: int
    title: str
    state: NoticeState
    recipients: int
    scheduled_for: datetime | None


@dataclass(eq=False)
class NothingToApprove(Refusal):
    """No notice of this number waits for the actor's word."""

    code = "notices.nothing_to_approve"
    number: int


_APPROVE = Statement(
    """
    UPDATE notice SET approved_at = $3, state = CASE WHEN scheduled_for > $3 THEN 'scheduled' ELSE 'sending' END,
           sent_at = CASE WHEN scheduled_for > $3 THEN NULL ELSE $3::timestamptz END
    WHERE id = $1::bigint AND approver_id = $2 AND state = 'proposed'
    RETURNING title, state, recipients, scheduled_for, author_id
    """
)
_REJECT = Statement(
    """
    UPDATE notice SET state = 'cancelled' WHERE id = $1::bigint AND approver_id = $2 AND state = 'proposed'
    RETURNING title, state, recipients, scheduled_for, author_id
    """
)


async def approve_notice(actor: Actor, number: int, *, now: datetime) -> Decided:
    """Let it go, at once or at its time. Refusals: `OnlyAdministrators`, `NothingToApprove`."""
    check_administrator(actor)
    async with atomic():
        row = await _APPROVE.row(number, actor.person_id, now)
        if row is None:
            raise NothingToApprove(number)
        await AuditEntry.record(actor, Event.NOTICE_APPROVED, f"notice:{number}", now=now)
        await _tell(row, number, actor, "", now)
        if row["state"] == NoticeState.SENDING:
            await address_piece(number, now=now)
    return _decided(number, row)


async def reject_notice(actor: Actor, number: int, reason: str, *, now: datetime) -> Decided:
    """Send it back to its author; nobody gets it. Refusals: `OnlyAdministrators`, `NothingToApprove`."""
    check_administrator(actor)
    async with atomic():
        row = await _REJECT.row(number, actor.person_id)
        if row is None:
            raise NothingToApprove(number)
        after = {"reason": reason}
        await AuditEntry.record(actor, Event.NOTICE_REJECTED, f"notice:{number}", now=now, after=after)
        await _tell(row, number, actor, reason, now)
    return _decided(number, row)


async def ask_for_approval(
    number: int, title: str, author: Actor, approver_id: int, *, now: datetime
) -> None:
    """Put the question to the second administrator, in the transaction that proposes the notice."""
    await Delivery.enqueue(
        approver_id,
        "notice_to_approve",
        key=f"approve:{number}:{approver_id}:{now.timestamp():.0f}",
        now=now,
        urgent=True,
        notice=number,
        title=title,
        author=author.name,
        asked=now.isoformat(),
    )


async def _tell(row: Mapping[str, Any], number: int, approver: Actor, reason: str, now: datetime) -> None:
    await Delivery.enqueue(
        row["author_id"],
        "notice_decided",
        key=f"approved:{number}:{now.timestamp():.0f}",
        now=now,
        notice=number,
        title=row["title"],
        approver=approver.name,
        approved=row["state"] != NoticeState.CANCELLED,
        reason=reason,
        decided=now.isoformat(),
    )


def _decided(number: int, row: Mapping[str, Any]) -> Decided:
    state, scheduled_for = NoticeState(row["state"]), as_instant(row["scheduled_for"])
    return Decided(number, row["title"], state, row["recipients"], scheduled_for)

"""广播: a drafted notice goes to its audience, through receipts and the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.audiences import NobodyReached
from domain.audit import Event
from domain.clock import local_day
from domain.deliveries import Priority
from domain.errors import Refusal
from domain.roles import Actor
from models.audit import AuditEntry
from models.statement import Statement, to_json
from models.transaction import atomic

from .administered import check_administrator
from .audience import PEOPLE

# The outbox holds this much of the body for each recipient; the notice itself holds the whole once.
EXCERPT_LENGTH = 300
KIND = "notice"
# The outbox key of a receipt `r`; usecases/notice_report.py finds deliveries by it.
KEY = f"'{KIND}:' || r.notice_id || ':' || r.person_id"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """`again` when it had been sent before."""

    number: int
    title: str
    recipients: int
    again: bool


@dataclass(eq=False)
class DraftGone(Refusal):
    """The actor has no such draft any more: it was left lying for too long, or is not the actor's."""

    code = "notices.draft_gone"


_START = Statement(
    """
    UPDATE notice SET state = 'sending', sent_at = $3 WHERE id = $1 AND author_id = $2 AND state = 'draft'
    RETURNING title, body, audience_role, organization_id, needs_acknowledgement, urgent
    """
)
_STARTED = Statement(
    "SELECT title FROM notice WHERE id = $1 AND author_id = $2 AND state IN ('sending', 'sent')"
)
_RECEIPTS = Statement(
    f"""
    INSERT INTO receipt (notice_id, person_id) SELECT $4::int, people.id FROM ({PEOPLE}) AS people
    WHERE true ON CONFLICT (notice_id, person_id) DO NOTHING
    """  # nosec B608
)
_DELIVERIES = Statement(
    f"""
    INSERT INTO delivery (key, person_id, kind, facts, notice_id, priority, urgent, created_at, due_at, state,
                          attempts, crashes, channel, outcome, platform_id)
    SELECT {KEY}, r.person_id, '{KIND}', $2::jsonb, $1, {Priority.BROADCAST}, $3::boolean, $4::timestamptz,
           $4::timestamptz, 'waiting', 0, 0, '', '', ''
    FROM receipt r WHERE r.notice_id = $1 ON CONFLICT (key) DO NOTHING
    """  # nosec B608
)
_RECIPIENTS = Statement("SELECT count(*) AS people FROM receipt WHERE notice_id = $1")


async def broadcast_notice(actor: Actor, number: int, *, now: datetime) -> Broadcast:
    """Send the draft to its audience as it is at this moment; a second time changes nothing.

    Refusals: `OnlyAdministrators`, `DraftGone`, `NobodyReached`.
    """
    check_administrator(actor)
    async with atomic():
        draft = await _START.row(number, actor.person_id, now)
        if draft is None:
            return await _sent_before(actor, number)
        recipients = await _address(actor, number, draft)
        await _DELIVERIES.rows(number, to_json(_facts(number, draft, now)), bool(draft["urgent"]), now)
        await AuditEntry.record(
            actor, Event.NOTICE_SENT, f"notice:{number}", now=now, after={"recipients": recipients}
        )
    return Broadcast(number, draft["title"], recipients, again=False)


async def _sent_before(actor: Actor, number: int) -> Broadcast:
    started = await _STARTED.row(number, actor.person_id)
    if started is None:
        raise DraftGone
    return Broadcast(number, started["title"], await _recipients(number), again=True)


async def _address(actor: Actor, number: int, draft: Mapping[str, Any]) -> int:
    await _RECEIPTS.rows(actor.person_id, draft["audience_role"], draft["organization_id"] or 0, number)
    recipients = await _recipients(number)
    if not recipients:
        raise NobodyReached
    return recipients


async def _recipients(number: int) -> int:
    row = await _RECIPIENTS.row(number)
    return int(row["people"]) if row else 0


def delivery_key(number: int, person_id: int) -> str:
    """The outbox key of a person's message about a notice, as `KEY` writes it."""
    return f"{KIND}:{number}:{person_id}"


def _facts(number: int, draft: Mapping[str, Any], now: datetime) -> dict[str, object]:
    body = draft["body"]
    return {
        "notice": number,
        "title": draft["title"],
        "body": body[:EXCERPT_LENGTH],
        "whole": len(body) <= EXCERPT_LENGTH,
        "acknowledge": bool(draft["needs_acknowledgement"]),
        "day": local_day(now).isoformat(),
    }

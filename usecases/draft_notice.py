"""A notice is written down and counted before anybody gets it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.audiences import Audience, NobodyReached
from domain.audit import Event
from domain.notice_text import NoticeText, check_notice_text
from domain.notices import NoticeState
from domain.roles import Actor
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

from .administered import check_administrator
from .audience import Headcount, count_people, organization_named
from .keep_question import OPEN_FOR


@dataclass(frozen=True, slots=True)
class Wish:
    """What an administrator wants to tell whom. `ref` makes it one notice, however often it is told."""

    text: NoticeText
    audience: Audience
    ref: str
    needs_acknowledgement: bool = True
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """The notice as it would be sent. `state` is another than draft where this `ref` was sent before."""

    number: int
    wish: Wish
    headcount: Headcount
    state: NoticeState


_DROP = Statement(
    """
    UPDATE notice SET state = 'cancelled' WHERE author_id = $1 AND state = 'draft' AND created_at <= $2
    RETURNING id
    """
)
_DRAFT = Statement(
    """
    INSERT INTO notice (author_id, title, body, audience_role, organization_id, needs_acknowledgement, urgent,
                        state, created_at, ref)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 'draft', $8, $9)
    ON CONFLICT (ref) DO UPDATE
    SET state = CASE WHEN notice.state = 'cancelled' AND notice.sent_at IS NULL THEN 'draft' ELSE notice.state END
    RETURNING id, state
    """
)


async def draft_notice(actor: Actor, wish: Wish, *, now: datetime) -> Preview:
    """Keep the notice as a draft and count whom it would reach; the actor's drafts left lying are dropped.

    Refusals: `OnlyAdministrators`, `OrganizationUnknown`, `NobodyReached`, and those of the text.
    """
    check_administrator(actor)
    check_notice_text(wish.text.title, wish.text.body)
    async with atomic():
        dropped = {row["id"] for row in await _DROP.rows(actor.person_id, now - OPEN_FOR)}
        organization_id = await organization_named(actor, wish.audience)
        headcount = await count_people(actor, wish.audience.role or "", organization_id)
        if not headcount.people:
            raise NobodyReached
        row = await _draft(actor, wish, organization_id, now)
        await _record(actor, row["id"], dropped - {row["id"]}, wish, now)
    return Preview(row["id"], wish, headcount, NoticeState(row["state"]))


async def _draft(actor: Actor, wish: Wish, organization_id: int | None, now: datetime) -> dict[str, Any]:
    row = await _DRAFT.row(
        actor.person_id,
        wish.text.title,
        wish.text.body,
        wish.audience.role or "",
        organization_id,
        wish.needs_acknowledgement,
        wish.urgent,
        now,
        wish.ref,
    )
    if row is None:
        raise LookupError("the notice just written is gone")
    return row


async def _record(actor: Actor, number: int, dropped: set[int], wish: Wish, now: datetime) -> None:
    for earlier in sorted(dropped):
        await AuditEntry.record(actor, Event.NOTICE_CANCELLED, f"notice:{earlier}", now=now)
    after = {
        "title": wish.text.title,
        "role": wish.audience.role or "",
        "organization": wish.audience.organization,
    }
    await AuditEntry.record(actor, Event.NOTICE_CREATED, f"notice:{number}", now=now, after=after)

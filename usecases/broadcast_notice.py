"""广播: a drafted notice goes to its audience, through receipts and the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.audiences import NobodyReached
from domain.audit import Event
from domain.errors import Refusal
from domain.notices import NoticeState
from domain.reminders import quiet_until
from domain.roles import Actor
from models.audit import AuditEntry
from models.statement import Statement, as_instant
from models.transaction import atomic

from .address_notice import address_piece
from .administered import check_administrator
from .approve_notice import ask_for_approval
from .audience import addressees_of, count_people


@dataclass(frozen=True, slots=True)
class Broadcast:
    """`again` when it had been sent before. `state`: it goes out, waits for its approver or for its time.

    `held_until`: the quiet hours' end, before which messages of one that goes out don't leave.
    """

    number: int
    title: str
    recipients: int
    again: bool
    state: NoticeState = NoticeState.SENDING
    scheduled_for: datetime | None = None
    approver: str = ""
    held_until: datetime | None = None


@dataclass(eq=False)
class DraftGone(Refusal):
    """The actor has no such draft any more: it was left lying for too long, or is not the actor's."""

    code = "notices.draft_gone"


_COLUMNS = """
    id, title, author_id, audience_role, organization_id, audience_programme, audience_occupation, audience_grade,
    audience_people, corrects_id, urgent, state, scheduled_for, recipients, approver_id,
    (SELECT approver.name FROM person approver WHERE approver.id = notice.approver_id) AS approver
"""
# A draft waits for its approver, then for its time, then it goes.
_START = Statement(
    f"""
    UPDATE notice SET state = CASE WHEN approver_id IS NOT NULL THEN 'proposed'
                                   WHEN scheduled_for > $3 THEN 'scheduled' ELSE 'sending' END,
           sent_at = CASE WHEN approver_id IS NULL AND (scheduled_for IS NULL OR scheduled_for <= $3)
                     THEN $3::timestamptz END
    WHERE id = $1 AND author_id = $2 AND state = 'draft' RETURNING {_COLUMNS}
    """  # nosec B608
)
_STARTED = Statement(
    f"""
    SELECT {_COLUMNS} FROM notice
    WHERE id = $1 AND author_id = $2 AND state IN ('proposed', 'scheduled', 'sending', 'paused', 'sent')
    """  # nosec B608
)
_EXPECT = Statement("UPDATE notice SET recipients = $2 WHERE id = $1")
EVENTS = {
    NoticeState.PROPOSED: Event.NOTICE_PROPOSED,
    NoticeState.SCHEDULED: Event.NOTICE_SCHEDULED,
    NoticeState.SENDING: Event.NOTICE_SENT,
}


async def broadcast_notice(actor: Actor, number: int, *, now: datetime) -> Broadcast:
    """Let the draft go to its audience as it is at this moment; a second time changes nothing.

    Refusals: `OnlyAdministrators`, `DraftGone`, `NobodyReached`.
    """
    check_administrator(actor)
    async with atomic():
        draft = await _START.row(number, actor.person_id, now)
        if draft is None:
            started = await _STARTED.row(number, actor.person_id)
            if started is None:
                raise DraftGone
            return _as_broadcast(started, started["recipients"], again=True, now=now)
        recipients = (await count_people(addressees_of(draft))).people
        if not recipients:
            raise NobodyReached
        await _EXPECT.run(number, recipients)
        await _record(actor, draft, recipients, now)
        if draft["state"] == NoticeState.PROPOSED:
            await ask_for_approval(number, draft["title"], actor, draft["approver_id"], now=now)
        if draft["state"] == NoticeState.SENDING:
            await address_piece(number, now=now)  # the rest by the timetable
    return _as_broadcast(draft, recipients, again=False, now=now)


async def _record(actor: Actor, draft: Mapping[str, Any], recipients: int, now: datetime) -> None:
    event = EVENTS[NoticeState(draft["state"])]
    await AuditEntry.record(actor, event, f"notice:{draft['id']}", now=now, after={"recipients": recipients})


def _as_broadcast(row: Mapping[str, Any], recipients: int, *, again: bool, now: datetime) -> Broadcast:
    return Broadcast(
        row["id"],
        row["title"],
        recipients,
        again,
        NoticeState(row["state"]),
        as_instant(row["scheduled_for"]),
        row["approver"] or "",
        None if row["urgent"] else quiet_until(now),
    )

"""A notice is written down and counted before anybody gets it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.audiences import Audience, NobodyReached
from domain.audit import Event
from domain.channels import proposes_mass
from domain.errors import Refusal
from domain.notice_text import NoticeText, check_notice_text
from domain.notices import NoticeState
from domain.roles import Actor
from models.audit import AuditEntry
from models.statement import Statement, to_json
from models.transaction import atomic

from .administered import OVERSEEN, check_administrator
from .audience import Addressees, Headcount, count_people, organization_named
from .count_ways import count_ways
from .keep_question import OPEN_FOR
from .mass_sends import plan_mass_send
from .notice_words import words_of
from .read_notice import NoSuchNotice
from .scope import Scope, scope_of
from .ways import in_use


@dataclass(frozen=True, slots=True)
class Wish:
    """What an administrator wants to tell whom. `ref` makes it one notice, however often it is told."""

    text: NoticeText
    audience: Audience
    ref: str
    needs_acknowledgement: bool = True
    urgent: bool = False
    scheduled_for: datetime | None = None
    approver_id: int | None = None
    corrects: int = 0
    by_mass: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """The notice as it would be sent. `state` is another than draft where this `ref` was sent before.

    `ways` are people by `count_ways.WAYS`; `facts` are what texts/notices_policy.py words. `proposes_mass`: it
    goes to each by itself, and there are enough followers for a mass send.
    """

    number: int
    wish: Wish
    headcount: Headcount
    state: NoticeState
    scope: Scope
    ways: Mapping[str, int]
    facts: Mapping[str, Any]
    proposes_mass: bool = False


@dataclass(eq=False)
class ApproverIsAuthor(Refusal):
    """A second administrator has to approve, not the one who wrote it."""

    code = "notices.approver_is_author"


_DROP = Statement(
    """
    UPDATE notice SET state = 'cancelled' WHERE author_id = $1 AND state = 'draft' AND created_at <= $2
    RETURNING id
    """
)
# What was not sent is a draft again, with what is wanted now.
_UNSENT = "notice.state = 'draft' OR notice.state = 'cancelled' AND notice.sent_at IS NULL"
_WANTED = "{0} = CASE WHEN {1} THEN excluded.{0} ELSE notice.{0} END"
_AGAIN = ",\n".join(
    _WANTED.format(column, _UNSENT)
    for column in ("state", "needs_acknowledgement", "urgent", "scheduled_for", "approver_id", "created_at")
)
_DRAFT = Statement(
    f"""
    INSERT INTO notice (author_id, title, body, audience_role, organization_id, audience_programme,
                        audience_occupation, audience_grade, audience_people, needs_acknowledgement, urgent, state,
                        created_at, scheduled_for, approver_id, corrects_id, ref, addressed_to, recipients)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'draft', $12, $13, $14, $15, $16, 0, 0)
    ON CONFLICT (ref) DO UPDATE SET {_AGAIN} RETURNING id, state
    """  # nosec B608
)
_SENT_BEFORE = Statement(
    f"""
    SELECT title FROM notice
    WHERE id = $2 AND sent_at IS NOT NULL AND state IN ('sending', 'paused', 'sent', 'cancelled') AND {OVERSEEN}
    """  # nosec B608
)


async def draft_notice(actor: Actor, wish: Wish, *, now: datetime) -> Preview:
    """Keep the notice as a draft and count whom it would reach; the actor's drafts left lying are dropped.

    Refusals: `OnlyAdministrators`, `OrganizationUnknown`, `NobodyReached`, `NoSuchNotice` of one to correct,
    `ApproverIsAuthor`, and those of the text.
    """
    check_administrator(actor)
    if wish.approver_id == actor.person_id:
        raise ApproverIsAuthor
    check_notice_text(wish.text.title, wish.text.body)
    async with atomic():
        dropped = {row["id"] for row in await _DROP.rows(actor.person_id, now - OPEN_FOR)}
        addressees = await _addressees(actor, wish)
        headcount = await count_people(addressees)
        if not headcount.people:
            raise NobodyReached
        row = await _draft(actor, wish, addressees, now)
        if row["state"] == NoticeState.DRAFT:
            await plan_mass_send(row["id"], wish.ref, wish.by_mass, now=now)
        await _record(actor, row["id"], dropped - {row["id"]}, wish, now)
    scope = await scope_of(actor, wish.audience.organization)
    ways = await count_ways(addressees, by_mass=wish.by_mass, now=now)
    facts = await words_of(row["id"])
    proposed = not wish.by_mass and proposes_mass(headcount.following, in_use().mass_from)
    return Preview(row["id"], wish, headcount, NoticeState(row["state"]), scope, ways, facts, proposed)


async def check_corrected(actor: Actor, number: int) -> str:
    """The title of a notice that has gone out and can be corrected.

    Refusals: `OnlyAdministrators`, `NoSuchNotice`.
    """
    check_administrator(actor)
    row = await _SENT_BEFORE.row(actor.person_id, number)
    if row is None:
        raise NoSuchNotice(number)
    return str(row["title"])


async def _addressees(actor: Actor, wish: Wish) -> Addressees:
    """Of a correction, exactly the people of the notice it follows. Refusal: `NoSuchNotice`."""
    if wish.corrects:
        await check_corrected(actor, wish.corrects)
        return Addressees(actor.person_id, corrects=wish.corrects)
    audience = wish.audience
    return Addressees(
        actor.person_id,
        audience.role or "",
        await organization_named(actor, audience) or 0,
        audience.programme,
        audience.occupation,
        audience.grade,
        audience.people,
    )


async def _draft(actor: Actor, wish: Wish, addressees: Addressees, now: datetime) -> dict[str, Any]:
    row = await _DRAFT.row(
        actor.person_id,
        wish.text.title,
        wish.text.body,
        addressees.role,
        addressees.organization_id or None,
        addressees.programme,
        addressees.occupation,
        addressees.grade or None,
        to_json(list(addressees.people)) if addressees.people else None,
        wish.needs_acknowledgement,
        wish.urgent,
        now,
        wish.scheduled_for,
        wish.approver_id,
        addressees.corrects or None,
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

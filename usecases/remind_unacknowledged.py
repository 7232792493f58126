"""Whoever has not acknowledged a notice is asked once more, when an administrator wants it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.audit import Event
from domain.clock import local_day
from domain.deliveries import Priority
from domain.errors import Refusal
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.statement import Statement, to_json
from models.transaction import atomic

from .administered import OVERSEEN, overseer

KIND = "notice_unacknowledged"
PIECE = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """How many people are asked; whoever was today already is not among them."""

    number: int
    title: str
    people: int


@dataclass(eq=False)
class NotToAcknowledge(Refusal):
    """No notice of the actor's organizations that asks for 已阅 and has gone out."""

    code = "notices.not_to_acknowledge"
    number: int


_NOTICE = Statement(
    f"""
    SELECT id, title FROM notice
    WHERE id = $2::bigint AND needs_acknowledgement AND state IN ('sending', 'sent') AND {OVERSEEN}
    """  # nosec B608
)
_PIECE = Statement(
    """
    SELECT max(piece.id) AS last FROM (
        SELECT id FROM receipt WHERE notice_id = $1 AND id > $2 AND acknowledged_at IS NULL ORDER BY id LIMIT $3
    ) AS piece
    """
)
# Not to who still waits for the notice itself. One asking a day, however often the administrator asks.
_ASK = Statement(
    f"""
    INSERT INTO delivery (key, person_id, kind, facts, priority, urgent, created_at, due_at, state, attempts,
                          crashes, channel, outcome, platform_id)
    SELECT '{KIND}:' || r.notice_id || ':' || $6::text || ':' || r.person_id, r.person_id, '{KIND}', $4::jsonb,
           {int(Priority.DIGEST)}, false, $5::timestamptz, $5::timestamptz, 'waiting', 0, 0, '', '', ''
    FROM receipt r JOIN person ON person.id = r.person_id AND person.erased_at IS NULL
    WHERE r.notice_id = $1 AND r.id > $2 AND r.id <= $3 AND r.acknowledged_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.notice_id = r.notice_id AND d.person_id = r.person_id
                      AND d.state IN ('waiting', 'sending'))
    ON CONFLICT (key) DO NOTHING RETURNING id
    """  # nosec B608
)
_STILL = Statement(
    "SELECT id FROM receipt WHERE notice_id = $1 AND person_id = $2 AND acknowledged_at IS NULL"
)


async def remind_unacknowledged(by: Actor | Door, number: int, *, now: datetime) -> Asked:
    """Ask those who have not said 已阅. Refusals: `OnlyAdministrators`, `NotToAcknowledge`."""
    notice = await _NOTICE.row(overseer(by), number)
    if notice is None:
        raise NotToAcknowledge(number)
    people = await _ask_all(number, now)
    after = {"people": people}
    await AuditEntry.record(by, Event.NOTICE_REMINDED, f"notice:{number}", now=now, after=after)
    return Asked(number, notice["title"], people)


async def _ask_all(number: int, now: datetime) -> int:
    people, after = 0, 0
    while True:
        async with atomic():
            row = await _PIECE.row(number, after, PIECE)
            if row is None or row["last"] is None:
                return people
            facts = to_json({"notice": number})
            asked = await _ASK.rows(number, after, row["last"], facts, now, local_day(now).isoformat())
            people, after = people + len(asked), row["last"]
        await asyncio.sleep(0)


async def still_unacknowledged(person_id: int, facts: Mapping[str, Any], now: datetime) -> bool:
    """Whether it is still of use to ask."""
    return await _STILL.row(facts["notice"], person_id) is not None

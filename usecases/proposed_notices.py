"""What waits for a second administrator, and one such notice in full."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.roles import Actor, Role
from models.statement import Statement, as_instant

from .administered import check_administrator
from .approve_notice import NothingToApprove

MOST = 10


@dataclass(frozen=True, slots=True)
class Proposed:
    """A notice that waits for its approver. `role` None: people of any role."""

    number: int
    title: str
    body: str
    author: str
    role: Role | None
    recipients: int
    scheduled_for: datetime | None
    urgent: bool
    by_mass: bool = False


_PROPOSED = """
    SELECT n.id, n.title, n.body, n.audience_role, n.recipients, n.scheduled_for, n.urgent, author.name AS author,
           EXISTS (SELECT 1 FROM mass_send m WHERE m.notice_id = n.id) AS by_mass
    FROM notice n JOIN person author ON author.id = n.author_id
    WHERE n.approver_id = $1 AND n.state = 'proposed' AND ($2::bigint = 0 OR n.id = $2) ORDER BY n.id DESC LIMIT $3
"""
_FIND = Statement(_PROPOSED)
_STILL = Statement("SELECT id FROM notice WHERE id = $1 AND approver_id = $2 AND state = 'proposed'")


async def proposed_to(actor: Actor) -> tuple[Proposed, ...]:
    """The newest that wait for the actor's word. Refusal: `OnlyAdministrators`."""
    check_administrator(actor)
    return tuple(_proposed(row) for row in await _FIND.rows(actor.person_id, 0, MOST))


async def proposed_notice(actor: Actor, number: int) -> Proposed:
    """One of them. Refusals: `OnlyAdministrators`, `NothingToApprove`."""
    check_administrator(actor)
    row = await _FIND.row(actor.person_id, number, 1)
    if row is None:
        raise NothingToApprove(number)
    return _proposed(row)


async def still_proposed(person_id: int, facts: Mapping[str, Any], now: datetime) -> bool:
    """Whether it is still of use to ask."""
    return await _STILL.row(facts["notice"], person_id) is not None


def _proposed(row: Mapping[str, Any]) -> Proposed:
    return Proposed(
        row["id"],
        row["title"],
        row["body"],
        row["author"],
        Role(row["audience_role"]) if row["audience_role"] else None,
        row["recipients"],
        as_instant(row["scheduled_for"]),
        bool(row["urgent"]),
        bool(row["by_mass"]),
    )

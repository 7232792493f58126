"""处理: an administrator settles a dispute in words, or it is settled by a decision on its entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.audit import Event
from domain.entries import EntryStatus
from domain.errors import Refusal
from domain.roles import Actor
from domain.signing import check_reason
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.statement import Statement, as_day
from models.transaction import atomic

from .administered import REACHED, check_administrator
from .own_entry import GREATEST
from .tell_mentors import EXCERPT


@dataclass(eq=False)
class NoSuchDispute(Refusal):
    """Also for those of organizations out of reach, and for one's own."""

    code = "disputes.unknown"
    dispute: int


@dataclass(eq=False)
class DisputeOver(Refusal):
    """Settled before, by `by`; or its hours were amended, withdrawn or confirmed meanwhile."""

    code = "disputes.over"
    dispute: int
    by: str


@dataclass(frozen=True, slots=True)
class SettledDispute:
    """`told`: the apprentice and the mentors of that day."""

    dispute: int
    name: str
    number: int
    status: EntryStatus
    told: int


# Written first: two administrators at once, and whoever decides on the entry meanwhile, go one after the other.
_HOLD_ENTRY = Statement(
    "UPDATE hours_entry SET revision = revision WHERE id = (SELECT entry_id FROM dispute WHERE id = $1)"
)
_READ = Statement(
    f"""
    SELECT d.entry_id, d.revision AS disputed, d.settled_at, settler.name AS settled_by, person.name,
           e.person_id, e.number, e.revision, e.status, e.work_date, e.minutes, e.category, e.content,
           e.apprenticeship_id
    FROM dispute d
    JOIN hours_entry e ON e.id = d.entry_id
    JOIN apprenticeship a ON a.id = e.apprenticeship_id
    JOIN person ON person.id = e.person_id
    LEFT JOIN person settler ON settler.id = d.settled_by_id
    WHERE d.id = $2 AND e.person_id <> $1
      AND (a.employer_id IN ({REACHED}) OR a.school_id IN ({REACHED}))
    """  # nosec B608
)
_SETTLE = Statement("UPDATE dispute SET settled_at = $2, settled_by_id = $3, settlement = $4 WHERE id = $1")
_SETTLE_BY_DECISION = Statement(
    """
    UPDATE dispute SET settled_at = $3, settled_by_id = $4, settlement = $5
    WHERE entry_id = $1 AND revision = $2 AND settled_at IS NULL RETURNING id
    """
)
_MENTORS = Statement(
    """
    SELECT DISTINCT mentor_id FROM mentorship
    WHERE apprenticeship_id = $1 AND since <= $2 AND (until IS NULL OR until >= $2) AND mentor_id <> $3
    ORDER BY mentor_id
    """
)
_OPEN_STATES = (EntryStatus.SUBMITTED, EntryStatus.RETURNED)


async def settle_dispute(actor: Actor, dispute: int, words: str, *, now: datetime) -> SettledDispute:
    """Refusals: `OnlyAdministrators`, `NoSuchDispute`, `DisputeOver`, `ReasonRequired`, `ReasonTooLong`."""
    check_administrator(actor)
    words = check_reason(words)
    async with atomic():
        row = await _held(actor, dispute)
        await _SETTLE.run(dispute, now, actor.person_id, words)
        await _record(actor, dispute, words, now)
        mentors = await _MENTORS.rows(row["apprenticeship_id"], row["work_date"], actor.person_id)
        people = [row["person_id"], *(each["mentor_id"] for each in mentors)]
        for person_id in people:
            await _tell(person_id, actor, dispute, row, words, now)
    return SettledDispute(dispute, row["name"], row["number"], EntryStatus(row["status"]), len(people))


async def check_dispute(actor: Actor, dispute: int) -> None:
    """Raises what `settle_dispute` would, before the words for it are asked."""
    check_administrator(actor)
    async with atomic():
        await _held(actor, dispute)


async def settle_by_decision(
    actor: Actor, entry_id: int, revision: int, reason: str, *, now: datetime
) -> None:
    """Whoever confirms disputed hours, or returns them as administrator, has settled it: joins that transaction."""
    for row in await _SETTLE_BY_DECISION.rows(entry_id, revision, now, actor.person_id, reason):
        await _record(actor, row["id"], reason, now)


async def _held(actor: Actor, dispute: int) -> dict[str, Any]:
    row = None
    if 0 < dispute <= GREATEST:
        await _HOLD_ENTRY.run(dispute)
        row = await _READ.row(actor.person_id, dispute)
    if row is None:
        raise NoSuchDispute(dispute)
    if row["settled_at"] or row["revision"] != row["disputed"] or row["status"] not in _OPEN_STATES:
        raise DisputeOver(dispute, row["settled_by"] or "")
    return row


async def _record(actor: Actor, dispute: int, words: str, now: datetime) -> None:
    await AuditEntry.record(
        actor, Event.HOURS_DISPUTE_SETTLED, f"dispute:{dispute}", now=now, after={"settlement": words}
    )


async def _tell(
    person_id: int, actor: Actor, dispute: int, row: Mapping[str, Any], words: str, now: datetime
) -> None:
    day: date = as_day(row["work_date"])
    await Delivery.enqueue(
        person_id,
        "dispute_settled",
        key=f"dispute_settled:{dispute}:{person_id}",
        now=now,
        by=actor.name,
        own=person_id == row["person_id"],
        name=row["name"],
        number=row["number"],
        day=day.isoformat(),
        minutes=row["minutes"],
        category=row["category"],
        content=row["content"][:EXCERPT],
        status=str(row["status"]),
        words=words,
    )

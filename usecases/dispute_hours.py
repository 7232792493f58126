"""申诉: an apprentice asks the administrators to look at an entry."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.audit import Event
from domain.clock import local_day
from domain.entries import EntryStatus
from domain.errors import Refusal
from domain.roles import Actor
from domain.signing import check_reason
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.statement import Insert, Statement
from models.transaction import atomic

from .own_entry import OwnEntry, held_entry, own_entry
from .press_mentor import NotWaiting, waiting_days
from .tell_mentors import EXCERPT

DISPUTE_FROM = 10


@dataclass(frozen=True, slots=True)
class Disputed:
    """The entry and how many administrators were told."""

    entry: OwnEntry
    administrators: int


@dataclass(eq=False)
class TooEarlyToDispute(Refusal):
    code = "hours.too_early_to_dispute"
    number: int
    possible_on: date


@dataclass(eq=False)
class DisputedAlready(Refusal):
    """In this revision. `settlement` is what an administrator said to it, empty while none has."""

    code = "hours.disputed_already"
    number: int
    settlement: str


_DISPUTE = Insert(
    "dispute",
    "entry_id",
    "revision",
    "reason",
    "opened_at",
    "settlement",
    on_conflict="ON CONFLICT (entry_id, revision) DO NOTHING",
)
_SETTLEMENT = Statement("SELECT settlement FROM dispute WHERE entry_id = $1 AND revision = $2")
_ADMINISTRATORS = Statement(
    """
    SELECT DISTINCT held.person_id FROM role_held held
    JOIN apprenticeship a ON held.organization_id IN (a.employer_id, a.school_id)
    WHERE a.id = $1 AND held.role = 'administrator' AND held.person_id <> $2 ORDER BY held.person_id
    """
)


async def check_disputable(actor: Actor, number: int, *, now: datetime) -> None:
    """Before anybody is asked why. Refusals: `NoSuchEntry`, `NotWaiting`, `TooEarlyToDispute`, `DisputedAlready`."""
    entry = await own_entry(actor.person_id, number)
    _check(entry, local_day(now))
    if earlier := await _SETTLEMENT.row(entry.entry_id, entry.revision):
        raise DisputedAlready(number, earlier["settlement"])


async def dispute_hours(actor: Actor, number: int, reason: str, *, now: datetime) -> Disputed:
    """From the tenth day of waiting or after a return, once for each revision.

    Refusals: `NoSuchEntry`, `NotWaiting`, `TooEarlyToDispute`, `DisputedAlready`, `ReasonRequired`, `ReasonTooLong`.
    """
    words = check_reason(reason)
    async with atomic():
        entry = await held_entry(actor.person_id, number)
        _check(entry, local_day(now))
        dispute = await _open(entry, words, now)
        told = await _ADMINISTRATORS.rows(entry.apprenticeship_id, actor.person_id)
        for row in told:
            await _tell(row["person_id"], actor, entry, dispute, words, now)
        await AuditEntry.record(
            actor, Event.HOURS_DISPUTED, f"hours_entry:{entry.entry_id}", now=now, after={"reason": words}
        )
    return Disputed(entry, len(told))


async def _open(entry: OwnEntry, reason: str, now: datetime) -> int:
    """Its number. Raises `DisputedAlready`."""
    made = await _DISPUTE.row(
        entry_id=entry.entry_id, revision=entry.revision, reason=reason, opened_at=now, settlement=""
    )
    if made is None:
        earlier = await _SETTLEMENT.row(entry.entry_id, entry.revision) or {}
        raise DisputedAlready(entry.number, earlier.get("settlement", ""))
    return made


def _check(entry: OwnEntry, today: date) -> None:
    if entry.status not in (EntryStatus.SUBMITTED, EntryStatus.RETURNED):
        raise NotWaiting(entry.number)
    waited = waiting_days(entry, today)
    if entry.status is EntryStatus.SUBMITTED and waited < DISPUTE_FROM:
        raise TooEarlyToDispute(entry.number, today + timedelta(days=DISPUTE_FROM - waited))


async def _tell(
    person_id: int, actor: Actor, entry: OwnEntry, dispute: int, reason: str, now: datetime
) -> None:
    await Delivery.enqueue(
        person_id,
        "hours_disputed",
        key=f"dispute:{entry.entry_id}:{entry.revision}:{person_id}",
        now=now,
        dispute=dispute,
        name=actor.name,
        number=entry.number,
        day=entry.day.isoformat(),
        minutes=entry.minutes,
        category=entry.category,
        content=entry.content[:EXCERPT],
        reason=reason,
    )

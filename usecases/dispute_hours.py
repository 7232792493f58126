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

from .entry_facts import instant_of
from .own_entry import OwnEntry, held_entry, own_entry
from .press_mentor import NotWaiting, waiting_days
from .tell_mentors import EXCERPT

DISPUTE_FROM = 10


@dataclass(frozen=True, slots=True)
class Disputed:
    """The entry and how many administrators were told, when, and why.

    `again`: that was before, in this revision, and what was written now was not kept. `settlement` is what an
    administrator said to it, empty while none has.
    """

    entry: OwnEntry
    administrators: int
    at: datetime
    reason: str
    settlement: str = ""
    again: bool = False


@dataclass(eq=False)
class TooEarlyToDispute(Refusal):
    code = "hours.too_early_to_dispute"
    number: int
    possible_on: date


_DISPUTE = Insert(
    "dispute",
    "entry_id",
    "revision",
    "reason",
    "opened_at",
    "settlement",
)
_EARLIER = Statement(
    "SELECT reason, opened_at, settlement FROM dispute WHERE entry_id = $1 AND revision = $2"
)
_ADMINISTRATORS = Statement(
    """
    SELECT DISTINCT held.person_id FROM role_held held
    JOIN apprenticeship a ON held.organization_id IN (a.employer_id, a.school_id)
    WHERE a.id = $1 AND held.role = 'administrator' AND held.person_id <> $2 ORDER BY held.person_id
    """
)


async def check_disputable(actor: Actor, number: int, *, now: datetime) -> Disputed | None:
    """Before anybody is asked why: the dispute that there is.

    Refusals: `NoSuchEntry`, `NotWaiting`, `TooEarlyToDispute`.
    """
    entry = await own_entry(actor.person_id, number)
    _check(entry, local_day(now))
    return await _earlier(entry, actor)


async def dispute_hours(actor: Actor, number: int, reason: str, *, now: datetime) -> Disputed:
    """From the tenth day of waiting or after a return, once for each revision; twice is once.

    Refusals: `NoSuchEntry`, `NotWaiting`, `TooEarlyToDispute`, `ReasonRequired`, `ReasonTooLong`.
    """
    words = check_reason(reason)
    async with atomic():
        entry = await held_entry(actor.person_id, number)
        _check(entry, local_day(now))
        if earlier := await _earlier(entry, actor):
            return earlier
        dispute = await _DISPUTE.one(
            entry_id=entry.entry_id, revision=entry.revision, reason=words, opened_at=now, settlement=""
        )
        told = await _ADMINISTRATORS.rows(entry.apprenticeship_id, actor.person_id)
        for row in told:
            await _tell(row["person_id"], actor, entry, dispute, words, now)
        await AuditEntry.record(
            actor, Event.HOURS_DISPUTED, f"hours_entry:{entry.entry_id}", now=now, after={"reason": words}
        )
    return Disputed(entry, len(told), now, words)


async def _earlier(entry: OwnEntry, actor: Actor) -> Disputed | None:
    """The dispute of this revision. Who holds the entry can believe that there is none."""
    row = await _EARLIER.row(entry.entry_id, entry.revision)
    if row is None:
        return None
    told = await _ADMINISTRATORS.rows(entry.apprenticeship_id, actor.person_id)
    at = instant_of(row["opened_at"])
    return Disputed(entry, len(told), at, row["reason"], row["settlement"], again=True)


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

"""An apprentice corrects an entry: a new revision that waits again, the old one kept."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.audit import Event
from domain.clock import local_day
from domain.entries import EntryStatus
from domain.errors import Refusal
from domain.hours import Claim, words_digest
from domain.roles import Actor
from models.audit import AuditEntry
from models.statement import Insert, Statement, to_json
from models.transaction import atomic

from .log_hours import Logged, facts_of, lock_person, look, reopen_week, room_for, tell_mentors
from .own_entry import OwnEntry, own_entry
from .training_of import mentors_on, training_on


@dataclass(frozen=True, slots=True)
class Change:
    """What to write instead; None keeps what stands. A new length without times drops the times."""

    day: date | None = None
    minutes: int | None = None
    starts: int | None = None
    ends: int | None = None
    category: str | None = None
    place: str | None = None
    content: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Amended:
    """The entry before and after."""

    before: OwnEntry
    after: Logged
    was_confirmed: bool


@dataclass(eq=False)
class WithdrawnAlready(Refusal):
    code = "hours.withdrawn_already"
    number: int


@dataclass(eq=False)
class NothingChanged(Refusal):
    code = "hours.nothing_changed"
    number: int


_KEEP = Insert("entry_revision", "entry_id", "revision", "status", "facts", "replaced_at")
_AMEND = Statement(
    """
    UPDATE hours_entry
    SET apprenticeship_id = $3, work_date = $4, minutes = $5, starts = $6, ends = $7, category = $8, place = $9,
        content = $10, late_reason = $11, flags = $12, words_digest = $13, status = 'submitted',
        waiting_since = $14, revision = revision + 1
    WHERE id = $1 AND revision = $2
    """
)
# The number that locking took is given back: an amended entry keeps its own.
_GIVE_BACK = Statement("UPDATE person SET last_entry_number = last_entry_number - 1 WHERE id = $1")


async def amend_hours(actor: Actor, number: int, change: Change, *, now: datetime) -> Amended:
    """Write a new revision. Refusals: `NoSuchEntry`, `WithdrawnAlready`, `NothingChanged`, those of `domain.hours`."""
    async with atomic():
        await lock_person(actor.person_id)
        await _GIVE_BACK.run(actor.person_id)
        entry = await own_entry(actor.person_id, number)
        if entry.status is EntryStatus.WITHDRAWN:
            raise WithdrawnAlready(number)
        claim = _merged(entry, change)
        if facts_of(claim) == facts_of(_claim(entry)):
            raise NothingChanged(number)
        after = await _revise(actor, entry, claim, now)
    return Amended(entry, after, entry.status is EntryStatus.CONFIRMED)


def _claim(entry: OwnEntry) -> Claim:
    return Claim(
        entry.day,
        entry.minutes,
        entry.category,
        entry.content,
        "",
        entry.starts,
        entry.ends,
        entry.place,
        entry.late_reason,
    )


def _merged(entry: OwnEntry, change: Change) -> Claim:
    given = {name: value for name in change.__slots__ if (value := getattr(change, name)) is not None}
    if "minutes" in given and "starts" not in given:
        given |= {"starts": None, "ends": None}
    return replace(_claim(entry), **given)


async def _revise(actor: Actor, entry: OwnEntry, claim: Claim, now: datetime) -> Logged:
    training = await training_on(actor.person_id, claim.day, claim.category)
    reopened = claim.day == entry.day and entry.status is not EntryStatus.CONFIRMED
    room = await room_for(
        actor.person_id, claim, training, now=now, instead_of=entry.number, reopened=reopened
    )
    flags = await look(actor.person_id, entry.number, claim, now=now)
    before = facts_of(_claim(entry))
    await _KEEP.one(
        entry_id=entry.id,
        revision=entry.revision,
        status=str(entry.status),
        facts=to_json(before),
        replaced_at=now,
    )
    changed = await _AMEND.run(
        entry.id, entry.revision, training.id, claim.day, claim.minutes, claim.starts, claim.ends, claim.category,
        claim.place, claim.content, claim.reason, " ".join(flags), words_digest(claim.content), now,
    )  # fmt: skip
    if not changed:
        raise LookupError("the entry changed under its owner's lock")
    await reopen_week(training.id, claim.day)
    mentors = await mentors_on(training.id, claim.day, local_day(now))
    await AuditEntry.record(
        actor, Event.HOURS_AMENDED, f"hours_entry:{entry.id}", now=now, before=before, after=facts_of(claim)
    )
    await tell_mentors(mentors, actor, entry.id, entry.revision + 1, claim, flags, now=now)
    return Logged(
        entry.number, claim.day, claim.minutes, claim.starts, claim.ends, claim.category, claim.place,
        claim.content, flags, training.lesson_minutes, room, tuple(mentors),
    )  # fmt: skip

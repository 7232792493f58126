"""An apprentice corrects an entry: a new revision that waits again, the old one kept."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.amendments import in_one_thread
from domain.audit import Event
from domain.claims import Claim
from domain.clock import local_day
from domain.differences import Difference
from domain.entries import EntryStatus
from domain.errors import Refusal
from domain.flags import Flag, words_digest
from domain.roles import Actor
from models.audit import AuditEntry
from models.statement import Insert, Statement, as_instant, to_json
from models.transaction import atomic

from .class_teachers import school_confirms
from .entry_thread import changes_since
from .frozen_hours import check_changeable
from .log_hours import Logged, logged
from .own_entry import OwnEntry, claim_of, held_entry, own_entry
from .recorded_hours import facts_of, hold_hours, look, reopen_week, room_for
from .tell_mentors import tell_waiting
from .training_of import Training, mentors_on, training_on


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


@dataclass(frozen=True, slots=True)
class Version:
    """A revision of an entry in the state in which somebody saw it."""

    revision: int
    status: EntryStatus


@dataclass(eq=False)
class ChangedMeanwhile(Refusal):
    """The entry is no longer the version that was seen; `changes` are those of its content."""

    code = "hours.changed_meanwhile"
    number: int
    revision: int
    status: EntryStatus
    changes: tuple[Difference, ...]


@dataclass(eq=False)
class WithdrawnAlready(Refusal):
    code = "hours.withdrawn_already"
    number: int


@dataclass(eq=False)
class NothingChanged(Refusal):
    code = "hours.nothing_changed"
    number: int


_RETURNED = Statement(
    "SELECT max(decided_at) AS at FROM confirmation WHERE entry_id = $1 AND decision = 'returned'"
)
_KEEP = Insert("entry_revision", "entry_id", "revision", "status", "facts", "replaced_at")
_AMEND = Statement(
    """
    UPDATE hours_entry
    SET apprenticeship_id = $4, work_date = $5, minutes = $6, starts = $7, ends = $8, category = $9, place = $10,
        content = $11, late_reason = $12, flags = $13, words_digest = $14, status = 'submitted',
        waiting_since = $15, revision = revision + 1
    WHERE id = $1 AND revision = $2 AND status = $3
    """
)


async def check_amendable(actor: Actor, number: int) -> None:
    """Before anybody is asked what to change.

    Refusals: `NoSuchEntry`, `WithdrawnAlready`, `HoursFrozen`, `HoursReversed`.
    """
    await _check_open(await own_entry(actor.person_id, number))


async def _check_open(entry: OwnEntry) -> None:
    if entry.status is EntryStatus.WITHDRAWN:
        raise WithdrawnAlready(entry.number)
    if entry.status is EntryStatus.CONFIRMED:
        await check_changeable(entry.entry_id, entry.number)


async def amend_hours(
    actor: Actor, number: int, change: Change, *, now: datetime, seen: Version | None = None
) -> Amended:
    """Write a new revision, of the version `seen` where one is named.

    Refusals: those of `check_amendable`, `NothingChanged`, `ChangedMeanwhile`, those of `domain.hours`.
    """
    async with atomic():
        await hold_hours(actor.person_id)
        entry = await held_entry(actor.person_id, number)
        if seen and seen != Version(entry.revision, entry.status):
            changes = await changes_since(entry, seen.revision)
            raise ChangedMeanwhile(number, entry.revision, entry.status, changes)
        await _check_open(entry)
        claim = _merged(entry, change)
        if not _says_more(entry, claim):
            raise NothingChanged(number)
        after = await _revise(actor, entry, claim, now)
    return Amended(entry, after, entry.status is EntryStatus.CONFIRMED)


def _merged(entry: OwnEntry, change: Change) -> Claim:
    given = {name: value for name in change.__slots__ if (value := getattr(change, name)) is not None}
    if "minutes" in given and "starts" not in given:
        given |= {"starts": None, "ends": None}
    return replace(claim_of(entry), **given)


def _says_more(entry: OwnEntry, claim: Claim) -> bool:
    """A reason alone answers a mentor, but doesn't undo a confirmation, which never covered it."""
    before = claim_of(entry)
    if entry.status is EntryStatus.CONFIRMED:
        return facts_of(claim) != facts_of(before)
    return claim != before


async def _revise(actor: Actor, entry: OwnEntry, claim: Claim, now: datetime) -> Logged:
    reopened = await _goes_on(entry, claim, local_day(now))
    training = await training_on(actor.person_id, claim.day, claim.category, rather=entry.apprenticeship_id)
    room = await room_for(actor.person_id, claim, training, now=now, without=entry.number, reopened=reopened)
    words = words_digest(claim, training.employer_id)
    flags = await look(
        actor.person_id,
        entry.number,
        claim,
        words,
        written_on=_written_on(entry, claim, now),
        amended=Flag.AMENDED in entry.flags or facts_of(claim) != facts_of(claim_of(entry)),
    )
    await _replace(entry, claim, training, words, flags, now)
    weeks = await reopen_week(training.id, claim.day)
    mentors = await mentors_on(training.id, claim.day, local_day(now))
    before, after = facts_of(claim_of(entry)), facts_of(claim)
    subject = f"hours_entry:{entry.entry_id}"
    await AuditEntry.record(
        actor, Event.HOURS_AMENDED, subject, now=now, before=before, after=after, gone=weeks
    )
    await tell_waiting(mentors, actor, entry.entry_id, entry.revision + 1, claim, flags, now=now)
    school = await school_confirms(training.id, claim.category)
    return logged(entry.number, claim, training, flags, room, mentors, school)


async def _goes_on(entry: OwnEntry, claim: Claim, today: date) -> bool:
    row = await _RETURNED.row(entry.entry_id)
    returned_at = as_instant(row["at"]) if row else None
    return in_one_thread(
        claim_of(entry),
        claim,
        confirmed=entry.status is EntryStatus.CONFIRMED,
        returned_on=local_day(returned_at) if returned_at else None,
        today=today,
    )


def _written_on(entry: OwnEntry, claim: Claim, now: datetime) -> date:
    """A reason alone writes no hours anew; but what was late stays late."""
    anew = facts_of(claim) != facts_of(claim_of(entry)) or Flag.LATE in entry.flags
    return local_day(now if anew else entry.entered_at)


async def _replace(
    entry: OwnEntry, claim: Claim, training: Training, words: str, flags: tuple[Flag, ...], now: datetime
) -> None:
    await _KEEP.one(
        entry_id=entry.entry_id,
        revision=entry.revision,
        status=str(entry.status),
        facts=to_json(facts_of(claim_of(entry))),
        replaced_at=now,
    )
    changed = await _AMEND.run(
        entry.entry_id, entry.revision, str(entry.status), training.id, claim.day, claim.minutes, claim.starts,
        claim.ends, claim.category, claim.place, claim.content, claim.reason, " ".join(flags),
        words, now,
    )  # fmt: skip
    if not changed:
        raise LookupError("the entry changed while it was held")

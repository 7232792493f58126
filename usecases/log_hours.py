"""An apprentice writes down hours."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.audit import Event
from domain.caps import Room
from domain.claims import Claim
from domain.clock import local_day
from domain.entries import EntryStatus
from domain.errors import Refusal
from domain.flags import Flag, words_digest
from domain.roles import Actor, Role
from models.audit import AuditEntry
from models.statement import Insert
from models.transaction import atomic

from .class_teachers import school_confirms
from .own_entry import OwnEntry, claim_of
from .recorded_hours import (
    facts_of,
    give_number_back,
    look,
    next_number,
    reopen_week,
    room_for,
    room_left,
)
from .tell_mentors import tell_waiting
from .told_before import told_before
from .training_of import Mentor, Training, mentors_on, training_by_id, training_on


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry as its apprentice sees it right after writing it; minutes throughout.

    `school`: a teacher of the school may confirm it too. `twice`: it had been written a moment before, and nothing
    more was recorded.
    """

    number: int
    day: date
    minutes: int
    starts: int | None
    ends: int | None
    category: str
    place: str
    content: str
    flags: tuple[Flag, ...]
    lesson_minutes: int
    room: Room
    mentors: tuple[Mentor, ...]
    school: bool = False
    twice: bool = False


@dataclass(eq=False)
class OnlyApprentices(Refusal):
    code = "hours.only_apprentices"


_INSERT = Insert(
    "hours_entry",
    "person_id",
    "number",
    "apprenticeship_id",
    "work_date",
    "entered_at",
    "waiting_since",
    "minutes",
    "starts",
    "ends",
    "category",
    "place",
    "content",
    "late_reason",
    "flags",
    "words_digest",
    "status",
    "revision",
    "ref",
)


async def log_hours(actor: Actor, claim: Claim, *, now: datetime, again: bool = False) -> Logged:
    """Record what the apprentice says was done; it counts once the mentor confirms it.

    The same `ref` told again records nothing more and returns the entry it made; so does the same claim told
    within a minute (`domain.claims.told_twice`), unless it is meant `again`.
    Refusals: those of `domain.hours`, `NotInTraining`, `OnlyApprentices`.
    """
    if not actor.is_a(Role.APPRENTICE):
        raise OnlyApprentices
    async with atomic():
        number = await next_number(actor.person_id)
        if told := await told_before(actor.person_id, claim, now=now, again=again):
            await give_number_back(actor.person_id)
            return replace(await as_logged(told[0], now), twice=told[1])
        training = await training_on(actor.person_id, claim.day, claim.category)
        room = await room_for(actor.person_id, claim, training, now=now)
        words = words_digest(claim, training.employer_id)
        flags = await look(actor.person_id, number, claim, words, written_on=local_day(now))
        entry_id = await insert_entry(actor.person_id, number, training, claim, words, flags, now)
        reopened = await reopen_week(training.id, claim.day)
        mentors = await mentors_on(training.id, claim.day, local_day(now))
        subject, after = f"hours_entry:{entry_id}", facts_of(claim)
        await AuditEntry.record(actor, Event.HOURS_LOGGED, subject, now=now, after=after, gone=reopened)
        await tell_waiting(mentors, actor, entry_id, 1, claim, flags, now=now)
        school = await school_confirms(training.id, claim.category)
    return logged(number, claim, training, flags, room, mentors, school)


async def as_logged(entry: OwnEntry, now: datetime) -> Logged:
    """The answer once more, with what the day holds by now."""
    training = await training_by_id(entry.person_id, entry.apprenticeship_id)
    room = await room_left(entry.person_id, entry.day, training)
    mentors = await mentors_on(training.id, entry.day, local_day(now))
    school = await school_confirms(training.id, entry.category)
    return logged(entry.number, claim_of(entry), training, entry.flags, room, mentors, school)


def logged(
    number: int,
    claim: Claim,
    training: Training,
    flags: tuple[Flag, ...],
    room: Room,
    mentors: list[Mentor],
    school: bool,
) -> Logged:
    """What its apprentice reads of an entry."""
    return Logged(
        number=number,
        day=claim.day,
        minutes=claim.minutes,
        starts=claim.starts,
        ends=claim.ends,
        category=claim.category,
        place=claim.place,
        content=claim.content,
        flags=flags,
        lesson_minutes=training.lesson_minutes,
        room=room,
        mentors=tuple(mentors),
        school=school,
    )


async def insert_entry(
    person_id: int,
    number: int,
    training: Training,
    claim: Claim,
    words: str,
    flags: tuple[Flag, ...],
    now: datetime,
) -> int:
    """The id of a new entry that waits; `words` is the digest of its words."""
    return await _INSERT.one(
        person_id=person_id,
        number=number,
        apprenticeship_id=training.id,
        work_date=claim.day,
        entered_at=now,
        waiting_since=now,
        minutes=claim.minutes,
        starts=claim.starts,
        ends=claim.ends,
        category=claim.category,
        place=claim.place,
        content=claim.content,
        late_reason=claim.reason,
        flags=" ".join(flags),
        words_digest=words,
        status=str(EntryStatus.SUBMITTED),
        revision=1,
        ref=claim.ref,
    )

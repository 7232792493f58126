"""An apprentice writes down hours."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.audit import Event
from domain.clock import local_day, week_start
from domain.entries import EntryStatus
from domain.errors import Refusal
from domain.hours import Claim, Flag, Recorded, Room, check, flags_of, words_digest
from domain.roles import Actor, Role
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.statement import Insert, Statement, as_day
from models.transaction import atomic

from .training_of import Mentor, Training, mentors_on, training_on


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry as its apprentice sees it right after writing it; minutes throughout."""

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


@dataclass(eq=False)
class OnlyApprentices(Refusal):
    code = "hours.only_apprentices"


@dataclass(eq=False)
class ToldAlready(Refusal):
    """The same claim came through another message before: it stands as `number`."""

    code = "hours.told_already"
    number: int


# Raising the number is also the lock that lets no other hours of this person be checked meanwhile.
_NEXT_NUMBER = Statement(
    "UPDATE person SET last_entry_number = last_entry_number + 1 WHERE id = $1 RETURNING last_entry_number"
)
_BY_REF = Statement("SELECT number FROM hours_entry WHERE ref = $1")
_RECORDED = Statement(
    """
    SELECT number, work_date, minutes, starts, ends FROM hours_entry
    WHERE person_id = $1 AND work_date BETWEEN $2 AND $3 AND status IN ('submitted', 'confirmed') AND number <> $4
    """
)
_SAID = Statement(
    """
    SELECT person_id FROM hours_entry
    WHERE words_digest = $1 AND status <> 'withdrawn' AND NOT (person_id = $2 AND number = $3)
    ORDER BY work_date DESC LIMIT 5
    """
)
_REOPEN_WEEK = Statement("DELETE FROM closed_week WHERE apprenticeship_id = $1 AND monday = $2")
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


async def log_hours(actor: Actor, claim: Claim, *, now: datetime) -> Logged:
    """Record what the apprentice says was done; it counts once the mentor confirms it.

    Refusals: those of `domain.hours`, `NotInTraining`, `OnlyApprentices`, `ToldAlready`.
    """
    if not actor.is_a(Role.APPRENTICE):
        raise OnlyApprentices()
    async with atomic():
        number = await lock_person(actor.person_id)
        if earlier := await _BY_REF.row(claim.ref):
            raise ToldAlready(earlier["number"])
        training = await training_on(actor.person_id, claim.day, claim.category)
        room = await room_for(actor.person_id, claim, training, now=now)
        flags = await look(actor.person_id, number, claim, now=now)
        entry_id = await _insert(actor.person_id, number, training, claim, flags, now)
        await reopen_week(training.id, claim.day)
        mentors = await mentors_on(training.id, claim.day, local_day(now))
        await AuditEntry.record(actor, Event.HOURS_LOGGED, f"hours_entry:{entry_id}", now=now, after=facts_of(claim))
        await tell_mentors(mentors, actor, entry_id, 1, claim, flags, now=now)
    return Logged(
        number,
        claim.day,
        claim.minutes,
        claim.starts,
        claim.ends,
        claim.category,
        claim.place,
        claim.content,
        flags,
        training.lesson_minutes,
        room,
        tuple(mentors),
    )


async def lock_person(person_id: int) -> int:
    """Hold this person's hours for the transaction; the number the next entry would have."""
    row = await _NEXT_NUMBER.row(person_id)
    if row is None:
        raise LookupError(f"no person {person_id}")
    return int(row["last_entry_number"])


async def room_for(
    person_id: int,
    claim: Claim,
    training: Training,
    *,
    now: datetime,
    instead_of: int = 0,
    reopened: bool = False,
) -> Room:
    """Check a claim against everything the person has recorded, without entry number `instead_of`."""
    monday = week_start(claim.day)
    first = min(monday, claim.day - timedelta(days=1))
    last = max(monday + timedelta(days=6), claim.day + timedelta(days=1))
    recorded = [
        Recorded(row["number"], as_day(row["work_date"]), row["minutes"], row["starts"], row["ends"])
        for row in await _RECORDED.rows(person_id, first, last, instead_of)
    ]
    return check(claim, training.term, recorded, training.limits(claim.day), now=now, reopened=reopened)


async def look(person_id: int, number: int, claim: Claim, *, now: datetime) -> tuple[Flag, ...]:
    """The flags of a claim, long words compared with what was written before."""
    digest = words_digest(claim.content)
    said_by = {row["person_id"] for row in await _SAID.rows(digest, person_id, number)} if digest else set()
    return flags_of(
        claim,
        today=local_day(now),
        said_before=person_id in said_by,
        said_by_another=bool(said_by - {person_id}),
    )


async def reopen_week(apprenticeship_id: int, day: date) -> None:
    """Hours in a week that was closed as one without training take that word back."""
    await _REOPEN_WEEK.run(apprenticeship_id, week_start(day))


async def _insert(
    person_id: int, number: int, training: Training, claim: Claim, flags: tuple[Flag, ...], now: datetime
) -> int:
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
        words_digest=words_digest(claim.content),
        status=str(EntryStatus.SUBMITTED),
        revision=1,
        ref=claim.ref,
    )


def facts_of(claim: Claim) -> dict[str, object]:
    """The protected fields of a claim as JSON values."""
    return {
        "work_date": claim.day.isoformat(),
        "minutes": claim.minutes,
        "starts": claim.starts,
        "ends": claim.ends,
        "category": claim.category,
        "place": claim.place,
        "content": claim.content,
    }


async def tell_mentors(
    mentors: list[Mentor],
    actor: Actor,
    entry_id: int,
    revision: int,
    claim: Claim,
    flags: tuple[Flag, ...],
    *,
    now: datetime,
) -> None:
    """Put the news that hours wait into the outbox, for the deputy where a mentor is away."""
    for mentor in mentors:
        await Delivery.enqueue(
            mentor.deputy_id or mentor.person_id,
            "hours_to_confirm",
            key=f"hours:{entry_id}:{revision}:{mentor.person_id}",
            now=now,
            name=actor.name,
            day=claim.day.isoformat(),
            minutes=claim.minutes,
            category=claim.category,
            content=claim.content[:100],
            flags=[str(flag) for flag in flags],
            instead_of=mentor.name if mentor.deputy_id else "",
        )

"""冲销: confirmed hours are taken back by an entry of the same minutes below zero, mostly by an administrator."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.assessment_refusals import HoursReversed, NotReversible
from domain.audit import Event
from domain.entries import Decision, EntryStatus
from domain.roles import Actor, Role
from domain.signing import OwnHours, Protected, Right, check_reason, digest
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.statement import Insert, Statement
from models.transaction import atomic

from .administered import REACHED, check_administrator
from .mentors_of import Signer, signer_as_of_now
from .own_entry import NoSuchEntry, OwnEntry, held_entry
from .recorded_hours import give_number_back, next_number
from .suspend_certificates import suspend_standing_on
from .tell_mentors import EXCERPT


@dataclass(frozen=True, slots=True)
class ReversedHours:
    """`number` is reversed by entry `by_number` of `minutes` below zero; `suspended` are numbers of certificates.

    `again`: it had been reversed before, and nothing was changed.
    """

    name: str
    number: int
    by_number: int
    minutes: int
    suspended: tuple[str, ...] = ()
    again: bool = False


_FACTS = Statement(
    f"""
    SELECT p.name, e.reverses_id, (SELECT r.number FROM hours_entry r WHERE r.reverses_id = e.id) AS by_number
    FROM hours_entry e JOIN person p ON p.id = e.person_id JOIN apprenticeship a ON a.id = e.apprenticeship_id
    WHERE e.id = $2 AND (a.employer_id IN ({REACHED}) OR a.school_id IN ({REACHED}))
    """  # nosec B608
)
_ENTRY = Insert("hours_entry", "person_id", "number", "apprenticeship_id", "work_date", "entered_at",
                "waiting_since", "minutes", "category", "place", "content", "late_reason", "flags", "words_digest",
                "status", "revision", "reverses_id", "ref")  # fmt: skip
_SIGN = Insert("confirmation", "entry_id", "revision", "decision", "digest", "reason", "signer_id", "signer_name",
               "signer_role", "signer_employer", "signer_grade", "batch", "decided_at")  # fmt: skip
_RIGHT = Right(Role.ADMINISTRATOR)
_MENTORS = Statement(
    """
    SELECT DISTINCT mentor_id FROM mentorship
    WHERE apprenticeship_id = $1 AND since <= $2 AND (until IS NULL OR until >= $2) ORDER BY mentor_id
    """
)


async def reverse_hours(
    actor: Actor, person_id: int, number: int, reason: str, *, now: datetime
) -> ReversedHours:
    """Once for an entry. Certificates whose assessment counted it are suspended.

    Refusals: `OnlyAdministrators`, `NoSuchEntry`, `OwnHours`, `NotReversible`, `HoursReversed`, `ReasonRequired`,
    `ReasonTooLong`.
    """
    check_administrator(actor)
    reason = check_reason(reason)
    if person_id == actor.person_id:
        raise OwnHours
    async with atomic():
        by_number = await next_number(person_id)
        entry = await held_entry(person_id, number)
        facts = await _FACTS.row(actor.person_id, entry.entry_id)
        if facts is None:
            raise NoSuchEntry(number)
        done = ReversedHours(facts["name"], number, facts["by_number"] or by_number, -entry.minutes)
        if facts["by_number"]:
            await give_number_back(person_id)
            return replace(done, again=True)
        _check(entry, facts["reverses_id"])
        signer = await signer_as_of_now(actor.person_id, _RIGHT, entry.apprenticeship_id)
        return await take_back(actor, _RIGHT, signer, entry, done, reason, now=now)


async def take_back(
    actor: Actor,
    right: Right,
    signer: Signer,
    entry: OwnEntry,
    done: ReversedHours,
    reason: str,
    *,
    now: datetime,
) -> ReversedHours:
    """Write the entry `done.by_number` that reverses a confirmed one, which the caller holds. No right is asked."""
    reversing = await _write(entry, done.by_number, reason, now)
    await _sign(actor, right, signer, entry, reversing, reason, now)
    await _record(actor, entry, reversing, reason, now)
    suspended = await suspend_standing_on(entry.entry_id, reason, actor=actor, now=now)
    done = replace(done, suspended=suspended)
    await _tell(actor, right.role, entry, done, reason, now)
    return done


def _check(entry: OwnEntry, reverses: int | None) -> None:
    if reverses:
        raise HoursReversed(entry.number)
    if entry.status is not EntryStatus.CONFIRMED:
        raise NotReversible(entry.number)


async def _write(entry: OwnEntry, number: int, reason: str, now: datetime) -> int:
    return await _ENTRY.one(
        person_id=entry.person_id,
        number=number,
        apprenticeship_id=entry.apprenticeship_id,
        work_date=entry.day,
        entered_at=now,
        waiting_since=now,
        minutes=-entry.minutes,
        category=entry.category,
        place=entry.place,
        content=entry.content,
        late_reason=reason,
        flags="",
        words_digest="",
        status=str(EntryStatus.CONFIRMED),
        revision=1,
        reverses_id=entry.entry_id,
        ref=f"reverses:{entry.entry_id}",
    )


async def _sign(
    actor: Actor, right: Right, signer: Signer, entry: OwnEntry, reversing: int, reason: str, now: datetime
) -> None:
    await _SIGN.one(
        entry_id=reversing,
        revision=1,
        decision=str(Decision.CONFIRMED),
        digest=digest(_protected(entry)),
        reason=reason,
        signer_id=actor.person_id,
        signer_name=signer.name,
        signer_role=str(right.role),
        signer_employer=signer.employer,
        signer_grade=signer.grade,
        batch=f"reverses:{entry.entry_id}",
        decided_at=now,
    )


def _protected(entry: OwnEntry) -> Protected:
    """What the signature under the reversing entry covers: it has no times of its own."""
    return Protected(
        person=entry.person_id,
        work_date=entry.day,
        minutes=-entry.minutes,
        starts=None,
        ends=None,
        category=entry.category,
        place=entry.place,
        content=entry.content,
        revision=1,
    )


async def _record(actor: Actor, entry: OwnEntry, reversing: int, reason: str, now: datetime) -> None:
    after = {
        "reverses": entry.entry_id,
        "minutes": -entry.minutes,
        "reason": reason,
        "digest": digest(_protected(entry)),
    }
    await AuditEntry.record(actor, Event.HOURS_REVERSED, f"hours_entry:{reversing}", now=now, after=after)


async def _tell(
    actor: Actor, role: Role, entry: OwnEntry, done: ReversedHours, reason: str, now: datetime
) -> None:
    """The apprentice, and the mentors of that day."""
    day: date = entry.day
    mentors = await _MENTORS.rows(entry.apprenticeship_id, day)
    for person_id in dict.fromkeys([entry.person_id, *(row["mentor_id"] for row in mentors)]):
        await Delivery.enqueue(
            person_id,
            "hours_reversed",
            key=f"hours_reversed:{entry.entry_id}:{person_id}",
            now=now,
            by=actor.name,
            role=str(role),
            own=person_id == entry.person_id,
            name=done.name,
            number=entry.number,
            day=day.isoformat(),
            minutes=entry.minutes,
            category=entry.category,
            content=entry.content[:EXCERPT],
            reason=reason,
            suspended=len(done.suspended),
        )

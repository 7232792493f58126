"""课堂签到: an apprentice scans the code of a lesson, and its hours are recorded, confirmed by whoever holds it."""

from datetime import datetime

from domain.audit import Event
from domain.claims import Claim
from domain.entries import Decision
from domain.lessons import Lesson, NoSuchLesson, NotOfClass, StruckOut, TooLate, check_scan
from domain.roles import Actor, Door, Role
from domain.signing import OwnHours, Right
from models.audit import AuditEntry
from models.statement import Insert, Statement
from models.transaction import atomic

from .decide_hours import entry_line
from .held_lesson import HeldLesson, lesson_by_id
from .lesson_hosts import agreement_in_class
from .log_hours import OnlyApprentices, insert_entry
from .mentors_of import Signer
from .recorded_hours import facts_of, give_number_back, next_number, reopen_week, room_for
from .sign_entry import Verdict, sign_entry
from .training_of import Training, training_by_id

_ATTEND = Insert("attendance", "lesson_id", "person_id", "entry_id", "attended_at", "struck_reason")
_BEFORE = Statement(
    """
    SELECT e.number, t.struck_reason FROM attendance t JOIN hours_entry e ON e.id = t.entry_id
    WHERE t.lesson_id = $1 AND t.person_id = $2
    """
)
# Whoever opened it must still be what made it possible.
_VOUCHES = Statement(
    """
    SELECT p.grade FROM person p
    JOIN role_held held ON held.person_id = p.id AND held.role = $2 AND held.organization_id = $3
    WHERE p.id = $1 AND p.erased_at IS NULL
    """
)


async def attend_lesson(actor: Actor, lesson_id: int, *, now: datetime) -> int:
    """The number of the entry, which is confirmed; scanning again brings the same one.

    That a code on the screen was scanned in time is asked by the door that reads it (`domain.lessons.check_code`).
    Refusals: `OnlyApprentices`, `NoSuchLesson`, `TooEarly`, `TooLate`, `NotOfClass`, `StruckOut`, `OwnHours`, those
    of `domain.hours`.
    """
    if not actor.is_a(Role.APPRENTICE):
        raise OnlyApprentices
    async with atomic():
        number = await next_number(actor.person_id)
        if earlier := await _earlier(lesson_id, actor.person_id):
            await give_number_back(actor.person_id)
            return earlier
        held = await lesson_by_id(lesson_id)
        if held is None:
            raise NoSuchLesson
        check_scan(held.lesson, closed=held.closed, now=now)
        await _record(actor, held, number, now)
    return number


async def _earlier(lesson_id: int, person_id: int) -> int | None:
    row = await _BEFORE.row(lesson_id, person_id)
    if row and row["struck_reason"]:
        raise StruckOut(row["struck_reason"])
    return int(row["number"]) if row else None


async def _record(actor: Actor, held: HeldLesson, number: int, now: datetime) -> None:
    if actor.person_id == held.opened_by_id:
        raise OwnHours
    signer = await _signer(held)
    training = await _training(actor, held)
    entry_id = await _log(actor, held, training, number, now)
    # Not the actor's deed: whoever shows the code vouches for those who scan it.
    host = Actor(
        held.opened_by_id,
        held.opened_by,
        frozenset({(held.role, held.organization_id)}),
        Door.LESSON,
        actor.request,
    )
    verdict = Verdict(Decision.CONFIRMED, "", f"lesson:{held.lesson_id}")
    await sign_entry(host, await entry_line(entry_id), Right(held.role), signer, verdict, now=now)
    attendance = await _ATTEND.one(
        lesson_id=held.lesson_id,
        person_id=actor.person_id,
        entry_id=entry_id,
        attended_at=now,
        struck_reason="",
    )
    after = {"lesson": held.lesson_id, "entry": entry_id}
    await AuditEntry.record(actor, Event.LESSON_ATTENDED, f"attendance:{attendance}", now=now, after=after)


async def _signer(held: HeldLesson) -> Signer:
    row = await _VOUCHES.row(held.opened_by_id, str(held.role), held.organization_id)
    if row is None:
        raise TooLate
    return Signer(held.opened_by, row["grade"], held.host)


async def _training(actor: Actor, held: HeldLesson) -> Training:
    lesson = held.lesson
    found = await agreement_in_class(actor.person_id, held.organization_id, lesson.day, lesson.category)
    if found is None:
        raise NotOfClass(held.host)
    return await training_by_id(actor.person_id, found)


async def _log(actor: Actor, held: HeldLesson, training: Training, number: int, now: datetime) -> int:
    """As any entry, but without flags: many have these words, and whoever would look at them gave them."""
    claim = _claim(held.lesson, f"lesson:{held.lesson_id}:{actor.person_id}")
    await room_for(actor.person_id, claim, training, now=now)
    entry_id = await insert_entry(actor.person_id, number, training, claim, "", (), now)
    reopened = await reopen_week(training.id, claim.day)
    subject, after = f"hours_entry:{entry_id}", facts_of(claim)
    await AuditEntry.record(actor, Event.HOURS_LOGGED, subject, now=now, after=after, gone=reopened)
    return entry_id


def _claim(lesson: Lesson, ref: str) -> Claim:
    return Claim(
        day=lesson.day,
        minutes=lesson.minutes,
        category=lesson.category,
        content=lesson.content,
        ref=ref,
        starts=lesson.starts,
        ends=lesson.ends,
        place=lesson.place,
    )

"""划去: whoever holds a lesson strikes out someone who scanned and was not there; the hours are reversed."""

from dataclasses import dataclass
from datetime import datetime

from domain.audit import Event
from domain.entries import EntryStatus
from domain.lessons import NoSuchLesson
from domain.roles import Actor
from domain.signing import OwnHours, Right, check_reason
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

from .held_lesson import HeldLesson, held_lesson
from .lesson_hosts import host_at
from .mentors_of import Signer
from .own_entry import held_entry
from .recorded_hours import give_number_back, next_number
from .reverse_hours import ReversedHours, take_back


@dataclass(frozen=True, slots=True)
class _Found:
    """`reversed_by`: the number of the entry that took the hours back before."""

    attendance: int
    name: str
    number: int
    reversed_by: int | None


_FIND = Statement(
    """
    SELECT t.id, t.struck_at, p.name, e.number,
           (SELECT r.number FROM hours_entry r WHERE r.reverses_id = e.id) AS reversed_by
    FROM attendance t JOIN hours_entry e ON e.id = t.entry_id JOIN person p ON p.id = t.person_id
    WHERE t.lesson_id = $1 AND t.person_id = $2
    """
)
_STRIKE = Statement(
    "UPDATE attendance SET struck_at = $2, struck_by_id = $3, struck_reason = $4 WHERE id = $1"
)
_GRADE = Statement("SELECT grade FROM person WHERE id = $1")


async def strike_attendance(
    actor: Actor, lesson_id: int, person_id: int, reason: str, *, now: datetime
) -> None:
    """Once for an attendance; again changes nothing. Hours that were amended meanwhile wait for whoever confirms them.

    Refusals: `NoSuchLesson`, `OwnHours`, `ReasonRequired`, `ReasonTooLong`.
    """
    held = await held_lesson(actor, lesson_id)
    words = check_reason(reason)
    if person_id == actor.person_id:
        raise OwnHours
    if await _FIND.row(lesson_id, person_id) is None:
        raise NoSuchLesson
    async with atomic():
        by_number = await next_number(person_id)
        row = await _FIND.row(lesson_id, person_id)
        if row is None or row["struck_at"]:
            await give_number_back(person_id)
            return
        found = _Found(row["id"], row["name"], row["number"], row["reversed_by"])
        await _take_back(actor, held, person_id, found, by_number, words, now)
        await _STRIKE.run(found.attendance, now, actor.person_id, words)
        await AuditEntry.record(
            actor, Event.LESSON_STRUCK, f"attendance:{found.attendance}", now=now, after={"reason": words}
        )


async def _take_back(
    actor: Actor, held: HeldLesson, person_id: int, found: _Found, by_number: int, words: str, now: datetime
) -> None:
    entry = await held_entry(person_id, found.number)
    if found.reversed_by or entry.status is not EntryStatus.CONFIRMED:
        await give_number_back(person_id)
        return
    host = await host_at(actor, held.organization_id)
    grade = (await _GRADE.row(actor.person_id) or {"grade": None})["grade"]
    done = ReversedHours(found.name, found.number, by_number, -entry.minutes)
    signer = Signer(actor.name, grade, held.host)
    await take_back(actor, Right(host.role), signer, entry, done, words, now=now)

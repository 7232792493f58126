"""催办: an apprentice reminds the mentor, and of theory the school, of hours that wait, once a day from the third."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.audit import Event
from domain.clock import local_day
from domain.entries import EntryStatus
from domain.errors import Refusal
from domain.roles import Actor, Role
from domain.teaching import may_confirm, taking_turns
from models.audit import AuditEntry
from models.statement import Insert
from models.transaction import atomic

from .class_teachers import Teacher, teachers_of_class, teachers_of_school
from .entry_history import last_time
from .own_entry import OwnEntry, held_entry
from .tell_mentors import tell_pressed
from .training_of import Mentor, mentors_on

PRESS_FROM = 3
MOST_TEACHERS = 3


@dataclass(frozen=True, slots=True)
class Pressed:
    """The entry and who was reminded: its mentors, and by name teachers of the school if they may confirm it.

    `again`: they had been today already, `at` that time, and nobody was told anew.
    """

    entry: OwnEntry
    mentors: tuple[Mentor, ...]
    waited: int
    teachers: tuple[str, ...] = ()
    again: bool = False
    at: datetime | None = None


@dataclass(eq=False)
class NotWaiting(Refusal):
    code = "hours.not_waiting"
    number: int


@dataclass(eq=False)
class TooEarlyToPress(Refusal):
    code = "hours.too_early_to_press"
    number: int
    waited: int
    possible_on: date


_NUDGE = Insert("nudge", "entry_id", "day", on_conflict="ON CONFLICT (entry_id, day) DO NOTHING")


async def press_mentor(actor: Actor, number: int, *, now: datetime) -> Pressed:
    """Pressing twice on a day is pressing once. Refusals: `NoSuchEntry`, `NotWaiting`, `TooEarlyToPress`."""
    today = local_day(now)
    async with atomic():
        entry = await held_entry(actor.person_id, number)
        waited = waiting_days(entry, today)
        if entry.status is not EntryStatus.SUBMITTED:
            raise NotWaiting(number)
        if waited < PRESS_FROM:
            raise TooEarlyToPress(number, waited, today + timedelta(days=PRESS_FROM - waited))
        mentors = await mentors_on(entry.apprenticeship_id, entry.day, today)
        teachers = await _teachers(entry, today)
        pressed = Pressed(entry, tuple(mentors), waited, tuple(teacher.name for teacher in teachers))
        if await _NUDGE.row(entry_id=entry.entry_id, day=today) is None:
            return replace(pressed, again=True, at=await pressed_today(entry, today))
        receivers = [mentor.deputy_id or mentor.person_id for mentor in mentors]
        receivers += [teacher.person_id for teacher in teachers]
        await tell_pressed(receivers, actor, entry, waited, today=today, now=now)
        await AuditEntry.record(actor, Event.HOURS_PRESSED, f"hours_entry:{entry.entry_id}", now=now)
    return replace(pressed, at=now)


async def pressed_today(entry: OwnEntry, today: date) -> datetime | None:
    """When the apprentice pressed for the entry today, as the trail has it; None where that wasn't."""
    last = await last_time(entry.entry_id, Event.HOURS_PRESSED)
    return last.at if last and local_day(last.at) == today else None


async def _teachers(entry: OwnEntry, today: date) -> Sequence[Teacher]:
    """Those of the class; of a school where nobody teaches it yet a few, others each day."""
    if not may_confirm(Role.TEACHER, entry.category):
        return ()
    found = await teachers_of_class(entry.apprenticeship_id, today)
    found = found or await teachers_of_school(entry.apprenticeship_id)
    return taking_turns(found, entry.entry_id, today, MOST_TEACHERS)


def waiting_days(entry: OwnEntry, today: date) -> int:
    return (today - local_day(entry.waiting_since)).days

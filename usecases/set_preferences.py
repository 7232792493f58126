"""提醒: when, and whether, a person is reminded each day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.audit import Event
from domain.clock import local_day
from domain.errors import Refusal
from domain.limits import minute_of
from domain.reminders import QUIET_FROM, QUIET_UNTIL
from domain.roles import Actor
from models.audit import AuditEntry
from models.people import Person
from models.transaction import atomic

LONGEST_PAUSE = 60


@dataclass(frozen=True, slots=True)
class Preferences:
    """`at` is the minute of the day; `paused_until` the first day on which reminders come again."""

    at: int
    on: bool
    paused_until: date | None


@dataclass(eq=False)
class QuietHours(Refusal):
    code = "preferences.quiet_hours"
    at: int
    quiet_from: int
    quiet_until: int


@dataclass(eq=False)
class PauseTooLong(Refusal):
    code = "preferences.pause_too_long"
    days: int
    most: int


async def show_preferences(actor: Actor, *, now: datetime) -> Preferences:
    return _preferences(await Person.get(id=actor.person_id), local_day(now))


async def remind_at(actor: Actor, at: time, *, now: datetime) -> Preferences:
    """Set the time, and turn reminders on. Refusal: `QuietHours`."""
    minute = minute_of(at)
    if minute >= minute_of(QUIET_FROM) or minute < minute_of(QUIET_UNTIL):
        raise QuietHours(minute, minute_of(QUIET_FROM), minute_of(QUIET_UNTIL))
    return await _change(actor, now, remind_at=minute, reminders_on=True, reminders_paused_until=None)


async def turn_reminders(actor: Actor, on: bool, *, now: datetime) -> Preferences:
    return await _change(actor, now, reminders_on=on, reminders_paused_until=None)


async def pause_reminders(actor: Actor, days: int, *, now: datetime) -> Preferences:
    """No reminders for `days` days from today. Refusal: `PauseTooLong`."""
    if not 1 <= days <= LONGEST_PAUSE:
        raise PauseTooLong(days, LONGEST_PAUSE)
    until = local_day(now) + timedelta(days=days)
    return await _change(actor, now, reminders_on=True, reminders_paused_until=until)


async def _change(actor: Actor, now: datetime, **values: object) -> Preferences:
    async with atomic():
        await Person.filter(id=actor.person_id).update(**values)
        after = {name: str(value) for name, value in values.items()}
        await AuditEntry.record(
            actor, Event.PREFERENCE_CHANGED, f"person:{actor.person_id}", now=now, after=after
        )
        return _preferences(await Person.get(id=actor.person_id), local_day(now))


def _preferences(person: Person, today: date) -> Preferences:
    paused = person.reminders_paused_until
    return Preferences(person.remind_at, person.reminders_on, paused if paused and paused > today else None)

"""提醒: when, and whether, a person is reminded each day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from domain.audit import Event
from domain.clock import local_day
from domain.limits import minute_of
from domain.preferences import Wish
from domain.roles import Actor
from models.audit import AuditEntry
from models.people import Person
from models.statement import Statement
from models.transaction import atomic


@dataclass(frozen=True, slots=True)
class Preferences:
    """`at` is the minute of the day; `paused_until` the first day on which reminders come again."""

    at: int
    on: bool
    paused_until: date | None


_HOLD = Statement("UPDATE person SET remind_at = remind_at WHERE id = $1")


async def show_preferences(actor: Actor, *, now: datetime) -> Preferences:
    return _preferences(await Person.get(id=actor.person_id), local_day(now))


async def set_preferences(actor: Actor, wish: Wish, *, now: datetime) -> Preferences:
    """How reminders stand from now on. A time turns them on again, and ends a pause."""
    async with atomic():
        await _HOLD.run(actor.person_id)
        person = await Person.get(id=actor.person_id)
        wanted = _columns(wish, local_day(now))
        changed = {name: value for name, value in wanted.items() if getattr(person, name) != value}
        if changed:
            before = {name: getattr(person, name) for name in changed}
            await person.update_from_dict(changed).save(update_fields=list(changed))
            await _record(actor, before, changed, now)
    return _preferences(person, local_day(now))


def _columns(wish: Wish, today: date) -> dict[str, Any]:
    paused = today + timedelta(days=wish.pause_days) if wish.pause_days else None
    columns = {"reminders_on": wish.on, "reminders_paused_until": paused}
    return columns | {"remind_at": minute_of(wish.at)} if wish.at else columns


async def _record(actor: Actor, before: dict[str, Any], after: dict[str, Any], now: datetime) -> None:
    await AuditEntry.record(
        actor,
        Event.PREFERENCE_CHANGED,
        f"person:{actor.person_id}",
        now=now,
        before=_plain(before),
        after=_plain(after),
    )


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """With days as JSON values."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _preferences(person: Person, today: date) -> Preferences:
    paused = person.reminders_paused_until
    return Preferences(person.remind_at, person.reminders_on, paused if paused and paused > today else None)

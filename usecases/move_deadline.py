"""An administrator moves or cancels a deadline."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.audit import Event
from domain.clock import local_day
from domain.deadlines import LONGEST_AHEAD, DeadlineDayOver, DeadlineKind, DeadlineUnknown
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.statement import Statement, as_day
from models.transaction import atomic

from .administered import REACHED, check_administrator


@dataclass(frozen=True, slots=True)
class Changed:
    """A deadline as it is now; `before` is the day it was on."""

    number: int
    kind: DeadlineKind
    title: str
    day: date
    before: date
    revision: int


# $2 is who asks, 0 for the operator of the machine; a deadline of everybody is its author's alone.
_MINE = f"""
    ($2 = 0 OR d.author_id = $2 OR d.organization_id IN ({REACHED.replace("$1", "$2")})
     OR EXISTS (SELECT 1 FROM apprenticeship a WHERE a.id = d.apprenticeship_id
                AND (a.employer_id IN ({REACHED.replace("$1", "$2")})
                     OR a.school_id IN ({REACHED.replace("$1", "$2")}))))
"""  # nosec B608
_FIND = Statement(f"SELECT d.day FROM deadline d WHERE d.id = $1 AND {_MINE}")  # nosec B608
_LOCK = Statement("UPDATE deadline SET revision = revision WHERE id = $1 AND state = 'open' RETURNING id")
_MOVE = Statement(
    """
    UPDATE deadline SET day = $2, revision = revision + CASE WHEN day <> $2 THEN 1 ELSE 0 END
    WHERE id = $1 RETURNING id, kind, title, day, revision
    """
)
_CANCEL = Statement(
    """
    UPDATE deadline SET state = 'cancelled', closed_at = $2 WHERE id = $1
    RETURNING id, kind, title, day, revision
    """
)


async def move_deadline(by: Actor | Door, number: int, day: date, *, now: datetime) -> Changed:
    """From now on it is on `day`, and its steps count anew. To the same day changes nothing.

    Refusals: `OnlyAdministrators`, `DeadlineUnknown`, `DeadlineDayOver`.
    """
    today = local_day(now)
    if not today <= day <= today + LONGEST_AHEAD:
        raise DeadlineDayOver(day)
    async with atomic():
        before = await _hold(by, number)
        changed = _changed(await _MOVE.row(number, day), before)
        if changed.day != before:
            await _record(by, Event.DEADLINE_MOVED, changed, now, {"day": day.isoformat()})
    return changed


async def cancel_deadline(by: Actor | Door, number: int, *, now: datetime) -> Changed:
    """Nobody is reminded of it any more. Refusals: `OnlyAdministrators`, `DeadlineUnknown`."""
    async with atomic():
        before = await _hold(by, number)
        changed = _changed(await _CANCEL.row(number, now), before)
        await _record(by, Event.DEADLINE_CANCELLED, changed, now, None)
    return changed


async def _hold(by: Actor | Door, number: int) -> date:
    """Lock it, and its day."""
    if isinstance(by, Actor):
        check_administrator(by)
    person_id = by.person_id if isinstance(by, Actor) else 0
    held = await _LOCK.row(number)
    row = await _FIND.row(number, person_id) if held else None
    if row is None:
        raise DeadlineUnknown(number)
    return as_day(row["day"])


def _changed(row: dict[str, Any] | None, before: date) -> Changed:
    if row is None:
        raise LookupError("a deadline went away while it was locked")
    kind = DeadlineKind(row["kind"])
    return Changed(row["id"], kind, row["title"], as_day(row["day"]), before, row["revision"])


async def _record(
    by: Actor | Door, event: Event, changed: Changed, now: datetime, after: dict[str, Any] | None
) -> None:
    before = {"day": changed.before.isoformat()}
    await AuditEntry.record(by, event, f"deadline:{changed.number}", now=now, before=before, after=after)

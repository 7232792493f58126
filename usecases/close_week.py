"""本周无训练: an apprentice says that a week holds no hours, and why."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.audit import Event
from domain.clock import local_day, week_start
from domain.errors import Refusal
from domain.hours import REASON_LENGTH
from domain.hours_refusals import TooLongText
from domain.roles import Actor
from models.audit import AuditEntry
from models.statement import Insert, Statement
from models.transaction import atomic

from .log_hours import OnlyApprentices
from .training_of import trainings_of

@dataclass(frozen=True, slots=True)
class WeekClosed:
    """Monday to Sunday; `again`: it had been closed before."""

    monday: date
    sunday: date
    again: bool


@dataclass(eq=False)
class WeekHasHours(Refusal):
    code = "week.has_hours"
    minutes: int


@dataclass(eq=False)
class OutsideTraining(Refusal):
    code = "week.outside_training"


# Writing the person's row first is the lock against hours that are logged at the same moment.
_LOCK = Statement("UPDATE person SET last_entry_number = last_entry_number WHERE id = $1")
_MINUTES = Statement(
    """
    SELECT coalesce(sum(minutes), 0) AS minutes FROM hours_entry
    WHERE person_id = $1 AND work_date BETWEEN $2 AND $3 AND status IN ('submitted', 'confirmed')
    """
)
_CLOSE = Insert(
    "closed_week",
    "apprenticeship_id",
    "monday",
    "reason",
    "closed_at",
    on_conflict="ON CONFLICT (apprenticeship_id, monday) DO NOTHING",
)


async def close_week(actor: Actor, reason: str, *, now: datetime, weeks_ago: int = 0) -> WeekClosed:
    """Refusals: `OnlyApprentices`, `OutsideTraining`, `WeekHasHours`, `TooLongText`."""
    monday = week_start(local_day(now)) - timedelta(weeks=weeks_ago)
    sunday = monday + timedelta(days=6)
    if len(reason) > REASON_LENGTH:
        raise TooLongText("reason", len(reason), REASON_LENGTH)
    async with atomic():
        if not await _LOCK.run(actor.person_id):
            raise OnlyApprentices()
        running = [t for t in await trainings_of(actor.person_id) if t.term.starts_on <= sunday and monday <= t.term.ends_on]
        if not running:
            raise OutsideTraining()
        row = await _MINUTES.row(actor.person_id, monday, sunday)
        if row and row["minutes"]:
            raise WeekHasHours(int(row["minutes"]))
        closed = [await _CLOSE.row(apprenticeship_id=t.id, monday=monday, reason=reason, closed_at=now) for t in running]
        if any(closed):
            await AuditEntry.record(
                actor, Event.WEEK_CLOSED, f"person:{actor.person_id}", now=now,
                after={"monday": monday.isoformat(), "reason": reason},
            )  # fmt: skip
    return WeekClosed(monday, sunday, again=not any(closed))

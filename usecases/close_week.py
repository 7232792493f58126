"""本周无训练: an apprentice says that a week holds no hours, and why."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.audit import Event
from domain.clock import local_day
from domain.days import week_of
from domain.errors import Refusal
from domain.roles import Actor, Role
from domain.signing import check_reason
from models.audit import AuditEntry
from models.statement import Insert, Statement
from models.transaction import atomic

from .log_hours import OnlyApprentices
from .recorded_hours import hold_hours
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


async def check_closable(actor: Actor, *, now: datetime, weeks_ago: int = 0) -> None:
    """Before anybody is asked why. Refusals: `OnlyApprentices`, `OutsideTraining`, `WeekHasHours`."""
    if not actor.is_a(Role.APPRENTICE):
        raise OnlyApprentices
    monday, sunday = week_of(local_day(now) - timedelta(weeks=weeks_ago))
    await _running(actor.person_id, monday, sunday)
    await _check_empty(actor.person_id, monday, sunday)


async def close_week(actor: Actor, reason: str, *, now: datetime, weeks_ago: int = 0) -> WeekClosed:
    """Refusals: `OnlyApprentices`, `OutsideTraining`, `WeekHasHours`, `ReasonRequired`, `ReasonTooLong`."""
    if not actor.is_a(Role.APPRENTICE):
        raise OnlyApprentices
    words = check_reason(reason)
    monday, sunday = week_of(local_day(now) - timedelta(weeks=weeks_ago))
    async with atomic():
        await hold_hours(actor.person_id)
        running = await _running(actor.person_id, monday, sunday)
        await _check_empty(actor.person_id, monday, sunday)
        facts = {"monday": monday, "reason": words, "closed_at": now}
        new = [await _CLOSE.row(apprenticeship_id=training, **facts) for training in running]
        if any(new):
            after = {"monday": monday.isoformat(), "reason": words}
            await AuditEntry.record(
                actor, Event.WEEK_CLOSED, f"person:{actor.person_id}", now=now, after=after
            )
    return WeekClosed(monday, sunday, again=not any(new))


async def _running(person_id: int, monday: date, sunday: date) -> list[int]:
    """The ids of the agreements that touch the week. Refusal: `OutsideTraining`."""
    trainings = await trainings_of(person_id)
    found = [t.id for t in trainings if t.term.starts_on <= sunday and monday <= t.term.ends_on]
    if not found:
        raise OutsideTraining
    return found


async def _check_empty(person_id: int, monday: date, sunday: date) -> None:
    row = await _MINUTES.row(person_id, monday, sunday)
    if row and row["minutes"]:
        raise WeekHasHours(int(row["minutes"]))

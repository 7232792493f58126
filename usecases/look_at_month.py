"""A month as a calendar: what is confirmed, waits, was returned, and where nothing was written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.calendar import Holidays, is_working_day
from domain.clock import week_start
from domain.entries import EntryStatus
from domain.programmes import ApprenticeshipStatus
from domain.roles import Actor, Role
from models.statement import Statement, as_day

from .log_hours import OnlyApprentices
from .training_of import Training, trainings_of

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MonthDay:
    """Minutes by state; `missing`: a working day of a running agreement that is over with nothing written."""

    day: date
    confirmed: int = 0
    waiting: int = 0
    returned: int = 0
    missing: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """Every day of the calendar month."""

    days: tuple[MonthDay, ...]

    @property
    def confirmed(self) -> int:
        return sum(day.confirmed for day in self.days)

    @property
    def waiting(self) -> int:
        return sum(day.waiting for day in self.days)

    @property
    def missing(self) -> int:
        return sum(day.missing for day in self.days)


_SUMS = Statement(
    """
    SELECT work_date, status, sum(minutes) AS minutes FROM hours_entry
    WHERE person_id = $1 AND work_date BETWEEN $2 AND $3 AND status <> 'withdrawn' GROUP BY work_date, status
    """
)
_CLOSED = Statement(
    """
    SELECT c.monday FROM closed_week c JOIN apprenticeship a ON a.id = c.apprenticeship_id
    WHERE a.person_id = $1 AND c.monday BETWEEN $2 AND $3
    """
)
FIELDS = {
    str(EntryStatus.CONFIRMED): "confirmed",
    str(EntryStatus.SUBMITTED): "waiting",
    str(EntryStatus.RETURNED): "returned",
}


async def look_at_month(actor: Actor, first: date, holidays: Holidays, *, today: date) -> Month:
    """The month that begins on `first`. Refusal: `OnlyApprentices`."""
    if not actor.is_a(Role.APPRENTICE):
        raise OnlyApprentices
    last = (first + timedelta(days=31)).replace(day=1) - ONE
    sums = _by_day(await _SUMS.rows(actor.person_id, first, last))
    closed = {as_day(row["monday"]) for row in await _CLOSED.rows(actor.person_id, week_start(first), last)}
    trainings = await trainings_of(actor.person_id)
    days = (first + timedelta(days=at) for at in range((last - first).days + 1))
    return Month(tuple(_day(day, sums.get(day, {}), closed, trainings, holidays, today) for day in days))


def _by_day(rows: Iterable[Mapping[str, Any]]) -> dict[date, dict[str, int]]:
    found: dict[date, dict[str, int]] = {}
    for row in rows:
        found.setdefault(as_day(row["work_date"]), {})[FIELDS[str(row["status"])]] = int(row["minutes"])
    return found


def _day(
    day: date,
    minutes: dict[str, int],
    closed: set[date],
    trainings: Iterable[Training],
    holidays: Holidays,
    today: date,
) -> MonthDay:
    is_closed = week_start(day) in closed
    expected = (
        day < today and not is_closed and is_working_day(day, holidays) and _in_training(trainings, day)
    )
    return MonthDay(day, **minutes, missing=expected and not minutes, closed=is_closed and not minutes)


def _in_training(trainings: Iterable[Training], day: date) -> bool:
    return any(
        one.term.status is ApprenticeshipStatus.ACTIVE and one.term.starts_on <= day <= one.term.ends_on
        for one in trainings
    )

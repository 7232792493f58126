"""How much training a day and a week may hold, as data of a paper that is in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from .programmes import Programme


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps in minutes. Each rule is the paper's sentence on its cap in short, `source` the paper and clause."""

    programmes: frozenset[Programme]
    daily_minutes: int
    weekly_minutes: int | None
    night: tuple[int, int] | None
    rule: str
    source: str
    since: date
    weekly_rule: str = ""
    night_rule: str = ""
    until: date | None = None
    under_age: int | None = None

    def applies(self, programme: Programme, day: date, age: int | None) -> bool:
        return (
            programme in self.programmes
            and self.since <= day
            and (self.until is None or day <= self.until)
            and (self.under_age is None or (age is not None and age < self.under_age))
        )


class NoLimits(LookupError):
    """No paper in force says how much a day may hold: a defect of the policy data."""


def limits_in_force(known: Iterable[Limits], programme: Programme, day: date, age: int | None) -> Limits:
    """The strictest limits that apply on that day to someone of that age (None: unknown)."""
    found = [limits for limits in known if limits.applies(programme, day, age)]
    if not found:
        raise NoLimits(programme, day)
    return min(found, key=lambda limits: (limits.daily_minutes, limits.weekly_minutes or 7 * 24 * 60))


def age_on(born_on: date | None, day: date) -> int | None:
    """Completed years of life on `day`."""
    if born_on is None:
        return None
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def minute_of(at: time) -> int:
    return at.hour * 60 + at.minute

"""How much of a day and a week is taken, and how much the caps leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .clock import week_start
from .hours_refusals import OverDailyCap, OverWeeklyCap
from .limits import Limits


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry of the same person that still counts, from any employer."""

    number: int
    day: date
    minutes: int
    starts: int | None
    ends: int | None


@dataclass(frozen=True, slots=True)
class Room:
    """Minutes recorded on the day, and those still possible under the caps."""

    day_total: int
    left: int


def room_on(day: date, recorded: list[Recorded], every: Sequence[Limits]) -> Room:
    """What the day holds and what all the limits leave of it.

    Hours of a shift across midnight belong to the day on which it began.
    """
    return Room(_so_far(day, recorded), min(_left(day, recorded, limits) for limits in every))


def check_caps(
    day: date, minutes: int, recorded: list[Recorded], every: Sequence[Limits], today: date
) -> Room:
    """What the day holds with these minutes.

    Refusals: `OverDailyCap` or `OverWeeklyCap`, whichever leaves less, so that what it leaves is possible.
    """
    before = room_on(day, recorded, every)
    if minutes <= before.left:
        return Room(before.day_total + minutes, before.left - minutes)
    limits = min(every, key=lambda one: _left(day, recorded, one))
    week, cap = _week_so_far(day, recorded), limits.weekly_minutes
    if cap is not None and cap - week < limits.daily_minutes - before.day_total:
        raise OverWeeklyCap(week_start(day), today, week, cap, limits.weekly_rule, limits.source)
    raise OverDailyCap(day, today, before.day_total, limits.daily_minutes, limits.rule, limits.source)


def _left(day: date, recorded: list[Recorded], limits: Limits) -> int:
    left = limits.daily_minutes - _so_far(day, recorded)
    if limits.weekly_minutes is not None:
        left = min(left, limits.weekly_minutes - _week_so_far(day, recorded))
    return max(left, 0)


def _so_far(day: date, recorded: list[Recorded]) -> int:
    return sum(entry.minutes for entry in recorded if entry.day == day)


def _week_so_far(day: date, recorded: list[Recorded]) -> int:
    monday = week_start(day)
    return sum(entry.minutes for entry in recorded if week_start(entry.day) == monday)

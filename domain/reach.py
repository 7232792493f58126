"""How much more training the caps allow until a day: what exceeds it can't be reached any more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .clock import week_start
from .hours import REASON_DAYS
from .limits import Limits

LimitsOn = Callable[[date], Sequence[Limits]]
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days whose hours may still be recorded: from 30 days back, to the last of the term."""

    first: date
    last: date

    @property
    def is_empty(self) -> bool:
        return self.first > self.last


def window_of(starts_on: date, ends_on: date, today: date) -> Window:
    """Within the term. Older days are an administrator's affair, on whom no apprentice can count."""
    return Window(max(starts_on, today - timedelta(days=REASON_DAYS)), ends_on)


def room_in(window: Window, recorded: Mapping[date, int], limits_on: LimitsOn, enough: int) -> int:
    """Minutes that still fit under the caps of days and weeks, `enough` at the most.

    `recorded` are the person's minutes by day, for the whole weeks that the window touches.
    """
    room, monday = 0, week_start(window.first)
    while monday <= window.last and room < enough:
        room += _room_in_week(monday, window, recorded, limits_on)
        monday += 7 * DAY
    return min(room, enough)


def _room_in_week(monday: date, window: Window, recorded: Mapping[date, int], limits_on: LimitsOn) -> int:
    week = [monday + n * DAY for n in range(7)]
    days = [day for day in week if window.first <= day <= window.last]
    room = sum(max(_daily(limits_on(day)) - recorded.get(day, 0), 0) for day in days)
    cap = _weekly(limits_on(days[0])) if days else None
    if cap is None:
        return room
    return min(room, max(cap - sum(recorded.get(day, 0) for day in week), 0))


def _daily(every: Sequence[Limits]) -> int:
    return min(limits.daily_minutes for limits in every)


def _weekly(every: Sequence[Limits]) -> int | None:
    caps = [limits.weekly_minutes for limits in every if limits.weekly_minutes is not None]
    return min(caps, default=None)

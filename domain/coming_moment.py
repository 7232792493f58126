"""Reading a moment to come as people write it: 2026-11-25 09:00, 明天 9:00, 周五下午3点, 9:00."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from .clock import instant, local, local_day
from .coming_days import coming_day
from .errors import Refusal
from .numerals import BLANKS, plain
from .spans import read_time

LONGEST_AHEAD = timedelta(days=366)
SHOWN = 20


@dataclass(eq=False)
class MomentUnreadable(Refusal):
    """No day with a time of day. `text` is at most 20 characters of what was written."""

    code = "moments.unreadable"
    text: str


@dataclass(eq=False)
class MomentOver(Refusal):
    """It is over, or is this minute."""

    code = "moments.over"
    at: datetime


@dataclass(eq=False)
class MomentTooFar(Refusal):
    """More than a year ahead: a year was mistyped."""

    code = "moments.too_far"
    at: datetime


def coming_moment(text: str, now: datetime) -> datetime:
    """The UTC instant that the whole text names; a time alone is the next such time.

    Refusals: `MomentUnreadable`, `MomentOver`, `MomentTooFar`.
    """
    at = _read(plain(text).strip(f"{BLANKS}。"), now)
    if at is None:
        raise MomentUnreadable(text.strip(BLANKS)[:SHOWN])
    if at <= now:
        raise MomentOver(at)
    if at > now + LONGEST_AHEAD:
        raise MomentTooFar(at)
    return at


def _read(words: str, now: datetime) -> datetime | None:
    if alone := read_time(words):
        return _next(alone, now)
    day, rest = coming_day(words.replace("T", " ", 1), local_day(now))
    at = read_time(rest) if day else None
    return instant(day, at) if day and at is not None else None


def _next(at: time, now: datetime) -> datetime:
    today = local_day(now)
    later = at > local(now).time()
    return instant(today if later else today + timedelta(days=1), at)

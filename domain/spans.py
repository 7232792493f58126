"""Reading from when to when: 8:30-12:00, 8点半到12点, 下午1点到5点, 22:00-02:00.

Hours without 上午 or 下午 are hours of the 24-hour clock; where a person may well have meant the other
half of the day (1点到5点, 8:30-5:30), the span is refused rather than guessed.
"""

import re
from dataclasses import dataclass
from datetime import time
from typing import NamedTuple

from .amounts import SHOWN
from .errors import Refusal
from .numerals import BLANKS, GAP, NUMERALS, WHOLE, plain, read_whole

DAY_MINUTES = 24 * 60
# The longest span that may cross midnight: beyond it, 8:30-5:30 more likely leaves out 下午.
_LONGEST_NIGHT = 12 * 60

_MORNING = {hour: hour for hour in range(4, 13)}
_NOON = {11: 11, 12: 12, 13: 13, 14: 14, 1: 13, 2: 14}
_AFTERNOON = {hour: hour + 12 for hour in range(1, 9)} | {hour: hour for hour in range(13, 21)}
_EVENING = {hour: hour + 12 for hour in range(5, 13)} | {hour: hour for hour in range(17, 25)}
_SMALL_HOURS = {hour: hour for hour in range(7)}
PERIODS = {
    "上午": _MORNING,
    "早上": _MORNING,
    "早晨": _MORNING,
    "中午": _NOON,
    "下午": _AFTERNOON,
    "傍晚": _EVENING,
    "晚上": _EVENING,
    "凌晨": _SMALL_HOURS,
    "早": _MORNING,
    "晚": _EVENING,
}
PERIOD = f"(?:{'|'.join(PERIODS)})"

_TO = f"{GAP}(?:-{{1,2}}|~{{1,2}}|到|至){GAP}"
_CLOCK = (
    rf"(?P<period>{PERIOD})?{GAP}(?:(?P<digits>[0-9]{{1,2}}):(?P<minutes>[0-9]{{2}})"
    rf"|(?P<hour>[0-9]{{1,2}}|[{NUMERALS}]{{1,3}}){GAP}"
    rf"(?:(?P<mark>[点时])(?:(?P<part>半|整|钟|[一三]刻|[0-9]{{2}}分?|零?{WHOLE}分))?)?)"
)
_READ_CLOCK = re.compile(_CLOCK)
# A pattern may use each group name once, so the two clocks of a span go without.
_ANY_CLOCK = re.sub(r"\?P<\w+>", "?:", _CLOCK)
SPAN = re.compile(rf"从?(?P<start>{_ANY_CLOCK}){_TO}(?P<end>{_ANY_CLOCK})")
_ROUGH_CLOCK = rf"{PERIOD}?[0-9{NUMERALS}][0-9{NUMERALS}.:点时半分刻整钟]*"
# What tries to be a span: when SPAN can't read it, it is refused instead of passing for other words.
LIKE_A_SPAN = re.compile(rf"从?{_ROUGH_CLOCK}{_TO}{_ROUGH_CLOCK}")


@dataclass(eq=False)
class SpanUnclear(Refusal):
    """Times that can be read in more than one way, or in none. `text` is at most 20 characters of them."""

    code = "span.unclear"
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when on the wall clock; an `end` not after `start` lies on the next day."""

    start: time
    end: time

    @property
    def starts(self) -> int:
        """Minutes after midnight, 0 to 1439."""
        return self.start.hour * 60 + self.start.minute

    @property
    def ends(self) -> int:
        """Minutes after midnight, 0 to 1439; 0 is the midnight that closes the day."""
        return self.end.hour * 60 + self.end.minute

    @property
    def overnight(self) -> bool:
        return self.ends <= self.starts

    @property
    def minutes(self) -> int:
        return (self.ends - self.starts) % DAY_MINUTES


class _Clock(NamedTuple):
    """A time as written. `mark` is a colon, 点, 时 or nothing; `certain`: surely of the 24-hour clock."""

    period: str
    hour: int
    minute: int
    mark: str
    certain: bool

    def at(self, period: str) -> int | None:
        """Minutes after midnight, 0 to 1440, as an hour of that period; None if it has no such hour."""
        hour = PERIODS[period].get(self.hour) if period else self.hour
        if hour is None or hour > 24 or self.minute > 59 or (hour == 24 and self.minute):
            return None
        return hour * 60 + self.minute


def read_span(text: str) -> Span | None:
    """The span, or None when the text isn't one.

    Raises SpanUnclear for 8-12, 1点到5点, 8:30-5:30, 25:00-26:00.
    """
    words = plain(text).strip(BLANKS)
    if match := SPAN.fullmatch(words):
        return span_of(match)
    if LIKE_A_SPAN.fullmatch(words):
        raise SpanUnclear(words[:SHOWN])
    return None


def read_time(text: str) -> time | None:
    """One time of day: 20:00, 晚上8点半, 八点; None for anything else, and for an hour its period doesn't have."""
    clock = _clock(plain(text).strip(BLANKS))
    minutes = clock.at(clock.period) if clock and clock.mark else None
    return _wall(minutes) if minutes is not None and minutes < DAY_MINUTES else None


def span_of(match: re.Match[str]) -> Span:
    """The span of a SPAN match. Raises SpanUnclear."""
    start, end = _clock(match["start"]), _clock(match["end"])
    stretch = _stretch(start, end) if start and end else None
    if stretch is None:
        raise SpanUnclear(match.group()[:SHOWN])
    return Span(_wall(stretch[0]), _wall(stretch[1]))


def _wall(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _clock(text: str) -> _Clock | None:
    match = _READ_CLOCK.fullmatch(text)
    written = match and (match["digits"] or match["hour"])
    hour, minute = read_whole(written or ""), _minute(match) if match else None
    if match is None or written is None or hour is None or minute is None:
        return None
    mark = ":" if match["digits"] else match["mark"] or ""
    return _Clock(match["period"] or "", hour, minute, mark, certain=hour > 5 or written[0] in "0零")


def _minute(match: re.Match[str]) -> int | None:
    if match["digits"]:
        return int(match["minutes"])
    part = match["part"] or "整"
    named = {"半": 30, "整": 0, "钟": 0, "一刻": 15, "三刻": 45}
    return named[part] if part in named else read_whole(part.removesuffix("分").removeprefix("零") or "零")


def _stretch(start: _Clock, end: _Clock) -> tuple[int, int] | None:
    """Start and end in minutes after midnight; None where the writing leaves a doubt."""
    begins, stops = start.at(start.period), _end(start, end)
    if begins is None or stops is None or not _well_marked(start, end):
        return None
    if not start.period and (not start.certain or _other_half(begins, stops, end)):
        return None
    length = (stops - begins) % DAY_MINUTES
    if length == 0 or begins == DAY_MINUTES or (stops < begins and length > _LONGEST_NIGHT):
        return None
    return begins, stops


def _well_marked(start: _Clock, end: _Clock) -> bool:
    """8-12点 shares its 点; in 8-12, 8点-12 and 8-12:00 something is missing."""
    return end.mark != "" and (start.mark != "" or end.mark != ":")


def _other_half(begins: int, stops: int, end: _Clock) -> bool:
    """7点到晚上9点 may start at 7 or at 19."""
    return end.period != "" and begins + DAY_MINUTES // 2 < stops


def _end(start: _Clock, end: _Clock) -> int | None:
    """An end without a period shares the start's, 下午1点到5点, unless that is of the 24-hour clock: 晚上22:00-6:00."""
    shared = start.period if start.hour <= 12 and end.hour <= 12 else ""
    return end.at(end.period or shared)

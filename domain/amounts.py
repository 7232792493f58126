"""Reading a duration as people write it: 4小时, 一个半小时, 3个钟, 4小时30分, 240分钟, 5学时.

Only the forms below are read. Whatever else is refused, because a wrong number would be worse.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from .errors import Refusal
from .numerals import BLANKS, GAP, NUMBER, WHOLE, plain, read_number, read_whole

SHOWN = 20

UNIT = "(?:小时|钟头|学时|课时|分钟|刻钟|个半?钟)"
_HOUR = "(?:小时|钟头)"
DURATION = re.compile(
    rf"""
    (?P<half_hour>半 {GAP} (?:个? {_HOUR} | 个钟))
  | (?P<hours>{NUMBER}) {GAP} (?:
        (?P<and_a_half>个半) (?:{GAP} {_HOUR} | 钟)?
      | (?:个? {GAP} {_HOUR} | 个钟 | hours? | hrs? | h) (?:
            (?P<half>半)
          | {GAP} (?P<quarters>[123一二两三]) 刻钟
          | {GAP} 零? (?P<minutes>{WHOLE}) {GAP} (?:分钟? | minutes? | mins?)
          | (?P<minutes_m>[0-9]{{1,2}}) m
        )?
    )
  | (?P<lessons>{NUMBER}) {GAP} 个? (?:学时|课时)
  | (?P<only_quarters>[123一二两三]) {GAP} 刻钟
  | (?P<only_minutes>{NUMBER}) {GAP} (?:分钟 | minutes? | mins?)
  | (?P<points>[0-9]{{1,4}}) {GAP} 分
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(eq=False)
class AmountUnreadable(Refusal):
    """Not a duration in any documented form. `text` is at most 20 characters of what was written."""

    code = "amount.unreadable"
    text: str


@dataclass(eq=False)
class AmountUnclear(Refusal):
    """A number without its unit: hours or lessons?"""

    code = "amount.unclear"
    number: str


def read_minutes(text: str, *, lesson_minutes: int = 45) -> int:
    """Whole minutes, at least 1, of one duration.

    Raises AmountUnclear for a bare number, AmountUnreadable for anything else that is no documented form.
    """
    words = plain(text).strip(BLANKS)
    if match := DURATION.fullmatch(words):
        return minutes_of(match, lesson_minutes)
    refuse_bare(words)
    raise AmountUnreadable(words[:SHOWN])


def refuse_bare(words: str) -> None:
    """Raise AmountUnclear if the words are nothing but a number above zero."""
    number = re.fullmatch(NUMBER, words) and read_number(words)
    if number:
        raise AmountUnclear(words)


def minutes_of(match: re.Match[str], lesson_minutes: int) -> int:
    """Whole minutes of a DURATION match. Raises AmountUnreadable if they are not whole, or nothing."""
    total = _total(match, lesson_minutes)
    if total is None or total <= 0 or total.denominator != 1:
        raise AmountUnreadable(match.group()[:SHOWN])
    return total.numerator


def _total(match: re.Match[str], lesson_minutes: int) -> Fraction | None:
    if match["half_hour"]:
        return Fraction(30)
    if match["hours"]:
        return _hours_and_rest(match)
    sizes = {"lessons": lesson_minutes, "only_quarters": 15, "only_minutes": 1, "points": 1}
    for group, size in sizes.items():
        if match[group]:
            number = read_number(match[group])
            return None if number is None else number * size
    return None


def _hours_and_rest(match: re.Match[str]) -> Fraction | None:
    hours, rest = read_number(match["hours"]), _rest(match)
    if hours is None or rest is None or (rest and hours.denominator != 1):
        return None
    if match["and_a_half"] and hours == 0:
        return None
    return hours * 60 + rest


def _rest(match: re.Match[str]) -> int | None:
    """The minutes written after the hours, 0 to 59."""
    if match["half"] or match["and_a_half"]:
        return 30
    if match["quarters"]:
        return (read_whole(match["quarters"]) or 0) * 15
    minutes = read_whole(match["minutes"] or match["minutes_m"] or "0")
    return minutes if minutes is not None and minutes < 60 else None

"""Reading a day as people write it: 昨天, 上周三, 11-20, 11月20日, 20号, 2026-11-20."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from .amounts import SHOWN
from .clock import week_start
from .errors import Refusal
from .numerals import BLANKS, GAP, NUMERALS, WHOLE, plain, read_whole

_NAMES = {
    "今天": 0,
    "今日": 0,
    "昨天": 1,
    "昨日": 1,
    "大前天": 3,
    "前天": 2,
    "前日": 2,
    "明天": -1,
    "明日": -1,
    "后天": -2,
}
_SHORT_NAMES = {"今": 0, "昨": 1}
_WEEKDAYS = {word: number for number, word in enumerate("一二三四五六日")} | {"天": 6}
_WEEKS = {"上": 1, "本": 0, "这": 0, "下": -1}
# Looked at before the forms, because most places in a line hold none of these.
DAY_BEGINS = frozenset(f"今昨前明后大上本这下周星礼0123456789{NUMERALS}")


@dataclass(eq=False)
class DayUnreadable(Refusal):
    """Written like a date, but no such day, or none within the last 12 months. At most 20 characters."""

    code = "day.unreadable"
    text: str


class DayMatch(NamedTuple):
    """A day found in a line, None if there is no such day.

    `form`: name, short (the 昨 of 昨晚), weekday, date (with 日 or a year), bare (11-20) or number (20号).
    """

    day: date | None
    text: str
    end: int
    form: str


def read_day(text: str, today: date) -> date | None:
    """The day, or None when the words are no day. Raises DayUnreadable for 2月30日, 13-40, 26-11-20.

    A weekday is the latest not after today, 上周三 that of the last calendar week. A date without a year
    is the most recent one not after today, within 12 months. 明天 is read; whether it may be is another rule.
    """
    words = plain(text).strip(BLANKS)
    found = day_at(words, 0, today)
    if found and found.end == len(words):
        return known(found)
    refuse_like_a_date(words)
    return None


def known(found: DayMatch) -> date:
    """The day of a match. Raises DayUnreadable if there is none."""
    if found.day is None:
        raise DayUnreadable(found.text[:SHOWN])
    return found.day


def refuse_like_a_date(words: str) -> None:
    """Raise DayUnreadable for what looks like a date and is no form that is read: 26-11-20, 20-22号, 上周."""
    if _LIKE_A_DATE.fullmatch(words):
        raise DayUnreadable(words[:SHOWN])


def day_at(words: str, position: int, today: date) -> DayMatch | None:
    """What is written like a day at that position of plain text."""
    if words[position : position + 1] not in DAY_BEGINS:
        return None
    for form, pattern, reader in _FORMS:
        if match := pattern.match(words, position):
            return DayMatch(reader(match, today), match.group(), match.end(), form)
    return None


def day_range_at(words: str, position: int, today: date) -> tuple[DayMatch, DayMatch] | None:
    """Two days written as one stretch of days: 周一到周五, 11-20~11-22, 11月20日至22日."""
    first = day_at(words, position, today)
    to = first and _TO.match(words, first.end)
    last = to and day_at(words, to.end(), today)
    return (first, last) if first and last else None


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the day's calendar week."""
    monday = week_start(day)
    return monday, monday + timedelta(days=6)


def _named(match: re.Match[str], today: date) -> date:
    return today - timedelta(days=_NAMES[match.group()])


def _short_named(match: re.Match[str], today: date) -> date:
    return today - timedelta(days=_SHORT_NAMES[match["name"]])


def _weekday(match: re.Match[str], today: date) -> date:
    weekday = _WEEKDAYS[match["weekday"]]
    if match["week"]:
        return week_start(today) + timedelta(days=weekday - 7 * _WEEKS[match["week"]])
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _dated(match: re.Match[str], today: date) -> date | None:
    return _date(*(int(match[part]) for part in ("year", "month", "day")))


def _month_and_day(match: re.Match[str], today: date) -> date | None:
    month, day = read_whole(match["month"]), read_whole(match["day"])
    if month is None or day is None:
        return None
    return _latest((_date(today.year - back, month, day) for back in (0, 1)), today)


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    day = read_whole(match["day"])
    if day is None:
        return None
    months = (divmod(today.year * 12 + today.month - 1 - back, 12) for back in range(12))
    return _latest((_date(year, month + 1, day) for year, month in months), today)


def _latest(days: Iterator[date | None], today: date) -> date | None:
    """The first that is a day and not after today; callers go back from today."""
    return next((day for day in days if day and day <= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_Form = tuple[str, re.Pattern[str], Callable[[re.Match[str], date], date | None]]

# The first that matches counts. (?![0-9]) because 11-204小时 is neither Nov 20 and 4 hours nor Nov 2.
_FORMS: tuple[_Form, ...] = (
    ("name", re.compile("|".join(_NAMES)), _named),
    # In 昨晚7点到9点 the 晚 belongs to the hours.
    (
        "short",
        re.compile(
            rf"(?P<name>[今昨])(?=[早晚]上?{GAP}[0-9{NUMERALS}半][0-9{NUMERALS}.]*{GAP}[-~:到至点时小个钟刻半h])"
        ),
        _short_named,
    ),
    ("name", re.compile("(?P<name>[今昨])[早晚]上?"), _short_named),
    (
        "weekday",
        re.compile("(?:(?P<week>[上本这下])个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"),
        _weekday,
    ),
    (
        "date",
        re.compile(
            r"(?P<year>[0-9]{4})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})(?![0-9])"
        ),
        _dated,
    ),
    (
        "date",
        re.compile(
            rf"(?P<year>[0-9]{{4}}){GAP}年{GAP}(?P<month>[0-9]{{1,2}}){GAP}月{GAP}(?P<day>[0-9]{{1,2}}){GAP}[日号]"
        ),
        _dated,
    ),
    ("date", re.compile("(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?![0-9])"), _dated),
    ("date", re.compile(rf"(?P<month>{WHOLE}){GAP}月{GAP}(?P<day>{WHOLE}){GAP}[日号]"), _month_and_day),
    ("bare", re.compile("(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})(?![0-9])"), _month_and_day),
    (
        "bare",
        re.compile("(?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})(?![0-9]|[-/.:][0-9])"),
        _month_and_day,
    ),
    ("number", re.compile(rf"(?P<day>{WHOLE}){GAP}[日号]"), _day_of_month),
)
_TO = re.compile(rf"{GAP}(?:[-~]{{1,2}}|[到至和跟与及]){GAP}")
_LIKE_A_DATE = re.compile(
    rf"[0-9]+(?:[-/.][0-9]+){{2}}|[0-9]+{GAP}年.{{1,20}}[日号]|{WHOLE}[日号]?[-~到至和、]{WHOLE}[日号]"
    "|[上本这下]+个?(?:周|星期|礼拜)[一二三四五六日天]?"
)

"""Who stands in for a mentor, and how long (the product's rules for confirming)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .amounts import SHOWN
from .days import DayUnreadable, read_day
from .errors import Refusal
from .numerals import BLANK, BLANKS, WHOLE, plain, read_whole

LONGEST_DAYS = 30
MASTER = "师傅"
# A bare 周三 or 25号 means the next one; words that name their week or day are taken as they stand.
_FIXED = ("上", "本", "这", "下", "今", "明", "昨", "前", "后", "大")
_AHEAD = (0, 6, 29, 300)
_LENGTHS = {"半个月": 15, "半月": 15}
_UNITS = {"天": 1, "周": 7, "个周": 7, "星期": 7, "个星期": 7, "礼拜": 7, "个礼拜": 7, "个月": 30}
_UNIT = "|".join(_UNITS)
_LENGTH = re.compile(rf"(?P<number>{WHOLE}){BLANK}*(?P<unit>{_UNIT})")
_UNTIL = "(?:直?到|至)"
_WEEKDAY = "[上本这下]?个?(?:周|星期|礼拜)[一二三四五六日天]"
_DAY = rf"(?:[0-9年月日号/.\-]+|{_WEEKDAY}|[今明][天日]|大?后天)"
_LENGTH_TEXT = rf"(?:{WHOLE}{BLANK}*(?:{_UNIT})|半个?月)"
_PERIOD_LENGTH = 40
_PERIOD_AT_END = re.compile(rf"(?:(?<={BLANK}){_UNTIL}.*|{_UNTIL}{BLANK}*{_DAY}|{_LENGTH_TEXT}|{_DAY})$")


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom a mentor asks, and until when (inclusive); empty and None where nothing was said."""

    name: str
    until: date | None


@dataclass(eq=False)
class PeriodUnreadable(Refusal):
    code = "deputy.period_unreadable"
    text: str


@dataclass(eq=False)
class PeriodTooLong(Refusal):
    code = "deputy.period_too_long"
    latest: date
    most: int


@dataclass(eq=False)
class PeriodPast(Refusal):
    code = "deputy.period_past"
    until: date


@dataclass(eq=False)
class DeputyUnknown(Refusal):
    """Nobody of that name is a mentor of the same employer. `name` is at most 20 characters."""

    code = "deputy.unknown"
    name: str


@dataclass(eq=False)
class DeputySelf(Refusal):
    code = "deputy.self"


@dataclass(eq=False)
class DeputyIsApprentice(Refusal):
    code = "deputy.apprentice"
    name: str


@dataclass(eq=False)
class DeputyAway(Refusal):
    """The person asked has a deputy too, until `until`: chains would leave nobody."""

    code = "deputy.away"
    name: str
    until: date


@dataclass(eq=False)
class NoDeputy(Refusal):
    code = "deputy.none"


def read_wish(text: str, today: date) -> Wish:
    """陈志明 3天, 陈师傅到11-25, 陈志明. Raises the refusals of `read_until`."""
    words = text.strip(BLANKS)
    # No period is longer, and looking for one from every place of a long text would take long.
    found = _PERIOD_AT_END.search(plain(words), max(0, len(words) - _PERIOD_LENGTH))
    if found is None:
        return Wish(words.rstrip(",，、:："), None)
    name = words[: found.start()].strip(f"{BLANKS},，、:：")
    return Wish(name, read_until(found.group(), today))


def read_until(text: str, today: date) -> date:
    """The last day of 3天, 一周, 到11-25, 周三. Raises `PeriodUnreadable`, `PeriodTooLong`, `PeriodPast`."""
    words = re.sub(f"^{_UNTIL}", "", plain(text).strip(BLANKS)).strip(BLANKS)
    until = _after_length(words, today) or _named_day(words, today)
    if until is None:
        raise PeriodUnreadable(words[:SHOWN])
    return check_until(until, today)


def check_until(until: date, today: date) -> date:
    """From today on, both days included, at most 30 days."""
    latest = today + timedelta(days=LONGEST_DAYS - 1)
    if until < today:
        raise PeriodPast(until)
    if until > latest:
        raise PeriodTooLong(latest, LONGEST_DAYS)
    return until


def _after_length(words: str, today: date) -> date | None:
    days = _LENGTHS.get(words)
    if days is None and (match := _LENGTH.fullmatch(words)):
        days = (read_whole(match["number"]) or 0) * _UNITS[match["unit"]]
    return today + timedelta(days=days - 1) if days else None


def _named_day(words: str, today: date) -> date | None:
    """The first reading that is not past; else the last there is, so that the refusal can name it."""
    if words == "大后天":
        return today + timedelta(days=3)
    ahead = (0,) if words.startswith(_FIXED) else _AHEAD
    days = [day for days in ahead if (day := _day(words, today + timedelta(days=days)))]
    return next((day for day in days if day >= today), max(days, default=None))


def _day(words: str, base: date) -> date | None:
    try:
        return read_day(words, base)
    except DayUnreadable:
        return None


def matches(name: str, asked: str) -> bool:
    """陈志明 is asked for by the whole name, or as 陈师傅."""
    if asked == name:
        return True
    surname = asked.removesuffix(MASTER)
    return surname != asked and bool(surname) and name.startswith(surname)

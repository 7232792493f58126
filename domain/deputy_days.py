"""Whom a mentor asks to stand in, and for which days, as it is written: 陈志明 3天, 陈师傅 11月24日到28日, 下周."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .amounts import SHOWN
from .days import DayUnreadable, read_day, week_of
from .deputies import PeriodUnreadable, check_days, check_since
from .numerals import BLANK, BLANKS, GAP, WHOLE, plain, read_whole

# A bare 周三 or 25号 means the next one; words that name their week or day are taken as they stand.
_FIXED = ("上", "本", "这", "下", "今", "明", "昨", "前", "后", "大")
_AHEAD = (0, 6, 29, 300)
_LENGTHS = {"半个月": 15, "半月": 15}
_UNITS = {"天": 1, "周": 7, "个周": 7, "星期": 7, "个星期": 7, "礼拜": 7, "个礼拜": 7, "个月": 30}
_UNIT = "|".join(_UNITS)
_LENGTH = re.compile(rf"(?P<number>{WHOLE}){BLANK}*(?P<unit>{_UNIT})")
_LENGTH_TEXT = rf"(?:{WHOLE}{BLANK}*(?:{_UNIT})|半个?月)"
_UNTIL = "(?:直?到|至)"
_WEEK = re.compile("(?P<which>[本这下])一?个?(?:周|星期|礼拜)")
_NAMED = "(?:[上本这下]?个?(?:周|星期|礼拜)[一二三四五六日天]|[今明昨][天日]|大?[前后]天)"
_SPELT = f"(?:{WHOLE}月)?{WHOLE}[日号]"
_DATE = rf"(?:[0-9]{{8}}|[0-9]{{1,4}}(?:[年月/.-][0-9]{{1,2}}){{0,2}}[日号]?|{_SPELT})"
_DAY = rf"(?:{_NAMED}|{_DATE})"
_FIRST = rf"(?P<word>从?){GAP}(?P<since>{_DAY}){GAP}(?P<open>起|开始|以后)?{GAP}"
# 11-24天 is not the 2nd and four days.
_STRETCH = re.compile(
    rf"{_FIRST}(?:(?:{_UNTIL}|[-~]){GAP}(?P<until>.+)|(?<![0-9/.-])(?P<length>{_LENGTH_TEXT}))?"
)
# Two days of one month written shortly; 11-24号 would be the 24th of November.
_SHORT = re.compile(
    "((?<=月)[0-9]{1,2}|(?<![0-9.-])(?:1[3-9]|2[0-9]|3[01]))[日号]?(?:[-~到至])([0-9]{1,2}[日号])"
)
_PERIOD_LENGTH = 40
_PERIOD_AT_END = re.compile(
    rf"(?:(?<={BLANK}){_UNTIL}.*|{_UNTIL}{BLANK}*{_DAY}|{_LENGTH_TEXT}|{_WEEK.pattern.replace('?P<which>', '?:')}"
    rf"|{_FIRST.replace('?P<word>', '?:').replace('?P<since>', '?:').replace('?P<open>', '?:')}"
    rf"(?:(?:{_UNTIL}|[-~]).*|{_LENGTH_TEXT})?|[0-9年月日号/.-]+|(?:(?<={BLANK})|^)从?{_SPELT}.*)$"
)


@dataclass(frozen=True, slots=True)
class Days:
    """The first day, None for today, and the last, None where nobody has said it."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom a mentor asks, and for which days; an empty name where nothing was said."""

    name: str
    days: Days


def read_wish(text: str, today: date) -> Wish:
    """陈志明 3天, 陈师傅到11-25, 陈志明. Raises the refusals of `read_period`."""
    words = text.strip(BLANKS)
    # No period is longer, and looking for one from every place of a long text would take long.
    found = _PERIOD_AT_END.search(plain(words), max(0, len(words) - _PERIOD_LENGTH))
    if found is None:
        return Wish(words.rstrip(",，、:："), Days())
    name = words[: found.start()].strip(f"{BLANKS},，、:：")
    return Wish(name, read_period(found.group(), today))


def read_period(text: str, today: date, since: date | None = None) -> Days:
    """The days of 3天, 到11-25, 周三, 11月24日到28日, 明天起一周, 下周; a last day alone counts from `since`.

    Refusals: `PeriodUnreadable`, `PeriodPast`, `PeriodBackwards`, `PeriodTooFar`, `PeriodTooLong`.
    """
    words = _SHORT.sub(_in_full, plain(text).strip(BLANKS))
    days = _week(words, today) or _stretch(words, today) or _last_alone(words, since, today)
    first = days.since or today
    if days.until is None:
        check_since(first, today)
    else:
        check_days(first, days.until, today)
    return days


def _in_full(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2][-1]}到{match[2]}"


def _week(words: str, today: date) -> Days | None:
    match = _WEEK.fullmatch(words)
    if match is None:
        return None
    monday, sunday = week_of(today + timedelta(days=7 * (match["which"] == "下")))
    return Days(max(monday, today), sunday)


def _stretch(words: str, today: date) -> Days | None:
    """A first day, and what is said of the last; a day with nothing beside it is a last one."""
    match = _STRETCH.fullmatch(words)
    if match is None or not any(match[part] for part in ("word", "open", "until", "length")):
        return None
    since = _known(_named_day(match["since"], today, today), words)
    last = match["until"] or match["length"]
    return Days(since, _known(_last_day(last, since, today), words) if last else None)


def _last_alone(words: str, since: date | None, today: date) -> Days:
    last = re.sub(f"^{_UNTIL}", "", words).strip(BLANKS)
    return Days(since, _known(_last_day(last, since or today, today), last))


def _known(day: date | None, words: str) -> date:
    if day is None:
        raise PeriodUnreadable(words[:SHOWN])
    return day


def _last_day(words: str, since: date, today: date) -> date | None:
    return _after_length(words, since) or _named_day(words, since, today)


def _after_length(words: str, since: date) -> date | None:
    days = _LENGTHS.get(words)
    if days is None and (match := _LENGTH.fullmatch(words)):
        days = (read_whole(match["number"]) or 0) * _UNITS[match["unit"]]
    return since + timedelta(days=days - 1) if days else None


def _named_day(words: str, since: date, today: date) -> date | None:
    """The first reading that is not before `since`; else the last there is, so that the refusal can name it."""
    if words == "大后天":
        return today + timedelta(days=3)
    bases = [today] if words.startswith(_FIXED) else [since + timedelta(days=days) for days in _AHEAD]
    days = [day for base in bases if (day := _day(words, base))]
    return next((day for day in days if day >= since), max(days, default=None))


def _day(words: str, base: date) -> date | None:
    try:
        return read_day(words, base)
    except DayUnreadable:
        return None

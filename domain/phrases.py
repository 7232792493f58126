"""What stands at a place in a line of words: a day, a span, a duration or a category, and where it ends.

A phrase counts only where it stands by itself: before a blank, a sign, the end or another phrase.
Other words may follow at once only where they can't change its meaning: 4小时车床 is 4小时 and 车床,
but 24小时制, 4小时半成品, 3小时内, 4小时+2小时 and 周日常点检 are words like any other.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .amounts import DURATION, UNIT, minutes_of
from .days import DAY_BEGINS, DayMatch, day_at, day_range_at, known
from .numerals import BLANK, BLANKS, GAP, NUMERALS
from .spans import LIKE_A_SPAN, PERIOD, PERIODS, SPAN, Span, SpanUnclear, span_of

STOPS = ",;、。"
WORD = re.compile(rf"[^{BLANKS}{STOPS}]+")
# Between a phrase and the next one: blanks around at most one sign.
AFTER = re.compile(rf"(?:{GAP}[{STOPS}]|:)?{GAP}")

_SEPARATOR = re.compile(rf"[{BLANKS}{STOPS}]|:(?![0-9])")
_PERIOD = re.compile(rf"{PERIOD}{GAP}(?:[,、]{GAP})?")
_ONE_NUMBER = re.compile("[0-9][0-9]")
NUMBER_AND_UNIT = re.compile(rf"[0-9{NUMERALS}半]{BLANK}{{0,2}}个?半?{BLANK}{{0,2}}{UNIT}")
# After a duration, a span or a day these make another word of it: 24小时制, 3小时内, 昨天的, 12点焊接.
_CONTINUES = frozenset(
    "制内后前以之的多左不候工班来起间达余休分半几数没未剩焊检胶位火动击名评测对级段" + NUMERALS
)
# After a category these make another noun of it: 安全帽, 安全员, 实训室, 岗位证.
_COMPOUNDS = frozenset("带帽阀门网绳锁销钳员性室证")
NUMBER_BEGINS = DAY_BEGINS | frozenset(f"从半{BLANKS}").union(word[0] for word in PERIODS)
# A day like 8-12 this far back may not be recorded anyway, so hours were meant.
_OLD_DAYS = 30


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was read, the rest None, and where it ends."""

    end: int
    day: date | None = None
    minutes: int | None = None
    span: Span | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Plain text to read, and what it is read by.

    `codes` leads from a category word to its code, `words` matches any of them; `amount` tells whether a
    number with its unit is anywhere in the text.
    """

    text: str
    today: date
    codes: Mapping[str, str]
    words: re.Pattern[str]
    lesson_minutes: int
    amount: bool


def number_at(line: Line, at: int, *, strict: bool) -> Phrase | None:
    """The day, span or duration that stands at that position of the line.

    `strict` is for places where content may have begun: only what stands apart counts, and numbers that
    content is likely to hold (11-20, 3号, 90分, 6H, 8-12) are left to it.
    Raises DayUnreadable, SpanUnclear, AmountUnreadable.
    """
    if line.text[at : at + 1] not in NUMBER_BEGINS:
        return None
    return _day(line, at, strict) or _span(line, at, strict) or _duration(line, at, strict)


def category_at(line: Line, at: int, *, timed: bool) -> Phrase | None:
    """The category that stands there; content may follow at once only where the amount is known."""
    period = _PERIOD.match(line.text, at)
    word = line.words.match(line.text, period.end() if period else at)
    if word and (apart(line, word.end()) or (timed and _heads_content(line, word.end()))):
        return Phrase(word.end(), category=line.codes[word.group()])
    return None


def apart(line: Line, end: int) -> bool:
    """Whether a blank, a sign, the end or another phrase follows. Two numbers in a row have no border."""
    if end == len(line.text) or _SEPARATOR.match(line.text, end):
        return True
    return _ONE_NUMBER.match(line.text, end - 1) is None and _begins(line, end)


def _begins(line: Line, at: int) -> bool:
    if line.words.match(line.text, at):
        return True
    if line.text[at] not in NUMBER_BEGINS:
        return False
    period = _PERIOD.match(line.text, at)
    # 周三下午 can only be a day; a lone 早 or 晚 may be part of any word.
    if period and len(period.group().strip(BLANKS)) > 1:
        return True
    found = any(form.match(line.text, at) for form in (SPAN, DURATION)) or day_at(line.text, at, line.today)
    return bool(found or (period and DURATION.match(line.text, period.end())))


def _touches(line: Line, end: int) -> bool:
    """Whether words may follow at once without changing what ends here."""
    last, following = line.text[end - 1], line.text[end]
    # 3个钟表 are clocks.
    if last == "钟" and line.text[end - 2] in "个半":
        return False
    # 6H螺纹 is a thread, not six hours.
    if last in "半分刻" or (last.isascii() and last.isalpha()):
        return False
    return following.isalpha() and following not in _CONTINUES


def _heads_content(line: Line, end: int) -> bool:
    """4小时实操车床 names its category; 4小时安全帽检查 does not, and 4小时安全检查 实操 names another."""
    return line.text[end] not in _COMPOUNDS and not any(
        _SEPARATOR.match(line.text, word.start() - 1) and apart(line, word.end())
        for word in line.words.finditer(line.text, end)
    )


def _day(line: Line, at: int, strict: bool) -> Phrase | None:
    found = day_at(line.text, at, line.today)
    if found is None or (strict and found.form in ("bare", "number")):
        return None
    if not apart(line, found.end) and (strict or not _heads_words(line, at, found)):
        return None
    _refuse_hours(line, at, found)
    return Phrase(found.end, day=known(found))


def _heads_words(line: Line, at: int, found: DayMatch) -> bool:
    """昨天加班 tells the day; 周日常点检, 20号车床 and 昨天和今天 don't tell one."""
    certain = found.form in ("name", "date") and _touches(line, found.end)
    return certain and day_range_at(line.text, at, line.today) is None


def _refuse_hours(line: Line, at: int, found: DayMatch) -> None:
    """8-12 alone, months later, was surely meant as hours: better asked than taken for the 12th of August."""
    old = found.day is None or (line.today - found.day).days > _OLD_DAYS
    if found.form == "bare" and old and not line.amount:
        span = LIKE_A_SPAN.match(line.text, at, found.end)
        if span and span.end() == found.end:
            raise SpanUnclear(found.text)


def _span(line: Line, at: int, strict: bool) -> Phrase | None:
    match = SPAN.match(line.text, at)
    if match is None:
        return None
    marked = not strict and re.search("[:点时]", match.group())
    if not apart(line, match.end()) and not (marked and _touches(line, match.end())):
        return None
    try:
        span = span_of(match)
    except SpanUnclear:
        if strict:
            return None
        raise
    return Phrase(match.end(), minutes=span.minutes, span=span)


def _duration(line: Line, at: int, strict: bool) -> Phrase | None:
    """The longest duration that stands: 4小时 30分 is one, in 4小时 3分厂 the hours stand alone."""
    period, stop = _PERIOD.match(line.text, at), len(line.text)
    start = period.end() if period else at
    while match := DURATION.match(line.text, start, stop):
        if _stands(line, match, strict):
            return Phrase(match.end(), minutes=minutes_of(match, line.lesson_minutes))
        stop = match.end() - 1
    return None


def _stands(line: Line, match: re.Match[str], strict: bool) -> bool:
    if apart(line, match.end()):
        return not (strict and (match["points"] or match.group()[-1].isascii()))
    return not strict and _touches(line, match.end()) and not NUMBER_AND_UNIT.search(line.text, match.end())

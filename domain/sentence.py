"""Reading what an apprentice says was done, in one sentence: 昨天 4小时 实操 车床外圆.

Day, amount and category come first in any order; the content is the rest, word for word. After one word of
content they may also end the sentence: 实操 车床外圆 4小时. Once amount and category are known, what follows
is content (车 20个螺丝, 练习3小时工件, 3号车间), but for a whole amount or a named day that stands next by
itself: 4小时 实操 2小时 理论 is refused as two amounts. So is content that may change amount or day (doubts).
`@三号车间` or `地点:三号车间` names the place; `原因:…`, to the end of the message, says why it is late.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from .amounts import SHOWN, UNIT, AmountUnreadable, refuse_bare
from .days import day_range_at, known, refuse_like_a_date
from .doubts import refuse_doubts
from .numerals import BLANKS, GAP, NUMERALS, plain
from .phrases import AFTER, NUMBER_AND_UNIT, STOPS, WORD, Line, Phrase, apart, category_at, number_at
from .sentence_refusals import EntryNumberUnreadable, LongSentence, TwoAmounts, TwoDays
from .spans import LIKE_A_SPAN, Span, SpanUnclear

# The content, place and reason of an entry, each at its longest, and the words around them.
LONGEST = 2500


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of training in a plan, and the words people use for it."""

    code: str
    words: tuple[str, ...]


CATEGORIES = (
    Category("theory", ("理论", "理论课")),
    Category("practice", ("实操", "实训", "实践")),
    Category("on_the_job", ("岗位", "上岗", "在岗", "在岗位")),
    Category("public_base", ("公共实训", "公共实训基地")),
    Category("safety", ("安全", "安全教育")),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a sentence says; None or "" for what it doesn't. A span gives the minutes too."""

    day: date | None = None
    minutes: int | None = None
    span: Span | None = None
    category: str | None = None
    content: str = ""
    place: str = ""
    reason: str = ""


_SIGNS = BLANKS + STOPS
_PLACE = re.compile(rf"(?:(?<=[{_SIGNS}])|\A)(?:@|地点:{GAP})(?P<value>[^@{_SIGNS}]+)")
_REASON = re.compile(rf"(?:(?<=[{_SIGNS}])|\A)原因:{GAP}(?P<value>[^{BLANKS}].*)", re.DOTALL)
_ENTRY_NUMBER = re.compile(rf"(?:撤回|催办|申诉|改)?{GAP}(?:编号|#)?:?{GAP}(?P<number>[0-9]{{1,15}})号?")
_TO_ITS_UNIT = re.compile(
    rf"[^{_SIGNS}]{{0,{SHOWN}}}(?:{UNIT}|(?<=[0-9.])(?:hours?|hrs?|h|minutes?|mins?))", re.IGNORECASE
)
_SIGNED = re.compile(r"[-+±~≈<>≤≥=*/.]+[0-9∞]|[0-9.]+e[-+]?[0-9]|∞", re.IGNORECASE)
_ONLY_NUMBERS = re.compile(r"[\W_]*[0-9][0-9\W_]*")
_INDEFINITE = re.compile("[∞几数多]|nan|inf", re.IGNORECASE)
# Before an amount these make it another amount, or say it isn't the one.
_HEDGES = re.compile(
    f"{UNIT}|[0-9{NUMERALS}][天周次]|大约|大概|大致|差不多|不到|不足|不够|将近|接近|超过|至少|最多|每天|每次|还差|还有|休息|除去|扣"
    "|增加|减少|再加|加上|减去|多加|延长|缩短|加班|请假|缺勤|旷工|午休|[多少漏]记|[多少]了"
)


def read_hours(
    text: str, *, today: date, categories: Sequence[Category] = CATEGORIES, lesson_minutes: int = 45
) -> Draft:
    """What the sentence says, without judging it.

    Raises LongSentence, AmountUnreadable, AmountUnclear, SpanUnclear, DayUnreadable, TwoAmounts, TwoDays, and
    what `refuse_doubts` raises.
    """
    if len(text) > LONGEST:
        raise LongSentence(len(text), LONGEST)
    text, place = _cut(text, _PLACE)
    text, reason = _cut(text, _REASON)
    codes = {plain(word): category.code for category in categories for word in category.words}
    words = plain(text)
    amount = NUMBER_AND_UNIT.search(words) is not None
    line = Line(words, today, codes, _any_of(tuple(codes)), lesson_minutes, amount)
    draft, start = _front(line)
    draft, end = _back(line, start, draft)
    refuse_doubts(line, start, end, draft.day, draft.minutes, draft.span)
    return replace(draft, content=text[start:end].strip(BLANKS), place=place, reason=reason)


def read_entry_number(text: str) -> int:
    """The number in 撤回 128, 编号128, #128, １２８. Raises EntryNumberUnreadable."""
    words = plain(text).strip(BLANKS)
    match = _ENTRY_NUMBER.fullmatch(words)
    if match is None or int(match["number"]) == 0:
        raise EntryNumberUnreadable(words[:SHOWN])
    return int(match["number"])


def _cut(text: str, marker: re.Pattern[str]) -> tuple[str, str]:
    """The text without what is marked, and what is marked."""
    words = plain(text)
    match = marker.search(words)
    if match is None:
        return text, ""
    before = words[: match.start()].rstrip(f"{BLANKS},;、")
    return text[: len(before)] + text[match.end() :], text[slice(*match.span("value"))].rstrip(BLANKS)


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, the longest first: 公共实训基地 is not 公共实训."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")


def _front(line: Line) -> tuple[Draft, int]:
    """What the line begins with, and where its content begins."""
    draft, at = _run(line, _after(line, 0), Draft(), strict=False)
    if draft.day is None:
        _refuse_days(line, at, draft)
    if draft.minutes is None:
        _refuse_unreadable(line, at)
    return draft, at


def _back(line: Line, start: int, draft: Draft) -> tuple[Draft, int]:
    """What the line ends with after one word of content, if something is missing; where the content ends."""
    word = WORD.match(line.text, start)
    if word is None or _settled(draft) or _counts(word.group()):
        return draft, len(line.text)
    tail, end = _run(line, _after(line, word.end()), Draft(category=draft.category), strict=True)
    if end < len(line.text):
        return draft, len(line.text)
    found = Phrase(end, tail.day, tail.minutes, tail.span, tail.category)
    return _joined(draft, found), word.end()


def _run(line: Line, at: int, draft: Draft, *, strict: bool) -> tuple[Draft, int]:
    """Phrase after phrase from that position on, as far as they go."""
    while phrase := _phrase(line, at, draft, strict or _settled(draft)):
        draft, at = _joined(draft, phrase), _after(line, phrase.end)
    return draft, at


def _phrase(line: Line, at: int, draft: Draft, strict: bool) -> Phrase | None:
    number = number_at(line, at, strict=strict)
    if number or draft.category:
        return number
    return category_at(line, at, timed=draft.minutes is not None)


def _after(line: Line, end: int) -> int:
    match = AFTER.match(line.text, end)
    return match.end() if match else end


def _settled(draft: Draft) -> bool:
    return draft.minutes is not None and draft.category is not None


def _joined(draft: Draft, phrase: Phrase) -> Draft:
    if draft.day and phrase.day and draft.day != phrase.day:
        raise TwoDays(draft.day, phrase.day)
    if draft.minutes and phrase.minutes and not _says_the_same(draft, phrase):
        raise TwoAmounts(draft.minutes, phrase.minutes)
    return Draft(
        day=draft.day or phrase.day,
        minutes=draft.minutes or phrase.minutes,
        span=draft.span or phrase.span,
        category=draft.category or phrase.category,
    )


def _says_the_same(draft: Draft, phrase: Phrase) -> bool:
    """8:00-12:00 4小时 says it twice; 4小时 4小时 may be two mornings."""
    return draft.minutes == phrase.minutes and (draft.span is None) != (phrase.span is None)


def _counts(word: str) -> bool:
    """Whether a word before an amount may change what the amount means."""
    return len(word) == 1 or word.isnumeric() or _HEDGES.search(word) is not None


def _refuse_days(line: Line, at: int, draft: Draft) -> None:
    """Raise where the line goes on with days that aren't one day: 周一到周五, 26-11-20."""
    word = WORD.match(line.text, at)
    if word and not _settled(draft):
        refuse_like_a_date(word.group())
    if days := day_range_at(line.text, at, line.today):
        raise TwoDays(known(days[0]), known(days[1]))


def _refuse_unreadable(line: Line, at: int) -> None:
    """Raise where the line goes on with an amount that can't be read: -8小时, 8, 8.30-12.00, 四五小时."""
    found = WORD.match(line.text, at)
    if found is None:
        return
    word = found.group()
    if word.isascii():
        refuse_bare(word)
    if LIKE_A_SPAN.fullmatch(word):
        raise SpanUnclear(word[:SHOWN])
    if _SIGNED.match(word) or _ONLY_NUMBERS.fullmatch(word) or _bad_amount(line, at):
        raise AmountUnreadable(word[:SHOWN])


def _bad_amount(line: Line, at: int) -> bool:
    match = _TO_ITS_UNIT.match(line.text, at)
    if match is None or not apart(line, match.end()):
        return False
    return _INDEFINITE.search(match.group()) is not None or any(map(str.isnumeric, match.group()))

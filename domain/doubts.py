"""What is left of a sentence as its content may yet change the amount or the day: then it is asked about.

Numbers of the trade stay content (20个螺丝, 练习3小时工件, 6H 螺纹, 3号车间, 昨天的零件). A second amount, a break
inside the times, a part that was not worked or a day of its own would be lost, and a wrong number be recorded.
"""

import re
from datetime import date

from .amounts import DURATION, SHOWN, UNIT, AmountUnreadable, minutes_of
from .days import DAY_BEGINS, DayMatch, day_at
from .errors import Refusal
from .numerals import BLANKS, GAP, NUMERALS
from .phrases import NUMBER_AND_UNIT, STOPS, WORD, Line, apart
from .sentence_refusals import AmountDoubtful, BreakInside, DayInContent, TwoAmounts
from .spans import SPAN, Span, SpanUnclear, span_of

_BORDER = f"[{BLANKS}{STOPS}]"
_END = f"(?={_BORDER}|$)"
_CLOSES = frozenset("()[]<>/!?*+-~=|\"'“”…")
_THREAD = re.compile("[0-9]{1,2}H")
# A person who writes these beside an amount means another one, even where words follow at once.
_CHANGES = re.compile(
    "加班|再加|增加|扣|减|不对|错|应该|应为|其实|实际|改成|改为|改到|更正|除去|不算|其中|另外|还有|才对|为准"
)
_BREAKS = re.compile(
    "(?:中午|中间|[上下]午|含|除去|有){0,2}(?:休息|午休|午餐|午饭|吃饭|就餐|用餐|中断|停工|停机|待料|等料)"
)
_BREAK_ALONE = re.compile(rf"{_BREAKS.pattern}{_END}")
_SIGNED = re.compile(rf"(?:(?:{_BORDER}|^)[-+±]|[加减扣少多又含])$")
# Parts and multiples of an amount, and time that was not worked, wherever they stand as words of their own.
_SHARE = re.compile(
    "(?:减半|折半|翻倍|翻番|双倍|打折|缺勤|旷工|请假|缺课|早退)(?![制条单流规手])"
    rf"|[除乘]以?[0-9{NUMERALS}]+{_END}"
)
_WHOLE_SHARE = re.compile(
    rf"(?:[加减差缺][0-9{NUMERALS}半]+|[0-9{NUMERALS}]倍|一半|的一半|每[人天日次周月]|人均|各|迟到"
    rf"|[没未](?:做|完成|做完|到|满|来|去)|左右|上下|不到|不足|以[上下内]|[许多余]|(?:[共各x]|一共|总共|连续)?[0-9{NUMERALS}]+个?[天周月班])"
)
_FACTOR = re.compile(rf"[-+x*/×÷][0-9.]+{_END}", re.IGNORECASE)
_MULTIPLE = re.compile("[x*×÷][0-9]", re.IGNORECASE)
_EXACTLY = frozenset("正整")
# 4h 30, 2小时5分30秒: minutes that were not read with their hours.
_UNIT_BEFORE = re.compile(rf"(?:{UNIT}|[0-9]{GAP}(?:h|hrs?|hours?|mins?|minutes?))$", re.IGNORECASE)
_HOURS_BEFORE = re.compile(rf"(?:小时|钟头|个钟|[0-9]{GAP}(?:h|hrs?|hours?))$", re.IGNORECASE)
_MINUTES_AFTER = re.compile(
    rf"[0-9]{{1,2}}(?:{_BORDER}|$|m|:[0-9]|分(?:钟|[0-9]|{_BORDER}|$))", re.IGNORECASE
)
_DAY_BEGINS = re.compile(f"[{''.join(sorted(DAY_BEGINS))}]")
_HABITS = frozenset("每逢")
_LEADS = frozenset("补是在于自到至")
# 补昨天的课, 是昨天的课, 昨天做的 are about the day of the training; 昨天的零件 are what was worked on.
_MEANT = frozenset("补是")
_MEANS_DAY = re.compile(f"[做干上练补]?[的了]?{_END}")
# Further back than a day may be recorded, 11-20 and 20号 are more likely sizes and machines.
_OLD_DAYS = 30
_CLOCK = re.compile(
    rf"[0-9{NUMERALS}][点时](?:{_BORDER}|$|[0-9{NUMERALS}半整钟前后到至过多起开])|[0-9]:[0-9]{{2}}"
)


def refuse_doubts(
    line: Line, start: int, end: int, day: date | None, minutes: int | None, span: Span | None
) -> None:
    """Look through the content, from `start` to `end` of the line, of a sentence that says these.

    Raises TwoAmounts, AmountDoubtful, BreakInside, AmountUnreadable, SpanUnclear, DayInContent.
    """
    if day is None:
        _refuse_day(line, start, end)
    if minutes is None:
        return
    _refuse_rest_of_amount(line, start, end)
    _refuse_amounts(line, start, end, minutes)
    _refuse_spans(line, start, end, minutes)
    _refuse_words(line, start, end, span)


def refuse_time_as_content(words: str) -> None:
    """Raise AmountUnreadable where plain words that were to be mere content speak of time: 2小时前, 8点."""
    if NUMBER_AND_UNIT.search(words) or _CLOCK.search(words):
        raise AmountUnreadable(words[:SHOWN])


def _refuse_day(line: Line, start: int, end: int) -> None:
    at = start
    while begin := _DAY_BEGINS.search(line.text, at, end):
        found = day_at(line.text, begin.start(), line.today)
        if found and _is_a_day(line, begin.start(), start, found):
            whole = line.text[begin.start() : found.end + (found.form == "short")]
            raise DayInContent(whole[:SHOWN])
        at = found.end if found else begin.end()


def _is_a_day(line: Line, at: int, start: int, found: DayMatch) -> bool:
    """Whether it stands like another day than today, which is the day without one."""
    before = line.text[at - 1] if at > start else " "
    torn = before.isnumeric() and found.text[0].isnumeric()
    if found.day == line.today or before in _HABITS or torn:
        return False
    if found.form not in ("bare", "number"):
        stands = found.form == "short" or before in _MEANT or _MEANS_DAY.match(line.text, found.end)
        return found.day is not None and (bool(stands) or _ends(line, found.end))
    if not _ends(line, found.end):
        return False
    recent = found.day is not None and (line.today - found.day).days <= _OLD_DAYS
    return recent and (before in BLANKS + STOPS or before in _LEADS or before in _CLOSES)


def _refuse_rest_of_amount(line: Line, start: int, end: int) -> None:
    """Raise where the content begins with what may belong to the amount right before it."""
    before = line.text[max(0, start - SHOWN) : start]
    amount = before.rstrip(BLANKS)
    word = WORD.match(line.text, start, end)
    if word is None or not _UNIT_BEFORE.search(amount):
        return
    attached = amount == before
    minutes = _HOURS_BEFORE.search(amount) and _MINUTES_AFTER.match(line.text, start, end)
    if minutes or (attached and word.group()[0] in "0123456789"):
        raise AmountUnreadable(f"{amount[-6:]}{line.text[start:end]}"[:SHOWN])
    if attached and _may_change(word.group()):
        raise AmountDoubtful(word.group()[:SHOWN])


def _may_change(word: str) -> bool:
    """Whether a word right behind an amount may change it: 4小时人, 4小时x2车床."""
    return (len(word) == 1 and word not in _EXACTLY) or _MULTIPLE.match(word) is not None


def _refuse_amounts(line: Line, start: int, end: int, minutes: int) -> None:
    for found in DURATION.finditer(line.text, start, end):
        if not _is_an_amount(line, found, start):
            continue
        if pause := _BREAKS.search(line.text, start, end):
            raise BreakInside(line.text[min(pause.start(), found.start()) : end][:SHOWN])
        raise _second_amount(line, found, minutes)


def _second_amount(line: Line, found: re.Match[str], minutes: int) -> Refusal:
    try:
        return TwoAmounts(minutes, minutes_of(found, line.lesson_minutes))
    except AmountUnreadable as unreadable:
        return unreadable


def _is_an_amount(line: Line, found: re.Match[str], start: int) -> bool:
    """练习3小时工件 and 6H 螺纹 name no amount; 实操3小时, 加班2小时装配 and -2h do."""
    before = line.text[max(start, found.start() - SHOWN) : found.start()]
    after = line.text[found.end() : found.end() + SHOWN]
    around = re.split(_BORDER, before)[-1] + re.split(_BORDER, after)[0]
    if _SIGNED.search(before.rstrip(BLANKS)) or _CHANGES.search(around) or _BREAKS.search(around):
        return True
    return not found["points"] and not _THREAD.fullmatch(found.group()) and _ends(line, found.end())


def _ends(line: Line, end: int) -> bool:
    return apart(line, end) or line.text[end] in _CLOSES


def _refuse_spans(line: Line, start: int, end: int, minutes: int) -> None:
    for found in SPAN.finditer(line.text, start, end):
        if re.search("[:点时]", found.group()) and _ends(line, found.end()):
            raise _second_span(found, minutes)


def _second_span(found: re.Match[str], minutes: int) -> Refusal:
    try:
        return TwoAmounts(minutes, span_of(found).minutes)
    except SpanUnclear as unclear:
        return unclear


def _refuse_words(line: Line, start: int, end: int, span: Span | None) -> None:
    if factor := _FACTOR.match(line.text, start, end):
        raise AmountDoubtful(factor.group())
    for word in WORD.finditer(line.text, start, end):
        if span and _BREAK_ALONE.match(word.group()):
            raise BreakInside(word.group()[:SHOWN])
        if _SHARE.match(word.group()) or _WHOLE_SHARE.fullmatch(word.group()):
            raise AmountDoubtful(word.group()[:SHOWN])

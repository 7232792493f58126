"""Hours told without the word 学时: 今天4个小时实操, 4小时岗位, 今天下午实操三个小时.

A duration or times plus a category is hours. They must begin the line, after a day and such words as 我 and 做了 at
most, so that 师傅说 4小时 实操 and 还差4小时实操 are left alone, and so must a question be: 4小时实操够吗.
"""

import re
from collections.abc import Sequence
from datetime import date

from .amounts import DURATION
from .days import day_at
from .errors import Refusal
from .numerals import BLANKS, GAP, plain
from .sentence import CATEGORIES, LONGEST, Category, Draft, read_hours
from .spans import PERIOD, SPAN

_SIGNS = f"{BLANKS},;、:"
_I = re.compile(f"[{_SIGNS}]*(?:我们?)?")
_DID = re.compile("(?:上课|上班|(?:学习|实习|练习|[做学干上练忙])了|完成了?|训练了?)(?:一共|总共|共)?")
_PERIOD = re.compile(f"(?:{PERIOD})?{GAP}(?:[,、]{GAP})?")
_ASKS = re.compile(
    f"[?吗呢么吧嘛][{BLANKS}。.!?]*$|多少|怎么|能不能|可不可以|可以|能否|是否|是不是|什么|几点|够不够|请问|为何|为啥|哪"
)


def read_unprompted(
    text: str, *, today: date, categories: Sequence[Category] = CATEGORIES, lesson_minutes: int = 45
) -> Draft | None:
    """What a line says as hours, None where it is no hours.

    Raises what `read_hours` raises where the line is hours and yet not clear.
    """
    if len(text) > LONGEST:
        return None
    words = [plain(word) for category in categories for word in category.words]
    told = without_fillers(text, today, words)
    if _ASKS.search(plain(text)) or not _begins_with_hours(told, today, words):
        return None
    draft = read_hours(told, today=today, categories=categories, lesson_minutes=lesson_minutes)
    return draft if draft.minutes and draft.category else None


def tells_an_amount(text: str) -> bool:
    words = plain(text)
    return len(text) <= LONGEST and (DURATION.search(words) or SPAN.search(words)) is not None


def without_fillers(text: str, today: date, categories: Sequence[str] = ()) -> str:
    """The line without 我 and 做了 before or behind its day, where an amount or a category follows at once."""
    words = plain(text)
    start = _end(_I, words, 0)
    day_ends = _day_ends(words, start, today)
    when = _end(_I, words, day_ends)
    when_ends = _end(_PERIOD, words, when)
    told = _end(_DID, words, when_ends)
    fillers = words[:start] + words[day_ends:when] + words[when_ends:told]
    if not fillers.strip(_SIGNS) or not _hours_at(words, told, categories):
        return text
    # 下午 stays, since 2点到5点 means something else without it.
    return f"{text[start:day_ends]} {text[when:when_ends]}{text[told:]}"


def _begins_with_hours(text: str, today: date, categories: Sequence[str]) -> bool:
    """Whether amount or category stand right behind the day, and the other one anywhere."""
    words = plain(text)
    start = _end(_I, words, _day_ends(words, _end(_I, words, 0), today))
    named = any(word in words for word in categories)
    return named and tells_an_amount(text) and _hours_at(words, start, categories)


def _hours_at(words: str, at: int, categories: Sequence[str]) -> bool:
    start = _end(_PERIOD, words, at)
    amount = DURATION.match(words, start) or SPAN.match(words, start) or SPAN.match(words, at)
    return bool(amount) or words.startswith(tuple(categories), start)


def _day_ends(words: str, at: int, today: date) -> int:
    try:
        found = day_at(words, at, today)
    except Refusal:
        return at
    return found.end if found else at


def _end(pattern: re.Pattern[str], words: str, at: int) -> int:
    match = pattern.match(words, at)
    return match.end() if match else at

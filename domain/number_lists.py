"""Reading which lines of a list are meant: 1 3, 1,3, 1-3, 1、3, 第2条, 全部."""

import re
from dataclasses import dataclass

from .amounts import SHOWN
from .errors import Refusal
from .numerals import BLANKS, GAP, WHOLE, plain, read_whole

ALL_WORDS = frozenset({"全", "全部", "所有", "全都", "都", "全部都", "所有的"})
_SIGNS = ",、;.。/&+和与跟及:"
# More numbers than any list has lines, counted as written: a few ranges may stand for millions.
_MOST = 10_000
# 1.5 is a number of its own, not lines 1 and 5.
_AFTER = rf"(?!\.[0-9])(?=$|[{BLANKS}{_SIGNS}])"
_ITEM = re.compile(
    rf"[#第]?(?P<first>{WHOLE})(?:{GAP}[-~到至]{GAP}第?(?P<last>{WHOLE}))?(?:{GAP}[条个号项])?{_AFTER}"
)
_ANY_SIGNS = re.compile(f"[{BLANKS}{_SIGNS}]*")
_SIGNS_ALONE = re.compile(f"[{_SIGNS}]*")


@dataclass(eq=False)
class NumbersUnreadable(Refusal):
    """Not a list of line numbers. `text` is at most 20 characters of what was written."""

    code = "numbers.unreadable"
    text: str


def means_all(text: str) -> bool:
    return plain(text).strip(f"{BLANKS}。.!") in ALL_WORDS


def read_numbers(text: str) -> tuple[int, ...]:
    """The numbers in the order written, each once; empty for empty text. Raises `NumbersUnreadable`."""
    words = plain(text).strip(BLANKS)
    numbers, end = _list_at(words, _ANY_SIGNS)
    if end < len(words):
        raise NumbersUnreadable(words[:SHOWN])
    return numbers


def split_numbers(text: str) -> tuple[tuple[int, ...], str]:
    """The numbers a line begins with, and the words behind: "2 时间不符" is (2,) and 时间不符.

    Numbers behind a blank belong to the words ("2 3 小时太多" is about line 2), unless there is
    nothing but numbers. Raises `NumbersUnreadable` where the line doesn't begin with a number.
    """
    words = plain(text).strip(BLANKS)
    numbers, end = _list_at(words, _ANY_SIGNS)
    if end < len(words):
        numbers, end = _list_at(words, _SIGNS_ALONE)
    if not numbers and words:
        raise NumbersUnreadable(words[:SHOWN])
    return numbers, text.strip(BLANKS)[end:].strip(BLANKS)


def _list_at(words: str, between: re.Pattern[str]) -> tuple[tuple[int, ...], int]:
    """The numbers that `words` begins with, each once, and where what follows them begins."""
    found: dict[int, None] = {}
    end = written = 0
    while (item := _ITEM.match(words, end)) and (numbers := _numbers(item)):
        written += len(numbers)
        if written > _MOST:
            raise NumbersUnreadable(words[:SHOWN])
        found |= dict.fromkeys(numbers)
        signs = between.match(words, item.end())
        end = signs.end() if signs else item.end()
    return tuple(found), end


def _numbers(item: re.Match[str]) -> range:
    """Empty for what is no number (四五) and for a range that runs backwards."""
    first = read_whole(item["first"])
    last = first if item["last"] is None else read_whole(item["last"])
    return range(0) if first is None or last is None else range(first, last + 1)

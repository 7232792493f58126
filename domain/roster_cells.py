"""Reading the cells of a roster. Each reader raises `CellWrong` with a reason."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from .idcard import IdNumberWrong, read_born_on
from .numerals import BLANK, plain
from .roster_sheets import CellWrong
from .roster_words import NUMBERED_GRADES, choices

T = TypeVar("T")

LONGEST_PERSON_NAME = 50
LONGEST_NAME = 100
LONGEST_OCCUPATION = 50
LONGEST_CREDIT_CODE = 18
MOST_LESSONS = 10_000
SHOWN = 40

_PHONE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")
_BETWEEN = re.compile(rf"[-.()]|{BLANK}")
_SEPARATORS = re.compile(r"[、,;/|\n]")
_DAY = re.compile(
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})[日号]?|([0-9]{2})([0-9]{2}))"
)
_REMARK = re.compile(r"\(.*\)")
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


def one_of(words: Mapping[str, T]) -> Callable[[str], T]:
    """A reader of these words; what isn't among them is `unknown_word`, with the words that are."""

    def read(text: str) -> T:
        if text not in words:
            raise CellWrong("unknown_word", text=text[:SHOWN], choices=choices(words))
        return words[text]

    return read


def name_of_at_most(longest: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > longest:
            raise CellWrong("too_long", most=longest)
        if not text.isprintable():
            raise CellWrong("unprintable")
        return text

    return read


def phone(text: str) -> str:
    """Eleven digits, of a mobile in the mainland's numbering; 170 0000 0001, +86 170-0000-0001 too."""
    digits = _BETWEEN.sub("", plain(text))
    found = _PHONE.fullmatch(digits)
    if found is None:
        raise CellWrong("phone", text=text[:SHOWN])
    return found[1]


def phones(text: str) -> tuple[str, ...]:
    """One or several, with 、 , ; / between them; each once, in their order."""
    return tuple(dict.fromkeys(phone(part) for part in _SEPARATORS.split(plain(text)) if part.strip()))


def id_number(today: date) -> Callable[[str], str]:
    def read(text: str) -> str:
        number = _BETWEEN.sub("", plain(text)).upper()
        try:
            read_born_on(number, today)
        except IdNumberWrong as wrong:
            raise CellWrong(f"id_{wrong.fault}") from wrong
        return number

    return read


def day(text: str) -> date:
    """2026-07-01, 2026/7/1, 2026.7.1, 2026年7月1日, 20260701."""
    found = _DAY.fullmatch(plain(text))
    if found is None:
        raise CellWrong("day", text=text[:SHOWN])
    try:
        value = date(*(int(part) for part in found.groups() if part and part.isdigit()))
    except ValueError:
        raise CellWrong("no_such_day", text=text[:SHOWN]) from None
    if not EARLIEST <= value <= LATEST:
        raise CellWrong("no_such_day", text=text[:SHOWN])
    return value


def grade(names: Mapping[str, int]) -> Callable[[str], int]:
    """A grade's number by its name: 中级工, 四级, 四级/中级工, 中级工（四级）."""

    def read(text: str) -> int:
        words = _REMARK.sub("", plain(text)).split("/")[-1].strip()
        found = names.get(NUMBERED_GRADES.get(words, words))
        if found is None:
            raise CellWrong("unknown_word", text=text[:SHOWN], choices="、".join(names))
        return found

    return read


def lessons(text: str) -> int:
    """Whole 学时, from 1."""
    words = plain(text).removesuffix("学时").strip()
    found = re.fullmatch(r"([0-9]{1,6})(?:\.0+)?", words)
    if found is None or not 1 <= int(found[1]) <= MOST_LESSONS:
        raise CellWrong("lessons", text=text[:SHOWN], most=MOST_LESSONS)
    return int(found[1])

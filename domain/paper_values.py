"""Values that a policy paper's file may hold; each reader returns the value, or raises ValueError."""

from collections.abc import Callable
from datetime import date, datetime, time
from enum import Enum
from typing import Any, TypeVar

from .programmes import Programme

Reader = Callable[[Any], Any]
E = TypeVar("E", bound=Enum)
MOST_GRADES = 8


def text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value.strip()


def count(value: Any) -> int:
    """A whole number from 0 up."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError
    return value


def grade(value: Any) -> int:
    if not 1 <= count(value) <= MOST_GRADES:
        raise ValueError
    return int(value)


def percent(value: Any) -> int:
    if count(value) > 100:
        raise ValueError
    return int(value)


def yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError
    return value


def hour(value: Any) -> time:
    if not isinstance(value, time):
        raise ValueError
    return value


def word(kind: type[E]) -> Reader:
    """A value of the enumeration, by its value, or by its name in small letters where that is a number."""

    def read(value: Any) -> E:
        for one in kind:
            if value in (one.value, one.name.lower()) and isinstance(value, str):
                return one
        raise ValueError

    return read


def several(reader: Reader) -> Reader:
    """A list of at least one, none twice."""

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or not value:
            raise ValueError
        found = tuple(reader(one) for one in value)
        if len(set(found)) < len(found):
            raise ValueError
        return found

    return read


programmes = several(word(Programme))

"""Reading a day to come as people write it: 12月31日, 明天, 下周三, 20号, 2027-01-15."""

from datetime import date, timedelta

from .days import DayMatch, day_at
from .numerals import BLANKS, plain

# Without a year a day is read as the latest within reach; reaching this far finds the next one to come. Across
# February thirty days can hold a number twice, 27 never do.
_REACH = {"weekday": (6,), "date": (365,), "bare": (365,), "number": (27, 30, 61, 92)}
_OF_A_WEEK = "上本这下"


def coming_day(line: str, today: date) -> tuple[date | None, str]:
    """The day that a line begins with, and the words behind it; None where it begins with none.

    A day without a year is the next one not before today, within a year; with a year it is that day, over or not.
    """
    words = plain(line)
    start = len(words) - len(words.lstrip(BLANKS))
    match = day_at(words, start, today)
    if match is None:
        return None, line
    return _coming(words, start, match, today), line[match.end :].lstrip(f"{BLANKS},，、:：前")


def _coming(words: str, start: int, match: DayMatch, today: date) -> date | None:
    if (match.day and match.day >= today) or match.text[0] in _OF_A_WEEK or match.text[:4].isdigit():
        return match.day
    for days in _REACH.get(match.form, ()):
        later = day_at(words, start, today + timedelta(days=days))
        if later and later.day and later.day >= today:
            return later.day
    return match.day

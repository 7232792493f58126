"""Why one sentence about hours can't be taken as it stands. `text` is at most 20 characters of it."""

from dataclasses import dataclass
from datetime import date

from .errors import Refusal


@dataclass(eq=False)
class LongSentence(Refusal):
    """More characters than content, place and reason of an entry can take together."""

    code = "sentence.too_long"
    length: int
    most: int


@dataclass(eq=False)
class TwoAmounts(Refusal):
    """Two durations, in minutes, where one belongs."""

    code = "sentence.two_amounts"
    first: int
    second: int


@dataclass(eq=False)
class AmountDoubtful(Refusal):
    """Words that may change the amount: 减半, x2, 每人, 请假."""

    code = "sentence.amount_doubtful"
    text: str


@dataclass(eq=False)
class BreakInside(Refusal):
    """A break inside the times or the hours, which an entry doesn't hold: it takes two entries."""

    code = "sentence.break_inside"
    text: str


@dataclass(eq=False)
class DayInContent(Refusal):
    """A day other than today in the content of a sentence that names no day."""

    code = "sentence.day_in_content"
    text: str


@dataclass(eq=False)
class TwoDays(Refusal):
    code = "sentence.two_days"
    first: date
    second: date


@dataclass(eq=False)
class EntryNumberUnreadable(Refusal):
    code = "sentence.entry_number_unreadable"
    text: str

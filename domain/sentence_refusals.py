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
class TwoDays(Refusal):
    code = "sentence.two_days"
    first: date
    second: date


@dataclass(eq=False)
class EntryNumberUnreadable(Refusal):
    code = "sentence.entry_number_unreadable"
    text: str

"""期限: what must be done by which day, and on which days people hear of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from .calendar import Holidays, is_working_day, next_working_day
from .clock import local
from .errors import Refusal
from .reminders import QUIET_FROM

# Days left at which people are told; after the day, days over are negative.
STEPS = (30, 14, 7, 3, 1, 0, -1, -3, -7)
# The last step is still worth making up for so long.
LAST_USEFUL_DAYS = 2
TOLD_FROM = time(9)
# Days ahead and behind within which some step stands.
FURTHEST_AHEAD = timedelta(days=max(STEPS))
FURTHEST_BEHIND = timedelta(days=LAST_USEFUL_DAYS - min(STEPS))
LONGEST_TITLE = 30
LONGEST_TODO = 100
# How much of what was typed a refusal repeats.
SHOWN = 20
# A day further ahead is more likely a slip of the finger.
LONGEST_AHEAD = timedelta(days=3660)


class DeadlineKind(StrEnum):
    AGREEMENT_TO_SIGN = "agreement_to_sign"
    MIDTERM = "midterm"
    FINAL = "final"
    AGREEMENT_END = "agreement_end"
    APPLICATION = "application"
    CERTIFICATE_EXPIRY = "certificate_expiry"
    POLICY_EXPIRY = "policy_expiry"
    OWN = "own"


# What an administrator may set, by the words for it: no paper has to name the day.
SETTABLE = {
    "": DeadlineKind.OWN,
    "签订协议": DeadlineKind.AGREEMENT_TO_SIGN,
    "申报": DeadlineKind.APPLICATION,
}


class DeadlineState(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(eq=False)
class DeadlineUnknown(Refusal):
    """No open deadline of this number, or none the administrator is in charge of: both look alike."""

    code = "deadlines.unknown"
    number: int


@dataclass(eq=False)
class DeadlineDayOver(Refusal):
    """A deadline is set or moved to a day that is over, or further ahead than ten years."""

    code = "deadlines.day_over"
    day: date


@dataclass(eq=False)
class DeadlineDayMissing(Refusal):
    """No day stands at the beginning. `text` is at most 20 characters of what does."""

    code = "deadlines.day_missing"
    text: str


@dataclass(eq=False)
class DeadlineTitleUnfit(Refusal):
    """No title, or one longer than 30 characters, or a thing to do of more than 100."""

    code = "deadlines.title_unfit"
    title: int
    todo: int


@dataclass(eq=False)
class DeadlineKindUnknown(Refusal):
    """Not a word of `SETTABLE`. `text` is at most 20 characters of what was written."""

    code = "deadlines.kind_unknown"
    text: str


def read_kind(word: str) -> DeadlineKind:
    """The kind of that word, an own deadline where it is empty. Raises `DeadlineKindUnknown`."""
    if word not in SETTABLE:
        raise DeadlineKindUnknown(word[:SHOWN])
    return SETTABLE[word]


def check_own(day: date, title: str, todo: str, today: date, *, titled: bool = True) -> None:
    """`titled`: it has no name but its title. Raises `DeadlineDayOver` and `DeadlineTitleUnfit`."""
    if not today <= day <= today + LONGEST_AHEAD:
        raise DeadlineDayOver(day)
    if len(title) < titled or len(title) > LONGEST_TITLE or len(todo) > LONGEST_TODO:
        raise DeadlineTitleUnfit(len(title), len(todo))


def step_due(day: date, today: date, holidays: Holidays) -> int | None:
    """The step on which a deadline of `day` stands today; None where nothing is to be told.

    Six days left still stands on step 7, so a missed morning is made up. A step that falls on a day off waits
    for the next working day before the deadline; where there is none, it is told on the day off itself.
    """
    left = (day - today).days
    step = min((each for each in STEPS if left <= each), default=None)
    if step is None or left < min(STEPS) - LAST_USEFUL_DAYS or _waits(day, today, holidays):
        return None
    return step


def _waits(day: date, today: date, holidays: Holidays) -> bool:
    return not is_working_day(today, holidays) and next_working_day(today, holidays) < day


def days_due(today: date, holidays: Holidays) -> list[tuple[date, int]]:
    """The days whose deadlines stand on a step today, with that step; what is over first."""
    first, days = today - FURTHEST_BEHIND, (FURTHEST_BEHIND + FURTHEST_AHEAD).days + 1
    near = [first + timedelta(days=n) for n in range(days)]
    steps = [(day, step_due(day, today, holidays)) for day in near]
    return [(day, step) for day, step in steps if step is not None]


def is_telling_time(now: datetime) -> bool:
    """From nine in the morning until nobody is disturbed any more."""
    return TOLD_FROM <= local(now).time() < QUIET_FROM

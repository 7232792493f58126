"""Why hours can't be recorded. Minutes throughout; spans are minutes after midnight."""

from dataclasses import dataclass
from datetime import date

from .errors import Refusal


@dataclass(eq=False)
class BeforeStart(Refusal):
    code = "hours.before_start"
    starts_on: date


@dataclass(eq=False)
class AfterEnd(Refusal):
    code = "hours.after_end"
    ends_on: date


@dataclass(eq=False)
class Suspended(Refusal):
    code = "hours.suspended"


@dataclass(eq=False)
class InFuture(Refusal):
    """The training ends on `day`, at `ends` where times were given; a night that begins `tonight` has not been."""

    code = "hours.in_future"
    day: date
    ends: int | None
    starts: int | None = None
    tonight: bool = False


@dataclass(eq=False)
class NotYetLived(Refusal):
    """More hours than the day has had so far: `already` are recorded, `lived` have gone by."""

    code = "hours.not_yet_lived"
    day: date
    already: int
    lived: int


@dataclass(eq=False)
class TooLongAgo(Refusal):
    code = "hours.too_long_ago"
    day: date
    earliest: date


@dataclass(eq=False)
class ReasonNeeded(Refusal):
    code = "hours.reason_needed"
    day: date


@dataclass(eq=False)
class CategoryNotInPlan(Refusal):
    code = "hours.category_not_in_plan"
    category: str
    allowed: tuple[str, ...]


@dataclass(eq=False)
class OverEntryCap(Refusal):
    code = "hours.over_entry_cap"
    minutes: int
    cap: int


@dataclass(eq=False)
class OverDailyCap(Refusal):
    code = "hours.over_daily_cap"
    day: date
    today: date
    already: int
    cap: int
    rule: str
    source: str


@dataclass(eq=False)
class OverWeeklyCap(Refusal):
    """`monday` begins the week in question."""

    code = "hours.over_weekly_cap"
    monday: date
    today: date
    already: int
    cap: int
    rule: str
    source: str


@dataclass(eq=False)
class NightShift(Refusal):
    code = "hours.night_shift"
    night: tuple[int, int]
    rule: str
    source: str


@dataclass(eq=False)
class Overlapping(Refusal):
    code = "hours.overlapping"
    number: int
    day: date
    starts: int
    ends: int


@dataclass(eq=False)
class TooLongText(Refusal):
    code = "hours.text_too_long"
    field: str
    length: int
    most: int


@dataclass(eq=False)
class Unstorable(Refusal):
    code = "hours.unstorable"
    field: str

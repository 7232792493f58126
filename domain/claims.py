"""What an apprentice says was done."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from .errors import Refusal

DAY_MINUTES = 24 * 60
# A double tap, or a line sent again from a poor connection; the platform gives it a number of its own.
TWICE_WITHIN = timedelta(seconds=60)
# How long 再记一条 can mean the entry just written.
AGAIN_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Claim:
    """What an apprentice says was done.

    `starts` and `ends` are minutes after midnight of `day`, 0 to 1439; an `ends` not after `starts` lies
    on the next day. `ValueError` for what no door may build: no minutes, half a span, more than the span.
    """

    day: date
    minutes: int
    category: str
    content: str
    ref: str
    starts: int | None = None
    ends: int | None = None
    place: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        if self.minutes < 1 or (self.starts is None) is not (self.ends is None):
            raise ValueError(f"no hours: {self.minutes} minutes from {self.starts} to {self.ends}")
        span = stretch(self.starts, self.ends)
        if span and self.minutes > span[1] - span[0]:
            raise ValueError(f"{self.minutes} minutes don't fit between {self.starts} and {self.ends}")


@dataclass(eq=False)
class NothingToRepeat(Refusal):
    """No entry was written within `AGAIN_WITHIN`."""

    code = "hours.nothing_to_repeat"


def stretch(starts: int | None, ends: int | None) -> tuple[int, int] | None:
    """Minutes after midnight of the work date, unrolled across the next midnight; None without times."""
    if starts is None or ends is None:
        return None
    return starts, ends if ends > starts else ends + DAY_MINUTES


def told_twice(claim: Claim, entered_at: datetime, earlier: Claim, *, now: datetime) -> bool:
    """Whether a claim says what an `earlier` one, entered at `entered_at`, has said a moment ago.

    The source is the product's rule that a double tap, or a resend from a poor connection, has one effect.
    """
    return abs(now - entered_at) <= TWICE_WITHIN and replace(claim, ref="") == replace(earlier, ref="")

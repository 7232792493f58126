"""Who stands in for a mentor, and on which days (the product's rules for confirming)."""

from dataclasses import dataclass
from datetime import date, timedelta

from .errors import Refusal

LONGEST_DAYS = 30
# Who is asked for later than that forgets it, and so does the mentor.
FARTHEST_DAYS = 90
MASTER = "师傅"


@dataclass(eq=False)
class PeriodUnreadable(Refusal):
    code = "deputy.period_unreadable"
    text: str


@dataclass(eq=False)
class PeriodTooLong(Refusal):
    """`latest` is the last day that is possible for a first day of `since`."""

    code = "deputy.period_too_long"
    since: date
    latest: date
    most: int


@dataclass(eq=False)
class PeriodTooFar(Refusal):
    """`latest` is the last day on which one may begin, `most` days from today."""

    code = "deputy.period_too_far"
    latest: date
    most: int


@dataclass(eq=False)
class PeriodPast(Refusal):
    code = "deputy.period_past"
    day: date


@dataclass(eq=False)
class PeriodBackwards(Refusal):
    """The last day lies before the first."""

    code = "deputy.period_backwards"
    since: date
    until: date


@dataclass(eq=False)
class DeputyUnknown(Refusal):
    """Nobody of that name is a mentor of the same employer. `name` is at most 20 characters."""

    code = "deputy.unknown"
    name: str


@dataclass(eq=False)
class DeputySelf(Refusal):
    code = "deputy.self"


@dataclass(eq=False)
class DeputyIsApprentice(Refusal):
    code = "deputy.apprentice"
    name: str


@dataclass(eq=False)
class DeputyAway(Refusal):
    """The person asked has a deputy too, on some of those days: chains would leave nobody."""

    code = "deputy.away"
    name: str
    since: date
    until: date


@dataclass(eq=False)
class NoDeputy(Refusal):
    code = "deputy.none"


def check_days(since: date, until: date, today: date) -> None:
    """From today on, both days included, at most 30 days, beginning within 90.

    Refusals: `PeriodPast`, `PeriodBackwards`, `PeriodTooFar`, `PeriodTooLong`.
    """
    check_since(since, today)
    latest = since + timedelta(days=LONGEST_DAYS - 1)
    if until < since:
        raise PeriodPast(until) if until < today else PeriodBackwards(since, until)
    if until > latest:
        raise PeriodTooLong(since, latest, LONGEST_DAYS)


def check_since(since: date, today: date) -> None:
    """Refusals: `PeriodPast`, `PeriodTooFar`."""
    farthest = today + timedelta(days=FARTHEST_DAYS)
    if since < today:
        raise PeriodPast(since)
    if since > farthest:
        raise PeriodTooFar(farthest, FARTHEST_DAYS)


def matches(name: str, asked: str) -> bool:
    """陈志明 is asked for by the whole name, or as 陈师傅."""
    if asked == name:
        return True
    surname = asked.removesuffix(MASTER)
    return surname != asked and bool(surname) and name.startswith(surname)

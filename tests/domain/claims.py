"""Claims, terms and limits for the tests of the rules. Friday, 20 November 2026, noon in Shanghai."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.claims import Claim
from domain.hours import Term
from domain.limits import Limits
from domain.programmes import ApprenticeshipStatus, Programme

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
TODAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 16)
TERM = Term(
    date(2026, 7, 1),
    date(2027, 6, 30),
    ApprenticeshipStatus.ACTIVE,
    frozenset({"practice", "theory", "on_the_job"}),
)
STUDENT = Limits(
    programmes=frozenset({Programme.STUDENT_APPRENTICESHIP}),
    daily_minutes=480,
    weekly_minutes=2400,
    night=(22 * 60, 6 * 60),
    rule="每日不超过 8小时",
    source="《规定》第十七条",
    since=date(2021, 12, 31),
)
EMPLOYEE = Limits(
    programmes=frozenset({Programme.NEW_APPRENTICESHIP}),
    daily_minutes=660,
    weekly_minutes=None,
    night=None,
    rule="每日不超过 11小时",
    source="《劳动法》第四十一条",
    since=date(1995, 1, 1),
)


def claim(day: date = TODAY, minutes: int = 240, **facts: Any) -> Claim:
    """Four hours of practice today, unless told otherwise."""
    return Claim(day, minutes, **{"category": "practice", "content": "车床外圆", "ref": "r", **facts})


def spanned(day: date, starts: int, ends: int, **facts: Any) -> Claim:
    """All minutes from `starts` to `ends`, which lie after midnight of `day`."""
    return claim(day, (ends - starts) % 1440 or 1440, starts=starts, ends=ends, **facts)


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """A time of day in Shanghai, `days` after today."""
    return NOON + timedelta(days=days, hours=hour - 12, minutes=minute)

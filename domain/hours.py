"""Which hours may be recorded (the product's rules for hours; caps come from `domain.limits`)."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from .clock import local, week_start
from .hours_refusals import (
    AfterEnd,
    BeforeStart,
    CategoryNotInPlan,
    InFuture,
    NightShift,
    OverDailyCap,
    OverEntryCap,
    OverWeeklyCap,
    Overlapping,
    ReasonNeeded,
    Suspended,
    TooLongAgo,
    TooLongText,
    Unstorable,
)
from .limits import Limits
from .programmes import ApprenticeshipStatus

ENTRY_MINUTES = 12 * 60
LONG_MINUTES = 6 * 60
FREE_DAYS = 7
REASON_DAYS = 30
GRACE = timedelta(minutes=5)
# Short contents such as 车床外圆 recur honestly; only longer ones tell that words were copied.
COPY_LENGTH = 15
CONTENT_LENGTH = 2000
PLACE_LENGTH = 100
REASON_LENGTH = 200
DAY_MINUTES = 24 * 60


class Flag(StrEnum):
    """Why a mentor must open an entry before confirming it."""

    LATE = "late"
    LONG = "long"
    REPEATED = "repeated"
    SAME_WORDS = "same_words"


@dataclass(frozen=True, slots=True)
class Claim:
    """What an apprentice says was done. `starts` and `ends` are minutes after midnight of `day`."""

    day: date
    minutes: int
    category: str
    content: str
    ref: str
    starts: int | None = None
    ends: int | None = None
    place: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """What the agreement allows: its days, its state, the categories of its plan."""

    starts_on: date
    ends_on: date
    status: ApprenticeshipStatus
    categories: frozenset[str]


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry of the same person that still counts, from any employer."""

    number: int
    day: date
    minutes: int
    starts: int | None
    ends: int | None


@dataclass(frozen=True, slots=True)
class Room:
    """Minutes recorded on the day, and those still possible under the caps."""

    day_total: int
    left: int


def check(
    claim: Claim,
    term: Term,
    recorded: list[Recorded],
    limits: Limits,
    *,
    now: datetime,
    reopened: bool = False,
) -> Room:
    """Refuse what may not be recorded; otherwise say what the day holds with this claim.

    `recorded` must hold the person's counted entries of the claim's week and of the days beside it.
    `reopened`: an entry still under discussion is amended without moving it to another day, so the
    look-back, which was kept when it was first written, isn't asked again.
    """
    _check_texts(claim)
    _check_day(claim, term, now)
    if not reopened:
        check_look_back(claim.day, claim.reason, local(now).date())
    if claim.category not in term.categories:
        raise CategoryNotInPlan(claim.category, tuple(sorted(term.categories)))
    if claim.minutes > ENTRY_MINUTES:
        raise OverEntryCap(claim.minutes, ENTRY_MINUTES)
    _check_night(claim, limits)
    _check_overlap(claim, recorded)
    return _check_caps(claim, recorded, limits, local(now).date())


def _check_texts(claim: Claim) -> None:
    for field, text, most in (
        ("content", claim.content, CONTENT_LENGTH),
        ("place", claim.place, PLACE_LENGTH),
        ("reason", claim.reason, REASON_LENGTH),
    ):
        if len(text) > most:
            raise TooLongText(field, len(text), most)
        if "\x00" in text:
            raise Unstorable(field)


def _check_day(claim: Claim, term: Term, now: datetime) -> None:
    today = local(now).date()
    if term.status is not ApprenticeshipStatus.ACTIVE:
        raise Suspended()
    if claim.day < term.starts_on:
        raise BeforeStart(term.starts_on)
    if claim.day > term.ends_on:
        raise AfterEnd(term.ends_on)
    if claim.day > today or _ends_after(claim, now + GRACE):
        raise InFuture(claim.day, claim.ends)


def check_look_back(day: date, reason: str, today: date) -> None:
    """7 days freely, 8 to 30 with a reason, older only by an administrator."""
    age = (today - day).days
    if age > REASON_DAYS:
        raise TooLongAgo(day, today - timedelta(days=REASON_DAYS))
    if age > FREE_DAYS and not reason:
        raise ReasonNeeded(day)


def _ends_after(claim: Claim, latest: datetime) -> bool:
    if claim.starts is None or claim.ends is None:
        return False
    midnight = local(latest).replace(hour=0, minute=0, second=0, microsecond=0)
    days = (claim.day - midnight.date()).days
    return midnight + timedelta(days=days, minutes=_stretch(claim.starts, claim.ends)[1]) > local(latest)


def _stretch(starts: int, ends: int) -> tuple[int, int]:
    """Minutes after midnight of the work date, unrolled across the next midnight."""
    return starts, ends if ends > starts else ends + DAY_MINUTES


def _check_night(claim: Claim, limits: Limits) -> None:
    if limits.night is None or claim.starts is None or claim.ends is None:
        return
    begins, stops = _stretch(claim.starts, claim.ends)
    night_from, night_until = limits.night
    if begins < night_until or stops > night_from:
        raise NightShift(limits.night, limits.rule, limits.source)


def _check_overlap(claim: Claim, recorded: list[Recorded]) -> None:
    if claim.starts is None or claim.ends is None:
        return
    begins, stops = _stretch(claim.starts, claim.ends)
    for other in recorded:
        if other.starts is None or other.ends is None:
            continue
        shift = (other.day - claim.day).days * DAY_MINUTES
        other_begins, other_stops = (shift + minute for minute in _stretch(other.starts, other.ends))
        if begins < other_stops and other_begins < stops:
            raise Overlapping(other.number, other.day, other.starts, other.ends)


def _check_caps(claim: Claim, recorded: list[Recorded], limits: Limits, today: date) -> Room:
    day_so_far = sum(entry.minutes for entry in recorded if entry.day == claim.day)
    monday = week_start(claim.day)
    week_so_far = sum(entry.minutes for entry in recorded if week_start(entry.day) == monday)
    if day_so_far + claim.minutes > limits.daily_minutes:
        raise OverDailyCap(claim.day, today, day_so_far, limits.daily_minutes, limits.rule, limits.source)
    left = limits.daily_minutes - day_so_far - claim.minutes
    if limits.weekly_minutes is not None:
        if week_so_far + claim.minutes > limits.weekly_minutes:
            raise OverWeeklyCap(week_so_far, limits.weekly_minutes, limits.rule, limits.source)
        left = min(left, limits.weekly_minutes - week_so_far - claim.minutes)
    return Room(day_so_far + claim.minutes, left)


def flags_of(claim: Claim, *, today: date, said_before: bool, said_by_another: bool) -> tuple[Flag, ...]:
    """What a mentor must look at before confirming."""
    found = {
        Flag.LATE: (today - claim.day).days > FREE_DAYS,
        Flag.LONG: claim.minutes > LONG_MINUTES,
        Flag.REPEATED: said_before,
        Flag.SAME_WORDS: said_by_another,
    }
    return tuple(flag for flag, raised in found.items() if raised)


def words_digest(content: str) -> str:
    """Equal for contents that differ only in blanks; empty where the words are too few to tell."""
    words = "".join(content.split())
    if len(words) < COPY_LENGTH:
        return ""
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

"""Which hours may be recorded (the product's rules for hours; caps come from `domain.limits`)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from unicodedata import normalize

from .caps import Recorded, Room, check_caps
from .clock import instant, local
from .hours_refusals import (
    AfterEnd,
    BeforeStart,
    CategoryNotInPlan,
    InFuture,
    NightShift,
    NotYetLived,
    OverEntryCap,
    Overlapping,
    ReasonNeeded,
    Suspended,
    TooLongAgo,
    TooLongText,
    Unstorable,
)
from .limits import Limits
from .programmes import ApprenticeshipStatus
from .stored_text import UNSTORABLE

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
        span = stretch_of(self)
        if span and self.minutes > span[1] - span[0]:
            raise ValueError(f"{self.minutes} minutes don't fit between {self.starts} and {self.ends}")


@dataclass(frozen=True, slots=True)
class Term:
    """What the agreement allows: its days, its state, the categories of its plan."""

    starts_on: date
    ends_on: date
    status: ApprenticeshipStatus
    categories: frozenset[str]


def check(
    claim: Claim,
    term: Term,
    recorded: list[Recorded],
    limits: Sequence[Limits],
    *,
    now: datetime,
    reopened: bool = False,
) -> Room:
    """Refuse what may not be recorded; otherwise say what the day holds with this claim.

    `recorded` must hold the person's counted entries of the claim's week and of the days beside it.
    `limits` are those of every agreement that the person is under on that day, and all of them hold.
    `reopened`: an entry is amended in the discussion that it is in (`domain.amendments`), so the
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
    for of_agreement in limits:
        _check_night(claim, of_agreement)
    _check_overlap(claim, recorded)
    room = check_caps(claim.day, claim.minutes, recorded, limits, local(now).date())
    _check_lived(claim, recorded, now)
    return room


def _check_texts(claim: Claim) -> None:
    for field, text, most in (
        ("content", claim.content, CONTENT_LENGTH),
        ("place", claim.place, PLACE_LENGTH),
        ("reason", claim.reason, REASON_LENGTH),
    ):
        if len(text) > most:
            raise TooLongText(field, len(text), most)
        if UNSTORABLE.search(text):
            raise Unstorable(field)


def _check_day(claim: Claim, term: Term, now: datetime) -> None:
    today = local(now).date()
    if term.status is not ApprenticeshipStatus.ACTIVE:
        raise Suspended
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
    span = stretch_of(claim)
    return span is not None and _midnight(claim.day) + timedelta(minutes=span[1]) > latest


def _check_lived(claim: Claim, recorded: list[Recorded], now: datetime) -> None:
    """A day can't hold more than has gone by of it; a shift across midnight belongs to the day before."""
    if claim.day != local(now).date():
        return
    lived = (now + GRACE - _midnight(claim.day)) // timedelta(minutes=1)
    already = sum(entry.minutes for entry in recorded if entry.day == claim.day)
    if already + claim.minutes > lived:
        raise NotYetLived(claim.day, already, lived - GRACE // timedelta(minutes=1))


def _midnight(day: date) -> datetime:
    return instant(day, time())


def stretch_of(held: Claim | Recorded) -> tuple[int, int] | None:
    """Minutes after midnight of the work date, unrolled across the next midnight; None without times."""
    if held.starts is None or held.ends is None:
        return None
    return held.starts, held.ends if held.ends > held.starts else held.ends + DAY_MINUTES


def _check_night(claim: Claim, limits: Limits) -> None:
    span = stretch_of(claim)
    if limits.night is None or span is None:
        return
    night_from, night_until = limits.night
    if span[0] < night_until or span[1] > night_from:
        raise NightShift(limits.night, limits.night_rule, limits.source)


def _check_overlap(claim: Claim, recorded: list[Recorded]) -> None:
    span = stretch_of(claim)
    if span is None:
        return
    for other in recorded:
        held = stretch_of(other)
        shift = (other.day - claim.day).days * DAY_MINUTES
        if held and span[0] < held[1] + shift and held[0] + shift < span[1]:
            raise Overlapping(other.number, other.day, held[0], held[1] % DAY_MINUTES)


def flags_of(claim: Claim, *, written_on: date, said_before: bool, said_by_another: bool) -> tuple[Flag, ...]:
    """What a mentor must look at before confirming; `written_on` is the day on which it got these words."""
    found = {
        Flag.LATE: (written_on - claim.day).days > FREE_DAYS,
        Flag.LONG: claim.minutes > LONG_MINUTES,
        Flag.REPEATED: said_before,
        Flag.SAME_WORDS: said_by_another,
    }
    return tuple(flag for flag, raised in found.items() if raised)


def words_digest(content: str) -> str:
    """Equal for contents that differ only in blanks, signs and width; empty where the words are too few to tell.

    An entry is compared by the digest it was stored with: changing this makes older entries look unlike.
    """
    words = "".join(sign for sign in normalize("NFKC", content).casefold() if sign.isalnum())
    if len(words) < COPY_LENGTH:
        return ""
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

"""Which hours may be recorded (the product's rules for hours; caps come from `domain.limits`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .caps import Recorded, Room, check_caps, room_on
from .claims import DAY_MINUTES, Claim, stretch
from .clock import instant, local
from .flags import FREE_DAYS
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
REASON_DAYS = 30
GRACE = timedelta(minutes=5)
CONTENT_LENGTH = 2000
PLACE_LENGTH = 100
REASON_LENGTH = 200


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
    check_day(claim, term, now)
    if not reopened:
        check_look_back(claim.day, claim.reason, local(now).date())
    if claim.category not in term.categories:
        raise CategoryNotInPlan(claim.category, tuple(sorted(term.categories)))
    for of_agreement in limits:
        _check_night(claim, of_agreement)
    _check_overlap(claim, recorded)
    return _check_amount(claim, recorded, limits, now)


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


def check_day(claim: Claim, term: Term, now: datetime) -> None:
    """Whether the agreement and the clock let anything be recorded on the day; no caps are known for others."""
    today = local(now).date()
    if term.status is not ApprenticeshipStatus.ACTIVE:
        raise Suspended
    if claim.day < term.starts_on:
        raise BeforeStart(term.starts_on)
    if claim.day > term.ends_on:
        raise AfterEnd(term.ends_on)
    if claim.day > today or _ends_after(claim, now + GRACE):
        raise _in_future(claim, today)


def _in_future(claim: Claim, today: date) -> InFuture:
    span = stretch_of(claim)
    overnight = span is not None and span[1] > DAY_MINUTES
    ends_on = claim.day + timedelta(days=overnight)
    return InFuture(ends_on, claim.ends, claim.starts, tonight=overnight and claim.day == today)


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


def _check_amount(claim: Claim, recorded: list[Recorded], limits: Sequence[Limits], now: datetime) -> Room:
    """What the day holds with the claim; what leaves least says no, so that what it leaves is possible."""
    room = room_on(claim.day, recorded, limits)
    lived, possible = _lived(claim.day, now), min(room.left, ENTRY_MINUTES)
    if lived is not None and lived - room.day_total < min(claim.minutes, possible):
        raise NotYetLived(claim.day, room.day_total, lived - GRACE // timedelta(minutes=1))
    if min(claim.minutes, room.left) > ENTRY_MINUTES:
        raise OverEntryCap(claim.minutes, ENTRY_MINUTES)
    return check_caps(claim.day, claim.minutes, recorded, limits, local(now).date())


def _lived(day: date, now: datetime) -> int | None:
    """A day can't hold more than has gone by of it; None for other days than today.

    A shift across midnight belongs to the day before.
    """
    if day != local(now).date():
        return None
    return (now + GRACE - _midnight(day)) // timedelta(minutes=1)


def _midnight(day: date) -> datetime:
    return instant(day, time())


def stretch_of(held: Claim | Recorded) -> tuple[int, int] | None:
    """Minutes after midnight of the work date, unrolled across the next midnight; None without times."""
    return stretch(held.starts, held.ends)


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

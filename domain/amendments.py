"""When an amended entry is still the one that was written in time."""

from datetime import date, timedelta

from .claims import Claim
from .hours import REASON_DAYS, stretch_of

RETURN_DAYS = timedelta(days=REASON_DAYS)


def in_one_thread(
    before: Claim, after: Claim, *, confirmed: bool, returned_on: date | None, today: date
) -> bool:
    """Whether the look-back, which was kept when the entry was first written, isn't asked again.

    What claims no more than before needs none: a placeholder written in time must not grow into hours
    written late. A mentor who returned an entry asked for its correction, which has as long as hours
    written with a reason have; it is flagged like them. A confirmed entry is closed.
    """
    if confirmed or before.day != after.day:
        return False
    if returned_on is not None and today - returned_on <= RETURN_DAYS:
        return True
    return claims_no_more(before, after)


def claims_no_more(before: Claim, after: Claim) -> bool:
    """The same category, no more minutes, and no times outside those it had; it had all if it named none."""
    old, new = stretch_of(before), stretch_of(after)
    within = old is None or new is None or (old[0] <= new[0] and new[1] <= old[1])
    return after.category == before.category and after.minutes <= before.minutes and within

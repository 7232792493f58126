"""The last day of a certificate that has one is a deadline of its holder and of those who can reissue it."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.deadlines import DeadlineKind
from domain.roles import Actor, Door

from .set_deadline import set_deadline, withdraw_deadline
from .store_deadlines import Wanted

KIND = DeadlineKind.CERTIFICATE_EXPIRY
# Of the column.
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Expiry:
    """`last_day` is None for a certificate that holds for good; the agreement leads to those who are told."""

    certificate_id: int
    apprenticeship_id: int | None
    title: str
    last_day: date | None


def subject_of(certificate_id: int) -> str:
    return f"certificate:{certificate_id}"


async def remind_of_expiry(by: Actor | Door, expiry: Expiry, *, now: datetime) -> None:
    """It holds, or holds again. Without an end, or without an agreement, there is nothing to remind of."""
    if expiry.last_day is None or expiry.apprenticeship_id is None:
        return
    wanted = Wanted(
        KIND,
        subject_of(expiry.certificate_id),
        expiry.last_day,
        title=expiry.title[:LONGEST_TITLE],
        apprenticeship_id=expiry.apprenticeship_id,
    )
    await set_deadline(by, wanted, now=now)


async def forget_expiry(by: Actor | Door, certificate_id: int, *, now: datetime) -> None:
    """It holds no longer, or not for now: that it would have expired is no news."""
    await withdraw_deadline(by, KIND, subject_of(certificate_id), now=now)

"""拜师: an apprentice proposes a mentor by the mentor's own QR, and it holds once the mentor accepts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from .errors import Refusal
from .programmes import ApprenticeshipStatus

# The scene of a mentor's QR, before its code.
SCENE = "bond:"
EXPIRES_AFTER = timedelta(days=7)
# So that a picture of the QR in the wrong hands can't be used to pester its mentor.
PAUSE_AFTER_DECLINE = timedelta(days=1)


class BondState(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Agreement:
    """One of an apprentice's agreements, as far as a bond asks: `employer` is an organization's id."""

    id: int
    employer: int
    status: ApprenticeshipStatus
    starts_on: date
    ends_on: date


@dataclass(eq=False)
class BondCodeUnknown(Refusal):
    """No mentor has this code, or its owner is a mentor no more."""

    code = "bond.code_unknown"


@dataclass(eq=False)
class BondSelf(Refusal):
    code = "bond.self"


@dataclass(eq=False)
class NoAgreement(Refusal):
    """Whoever scanned is in no training that goes on."""

    code = "bond.no_agreement"


@dataclass(eq=False)
class OtherEmployer(Refusal):
    code = "bond.other_employer"
    mentor: str


@dataclass(eq=False)
class DeclinedLately(Refusal):
    code = "bond.declined_lately"
    mentor: str
    again_at: datetime


@dataclass(eq=False)
class NoSuchProposal(Refusal):
    """No proposal of this number to this mentor; `number` is 0 where none was said."""

    code = "bond.no_such_proposal"
    number: int


@dataclass(eq=False)
class ProposalExpired(Refusal):
    code = "bond.expired"
    apprentice: str


@dataclass(eq=False)
class NotPossibleNow(Refusal):
    """What held when it was proposed holds no more: the employer, the agreement or the role has changed."""

    code = "bond.not_possible_now"
    apprentice: str


def choose_agreement(
    agreements: Collection[Agreement], employers: Collection[int], mentor: str, today: date
) -> Agreement:
    """The agreement for which a mentor of `employers` may be taken: one that runs before one to come.

    Refusals: `NoAgreement`, `OtherEmployer`.
    """
    going_on = [agreement for agreement in agreements if goes_on(agreement, today)]
    if not going_on:
        raise NoAgreement
    here = [agreement for agreement in going_on if agreement.employer in employers]
    if not here:
        raise OtherEmployer(mentor)
    return min(here, key=lambda agreement: (agreement.starts_on > today, -agreement.id))


def goes_on(agreement: Agreement, today: date) -> bool:
    return agreement.status is ApprenticeshipStatus.ACTIVE and agreement.ends_on >= today

"""期限: what must be done by which day, and on which days people hear of it."""

from enum import StrEnum


class DeadlineKind(StrEnum):
    AGREEMENT_TO_SIGN = "agreement_to_sign"
    MIDTERM = "midterm"
    FINAL = "final"
    AGREEMENT_END = "agreement_end"
    APPLICATION = "application"
    CERTIFICATE_EXPIRY = "certificate_expiry"
    POLICY_EXPIRY = "policy_expiry"
    OWN = "own"


class DeadlineState(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"

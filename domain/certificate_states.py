"""The states of a certificate."""

from enum import StrEnum


class CertificateState(StrEnum):
    """What was decided about it; whether it has expired follows from its day."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REISSUED = "reissued"

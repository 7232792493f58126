"""Anybody who holds the code of a certificate sees what it says, whether it holds, and which one took its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.certificate_states import CertificateState
from domain.clock import local_day
from models.statement import Statement, as_day, as_instant, as_json

CODE = re.compile(r"[A-Za-z0-9_-]{22}")
# A code that nobody was given: what is no code at all is looked up like one, and takes as long.
NOBODYS = "-" * 22


class Validity(StrEnum):
    """What a certificate is worth today."""

    VALID = "valid"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REISSUED = "reissued"


@dataclass(frozen=True, slots=True)
class Other:
    """The certificate before or after this one."""

    number: str
    code: str


@dataclass(frozen=True, slots=True)
class Presented:
    """`snapshot` is that of domain/certificate_snapshot.py; `reason` and `since` say why it doesn't hold, if so."""

    code: str
    number: str
    snapshot: Mapping[str, Any]
    digest: str
    validity: Validity
    reason: str
    since: date | None
    issued_on: date
    expires_on: date | None
    replaces: Other | None
    replaced_by: Other | None


_BY_CODE = Statement(
    """
    SELECT c.code, c.number, c.snapshot, c.digest, c.state, c.state_reason, c.state_at, c.issued_on, c.expires_on,
           old.number AS old_number, old.code AS old_code, new.number AS new_number, new.code AS new_code
    FROM certificate c
    LEFT JOIN certificate old ON old.id = c.replaces_id
    LEFT JOIN certificate new ON new.replaces_id = c.id
    WHERE c.code = $1
    """
)


async def present_certificate(code: str, *, now: datetime) -> Presented | None:
    """None for a code that was never given out, whatever it looks like."""
    row = await _BY_CODE.row(known_code(code))
    return _presented(row, local_day(now)) if row else None


def known_code(text: str) -> str:
    """The code, or for what can't be one a code that nobody was given."""
    return text if CODE.fullmatch(text) else NOBODYS


def validity(state: CertificateState, expires_on: date | None, today: date) -> Validity:
    """What was decided comes before what ran out."""
    if state is CertificateState.VALID and expires_on and expires_on < today:
        return Validity.EXPIRED
    return Validity(str(state))


def _presented(row: Mapping[str, Any], today: date) -> Presented:
    expires_on = as_day(row["expires_on"]) if row["expires_on"] else None
    worth = validity(CertificateState(row["state"]), expires_on, today)
    decided = worth not in {Validity.VALID, Validity.EXPIRED}
    decided_at = as_instant(row["state_at"]) if decided else None
    return Presented(
        code=row["code"],
        number=row["number"],
        snapshot=as_json(row["snapshot"]),
        digest=row["digest"],
        validity=worth,
        reason=row["state_reason"] if decided else "",
        since=local_day(decided_at) if decided_at else None,
        issued_on=as_day(row["issued_on"]),
        expires_on=expires_on,
        replaces=_other(row["old_number"], row["old_code"]),
        replaced_by=_other(row["new_number"], row["new_code"]),
    )


def _other(number: str | None, code: str | None) -> Other | None:
    return Other(number, code) if number and code else None

"""A certificate by its number or its code, as it is printed and as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from domain.certificate_states import CertificateState
from domain.errors import Refusal
from domain.roles import Actor, Door
from models.statement import Statement, as_day, as_instant, as_json

from .manages import check_manages

LONGEST_NUMBER = 60


@dataclass(eq=False)
class CertificateUnknown(Refusal):
    """No certificate has this number, or it is of somebody out of reach: both look alike."""

    code = "certificates.unknown"
    number: str


@dataclass(frozen=True, slots=True)
class Document:
    """One certificate. `snapshot` says what stands on it for good (domain/certificate_snapshot.py).

    `replaces` and `replaced_by` are numbers, "" for none. `pdf_sha256` is "" until the PDF is first made.
    """

    id: int
    kind: str
    number: str
    code: str
    person_id: int
    snapshot: Mapping[str, Any]
    digest: str
    template: str
    issued_on: date
    issued_at: datetime
    expires_on: date | None
    state: CertificateState
    state_reason: str
    state_at: datetime | None
    assessment_id: int | None
    replaces: str
    replaced_by: str
    pdf_sha256: str


_DOCUMENT = """
    SELECT c.id, c.kind, c.number, c.code, c.person_id, c.snapshot, c.digest, c.template, c.issued_on, c.issued_at,
           c.expires_on, c.state, c.state_reason, c.state_at, c.assessment_id, c.pdf_sha256,
           before.number AS replaces, after.number AS replaced_by
    FROM certificate c
    LEFT JOIN certificate before ON before.id = c.replaces_id
    LEFT JOIN certificate after ON after.replaces_id = c.id
"""  # fmt: skip
_BY_NUMBER = Statement(f"{_DOCUMENT} WHERE c.number = $1")
_BY_CODE = Statement(f"{_DOCUMENT} WHERE c.code = $1")
_BY_REF = Statement(f"{_DOCUMENT} WHERE c.ref = $1")
_OF_PERSON = Statement(f"{_DOCUMENT} WHERE c.person_id = $1 ORDER BY c.id DESC LIMIT $2")


async def find_certificate(by: Actor | Door, number: str) -> Document:
    """Refusals: `OnlyAdministrators`, `CertificateUnknown`."""
    wanted = number.strip().upper()
    row = await _BY_NUMBER.row(wanted) if len(wanted) <= LONGEST_NUMBER else None
    if row is None:
        raise CertificateUnknown(wanted[:LONGEST_NUMBER])
    await check_manages(by, row["person_id"])
    return document(row)


async def certificate_by_code(code: str) -> Document | None:
    """For whoever holds the code; None for one that was never given out."""
    row = await _BY_CODE.row(code)
    return document(row) if row else None


async def certificate_by_ref(ref: str) -> Document | None:
    row = await _BY_REF.row(ref)
    return document(row) if row else None


async def certificates_of(person_id: int, most: int) -> tuple[Document, ...]:
    """Of one person, the newest first."""
    return tuple(document(row) for row in await _OF_PERSON.rows(person_id, most))


def document(row: Mapping[str, Any]) -> Document:
    return Document(
        id=row["id"],
        kind=row["kind"],
        number=row["number"],
        code=row["code"],
        person_id=row["person_id"],
        snapshot=as_json(row["snapshot"]),
        digest=row["digest"],
        template=row["template"],
        issued_on=as_day(row["issued_on"]),
        issued_at=cast(datetime, as_instant(row["issued_at"])),
        expires_on=as_day(row["expires_on"]) if row["expires_on"] else None,
        state=CertificateState(row["state"]),
        state_reason=row["state_reason"],
        state_at=as_instant(row["state_at"]),
        assessment_id=row["assessment_id"],
        replaces=row["replaces"] or "",
        replaced_by=row["replaced_by"] or "",
        pdf_sha256=row["pdf_sha256"],
    )

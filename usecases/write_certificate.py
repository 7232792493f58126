"""The row of a new certificate: its number, its code, its place in the status list and its snapshot."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.audit import Event
from domain.certificate_kinds import Kind, number_of, series_of
from domain.certificate_snapshot import Particulars, snapshot
from domain.certificate_states import CertificateState
from domain.certificates import CODE_BYTES, Standing, check_requirements, code_of, digest_of
from domain.clock import local_day
from domain.errors import Refusal
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.statement import Insert, Statement, as_day, to_json

from .certificate_deadlines import Expiry, remind_of_expiry
from .certificate_kinds import source_on
from .policies import grade_numbers, ladder_on

# Bits of the status list are given out in a row of their own.
STATUS_SERIES = "status-list"
# Of the column that names the rule.
LONGEST_RULE = 100


@dataclass(eq=False)
class KindNotYet(Refusal):
    """No version of this kind has begun."""

    code = "certificates.kind_not_yet"
    title: str


_RAISE = Statement(
    """
    INSERT INTO number_sequence (series, last_number) VALUES ($1, 1)
    ON CONFLICT (series) DO UPDATE SET last_number = number_sequence.last_number + 1
    RETURNING last_number
    """
)
_INSERT = Insert(
    "certificate",
    "kind",
    "number",
    "code",
    "person_id",
    "issuer_id",
    "apprenticeship_id",
    "assessment_id",
    "snapshot",
    "digest",
    "template",
    "issued_on",
    "issued_at",
    "issued_by_id",
    "expires_on",
    "state",
    "state_reason",
    "replaces_id",
    "status_index",
    "credential",
    "key_id",
    "pdf_sha256",
    "ref",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written; `ref` makes it once, `replaces` is the id of the one whose place it takes."""

    kind: Kind
    standing: Standing
    ref: str
    replaces: int | None = None


async def write_certificate(by: Actor | Door, draft: Draft, *, now: datetime) -> None:
    """In the caller's transaction, which has begun with a write. Refusals: `KindNotYet`, `RequirementsMissing`.

    A number that is undone with its transaction is given out again, so a series has no gaps.
    """
    says = await _says(draft, local_day(now))
    code = code_of(secrets.token_bytes(CODE_BYTES))
    certificate_id = await _insert(by, draft, says, code, now)
    await AuditEntry.record(
        by,
        Event.CERTIFICATE_ISSUED,
        f"certificate:{certificate_id}",
        now=now,
        after={
            "number": says["number"],
            "kind": draft.kind.code,
            "person": draft.standing.person_id,
            "assessment": draft.standing.assessment_id,
            "digest": digest_of(says),
        },
        rule=says["source"][:LONGEST_RULE],
    )
    last_day = as_day(says["expires_on"]) if says["expires_on"] else None
    expiry = Expiry(certificate_id, draft.standing.apprenticeship_id, says["title"], last_day)
    await remind_of_expiry(by, expiry, now=now)
    await Delivery.enqueue(
        draft.standing.person_id,
        "certificate_issued",
        key=f"certificate_issued:{certificate_id}",
        now=now,
        title=says["title"],
        number=says["number"],
        code=code,
        day=says["issued_on"],
        anew=draft.replaces is not None,
    )


async def _says(draft: Draft, today: date) -> dict[str, Any]:
    """The snapshot, under the next number of its series."""
    kind, standing = draft.kind, draft.standing
    version = kind.version_on(today)
    if version is None:
        raise KindNotYet(kind.name)
    check_requirements(version, standing)
    series = series_of(version, standing.issuer_id, today)
    number = number_of(version, series, await _raise(series))
    source = source_on(kind, standing.sat_on or today)
    return snapshot(kind, version, standing, Particulars(number, today, _grade_name(standing), source))


async def _insert(by: Actor | Door, draft: Draft, says: dict[str, Any], code: str, now: datetime) -> int:
    standing = draft.standing
    return await _INSERT.one(
        kind=draft.kind.code,
        number=says["number"],
        code=code,
        person_id=standing.person_id,
        issuer_id=standing.issuer_id,
        apprenticeship_id=standing.apprenticeship_id,
        assessment_id=standing.assessment_id,
        snapshot=to_json(says),
        digest=digest_of(says),
        template=says["template"],
        issued_on=as_day(says["issued_on"]),
        issued_at=now,
        issued_by_id=by.person_id if isinstance(by, Actor) else None,
        expires_on=as_day(says["expires_on"]) if says["expires_on"] else None,
        state=str(CertificateState.VALID),
        state_reason="",
        replaces_id=draft.replaces,
        status_index=await _raise(STATUS_SERIES) - 1,
        credential="",
        key_id="",
        pdf_sha256="",
        ref=draft.ref,
    )


async def _raise(series: str) -> int:
    row = await _RAISE.row(series)
    if row is None:
        raise LookupError(series)
    return int(row["last_number"])


def _grade_name(standing: Standing) -> str:
    """As the paper in force on the day of the assessment names it, else the name a paper last gave it."""
    if not standing.grade:
        return ""
    ladder = ladder_on(standing.sat_on) if standing.sat_on else None
    named = ladder.name(standing.grade) if ladder else None
    lapsed = {grade: name for name, grade in grade_numbers().items()}
    return named or lapsed.get(standing.grade, "")

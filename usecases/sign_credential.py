"""The signed credential of a certificate: made when it is first asked for, the same ever after."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from domain.audit import Event
from domain.credentials import Issued, claims, credential
from domain.issuer_keys import KeyPurpose
from domain.roles import Door
from models.audit import AuditEntry
from models.statement import Statement, as_day, as_instant, as_json
from models.transaction import atomic

from .present_certificate import known_code
from .signing_keys import current_signer, read_claims, sign_claims


@dataclass(frozen=True, slots=True)
class Credential:
    """A VC-JWT and the number of its certificate."""

    number: str
    token: str


_BY_CODE = Statement(
    """
    SELECT c.id, c.number, c.code, c.snapshot, c.digest, c.issued_at, c.expires_on, c.status_index, c.pdf_sha256,
           c.credential, c.key_id, k.compromised_at
    FROM certificate c LEFT JOIN signing_key k ON k.kid = c.key_id
    WHERE c.code = $1
    """
)
_KEEP = Statement("UPDATE certificate SET credential = $2, key_id = $3 WHERE id = $1 AND credential = $4")


async def sign_credential(code: str, *, site: str, now: datetime) -> Credential | None:
    """None for a code that was never given out. Who comes second at the same moment gets what the first has kept.

    It is signed anew once its key is known to be compromised, or when it would say something else by now: its PDF
    was printed, or the service moved to another address. `site` is that address, whose DID signs.
    """
    row = await _BY_CODE.row(known_code(code))
    if row is None:
        return None
    says = credential(site, _issued(row))
    whole = says | claims(says)
    if row["compromised_at"] or not _says(row["credential"], whole):
        await _sign(row, whole, site, now)
        row = await _BY_CODE.row(code) or row
    return Credential(row["number"], row["credential"])


def _says(token: str, claimed: dict[str, Any]) -> bool:
    """Whether the token at hand says just this."""
    return bool(token) and read_claims(token) == claimed


async def _sign(row: Mapping[str, Any], claimed: dict[str, Any], site: str, now: datetime) -> None:
    signer = await current_signer(KeyPurpose.CREDENTIAL, now=now)
    token = sign_claims(signer, claimed, site=site)
    async with atomic():
        if not await _KEEP.run(row["id"], token, signer.kid, row["credential"]):
            return
        facts = {"kid": signer.kid, "sha256": hashlib.sha256(token.encode()).hexdigest()}
        await AuditEntry.record(
            Door.PUBLIC, Event.CREDENTIAL_SIGNED, f"certificate:{row['id']}", now=now, after=facts
        )


def _issued(row: Mapping[str, Any]) -> Issued:
    return Issued(
        code=row["code"],
        snapshot=as_json(row["snapshot"]),
        digest=row["digest"],
        issued_at=cast(datetime, as_instant(row["issued_at"])),
        expires_on=as_day(row["expires_on"]) if row["expires_on"] else None,
        status_index=row["status_index"],
        pdf_sha256=row["pdf_sha256"],
    )

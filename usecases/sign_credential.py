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

from .present_certificate import CODE, NOBODYS
from .signing_keys import current_signer, sign_claims


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
_KEEP = Statement("UPDATE certificate SET credential = $2, key_id = $3 WHERE id = $1 AND key_id = $4")


async def sign_credential(code: str, *, site: str, now: datetime) -> Credential | None:
    """None for a code that was never given out. Whatever its key did since, a compromised one's is signed anew.

    `site` is the public address of the service, whose DID signs.
    """
    row = await _BY_CODE.row(code if CODE.fullmatch(code) else NOBODYS)
    while row and (not row["credential"] or row["compromised_at"]):
        await _sign(row, site, now)
        row = await _BY_CODE.row(code)
    return Credential(row["number"], row["credential"]) if row else None


async def _sign(row: Mapping[str, Any], site: str, now: datetime) -> None:
    """Who signs at the same moment and comes second leaves what the first has kept."""
    signer = await current_signer(KeyPurpose.CREDENTIAL, now=now)
    says = credential(site, _issued(row))
    token = sign_claims(signer, says | claims(says), site=site)
    async with atomic():
        if not await _KEEP.run(row["id"], token, signer.kid, row["key_id"]):
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

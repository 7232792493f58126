"""Does a credential hold, by the service that is said to have signed it: its keys, its rows and its trail."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.audit import Event
from domain.credential_checks import Check, Finding, Trusted, Verdict, Why
from domain.credentials import page_url
from domain.issuer_keys import KeyPurpose, issuer_id, key_id
from domain.status_entries import Purpose, place_of
from models.statement import Statement, as_instant, as_json

from .read_token import key_named_in
from .status_list import status_list
from .verify_credential import Against, verify_credential

_KEYS = Statement("SELECT kid, public, compromised_at FROM signing_key WHERE purpose = $1")
_BY_CODE = Statement("SELECT id, status_index FROM certificate WHERE code = $1")
_SIGNED = Statement("SELECT at, after FROM audit_entry WHERE subject = $1 AND event = $2 ORDER BY id")


async def check_credential(token: str, *, site: str, now: datetime, pdf_sha256: str = "") -> Verdict:
    """As `verify_credential`, and it must be the very text that the trail says was signed.

    So what a stolen key signs elsewhere is found out, and what a compromised key signed before its day still holds.
    """
    keys = {key_id(site, row["kid"]): row for row in await _KEYS.rows(str(KeyPurpose.CREDENTIAL))}
    trusted = Trusted(issuer_id(site), {kid: row["public"] for kid, row in keys.items()})
    verdict = verify_credential(token, Against(trusted, pdf_sha256=pdf_sha256), now=now)
    if verdict.says is None:
        return verdict
    row = await _row(verdict.says, site)
    if row is None:
        return replace(verdict, findings=(*verdict.findings, Finding(Check.RECORD, Why.NOT_ON_RECORD)))
    lists = [await status_list(*_list_of(row, purpose), site=site, now=now) for purpose in Purpose]
    against = Against(trusted, tuple(found for found in lists if found), pdf_sha256)
    verdict = verify_credential(token, against, now=now)
    why = await _on_record(token, row["id"], keys)
    return replace(verdict, findings=(*verdict.findings, Finding(Check.RECORD, why)))


async def _row(says: Mapping[str, Any], site: str) -> dict[str, Any] | None:
    page, code = page_url(site, ""), str(says.get("id"))
    return await _BY_CODE.row(code.removeprefix(page)) if code.startswith(page) else None


def _list_of(row: Mapping[str, Any], purpose: Purpose) -> tuple[int, Purpose]:
    return place_of(row["status_index"])[0], purpose


async def _on_record(token: str, certificate: int, keys: Mapping[str, Mapping[str, Any]]) -> Why | None:
    """When it was signed is what the trail says, not what the token says: whoever has a key can write any day."""
    sha256 = hashlib.sha256(token.encode()).hexdigest()
    rows = await _SIGNED.rows(f"certificate:{certificate}", str(Event.CREDENTIAL_SIGNED))
    signed = [as_instant(row["at"]) for row in rows if as_json(row["after"])["sha256"] == sha256]
    if not signed or signed[0] is None:
        return Why.NOT_ON_RECORD
    compromised = as_instant(keys[key_named_in(token)]["compromised_at"])
    return Why.KEY_COMPROMISED if compromised and signed[0] >= compromised else None

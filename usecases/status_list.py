"""Which certificates are revoked or suspended, as a signed list computed from their rows whenever it is asked for."""

from datetime import datetime

from domain.credentials import claims
from domain.issuer_keys import KeyPurpose
from domain.status_entries import LIST_ENTRIES, STATES, Purpose
from domain.status_lists import list_credential
from models.statement import Statement

from .signing_keys import current_signer, sign_claims

# By the partial index of the states that are not valid, whose condition must stand here word for word.
_PLACES = Statement(
    """
    SELECT status_index - $1 AS place FROM certificate
    WHERE state <> 'valid' AND status_index >= $1 AND status_index < $2 AND state IN ($3, $4)
    """
)
_BEGUN = Statement(
    "SELECT 1 AS begun FROM certificate WHERE status_index >= $1 ORDER BY status_index LIMIT 1"
)


async def status_list(number: int, purpose: Purpose, *, site: str, now: datetime) -> str | None:
    """The list as a VC-JWT, good for a day; None for one that no certificate stands in yet."""
    first = number * LIST_ENTRIES
    if number and await _BEGUN.row(first) is None:
        return None
    states = [str(state) for state in STATES[purpose]]
    rows = await _PLACES.rows(first, first + LIST_ENTRIES, states[0], states[-1])
    says = list_credential(site, number, purpose, [row["place"] for row in rows], now)
    signer = await current_signer(KeyPurpose.CREDENTIAL, now=now)
    return sign_claims(signer, says | claims(says), site=site)

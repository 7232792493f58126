"""Where the state of a certificate stands in a status list (W3C Bitstring Status List 1.0)."""

from enum import StrEnum
from typing import Any

from .certificate_states import CertificateState

# 16 kB, the least that the standard allows, so that a look-up tells nothing about whose it is.
LIST_ENTRIES = 131_072


class Purpose(StrEnum):
    REVOCATION = "revocation"
    SUSPENSION = "suspension"


# A certificate that another took the place of doesn't hold any more, as if it were revoked.
STATES = {
    Purpose.REVOCATION: (CertificateState.REVOKED, CertificateState.REISSUED),
    Purpose.SUSPENSION: (CertificateState.SUSPENDED,),
}


def place_of(status_index: int) -> tuple[int, int]:
    """The number of the list and the place in it."""
    return divmod(status_index, LIST_ENTRIES)


def list_url(site: str, number: int, purpose: Purpose) -> str:
    return f"{site}/v/status/{number}/{purpose}"


def status_entry(site: str, status_index: int, purpose: Purpose) -> dict[str, Any]:
    """Where a credential says that its state can be looked up."""
    number, place = place_of(status_index)
    url = list_url(site, number, purpose)
    return {
        "id": f"{url}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": str(purpose),
        "statusListIndex": str(place),
        "statusListCredential": url,
    }

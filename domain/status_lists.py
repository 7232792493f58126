"""Which certificates don't hold, as bits that a verifier can keep (W3C Bitstring Status List 1.0)."""

import gzip
import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from .credentials import utc_text
from .issuer_keys import from_base64url, issuer_id, to_base64url
from .status_entries import LIST_ENTRIES, Purpose, list_url

# A list that was kept longer proves nothing: what was revoked meanwhile is missing in it.
LIST_HOLDS = timedelta(hours=24)
# Milliseconds for which a verifier may use a list without asking again.
LIST_TTL = 300_000
LARGEST_LIST = 8 * 1024 * 1024


def encoded(places: Iterable[int]) -> str:
    """Multibase base64url of the gzipped bits; place 0 is the leftmost bit."""
    bits = bytearray(LIST_ENTRIES // 8)
    for place in places:
        bits[place >> 3] |= 0x80 >> (place & 7)
    return "u" + to_base64url(gzip.compress(bytes(bits), mtime=0))


def is_set(encoded_list: str, place: int) -> bool:
    """Raises ValueError for a list that can't be read or has no such place."""
    if not encoded_list.startswith("u"):
        raise ValueError("not multibase base64url")
    bits = _unpacked(from_base64url(encoded_list[1:]))
    if len(bits) * 8 < LIST_ENTRIES or not 0 <= place < len(bits) * 8:
        raise ValueError("no such place")
    return bool(bits[place >> 3] & 0x80 >> (place & 7))


def _unpacked(packed: bytes) -> bytes:
    """At most 8 MB, whatever a list from elsewhere would unpack to."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        bits = unpacker.decompress(packed, LARGEST_LIST)
    except zlib.error as broken:
        raise ValueError("not gzip") from broken
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("not one whole list")
    return bits


def list_credential(
    site: str, number: int, purpose: Purpose, places: Iterable[int], now: datetime
) -> dict[str, Any]:
    """The list as a credential of its own, to be signed like any other."""
    url = list_url(site, number, purpose)
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_id(site),
        "validFrom": utc_text(now),
        "validUntil": utc_text(now + LIST_HOLDS),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": str(purpose),
            "encodedList": encoded(places),
            "ttl": LIST_TTL,
        },
    }

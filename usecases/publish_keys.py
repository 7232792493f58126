"""The public halves of the keys that sign credentials, as verifiers look for them."""

from datetime import datetime
from typing import Any

from domain.issuer_keys import KeyPurpose, did_document, key_set

from .signing_keys import current_signer, published_keys


async def publish_key_set(site: str, *, now: datetime) -> dict[str, Any]:
    """A JWK set."""
    return key_set(site, await _published(now))


async def publish_did_document(site: str, *, now: datetime) -> dict[str, Any]:
    """What the issuer's did:web resolves to."""
    return did_document(site, await _published(now))


async def _published(now: datetime) -> list[str]:
    await current_signer(KeyPurpose.CREDENTIAL, now=now)
    return list(await published_keys(KeyPurpose.CREDENTIAL))

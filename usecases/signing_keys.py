"""The service's Ed25519 keys: made at first use, sealed at rest, named by their thumbprint."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.audit import Event
from domain.issuer_keys import ALGORITHM, KeyPurpose, from_base64url, key_id, thumbprint, to_base64url
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.certificates import SigningKey
from models.statement import Insert, Statement
from models.transaction import atomic


@dataclass(frozen=True, slots=True)
class Signer:
    """The key that signs now; `kid` is its thumbprint."""

    kid: str
    private: Ed25519PrivateKey

    def sign(self, data: bytes) -> bytes:
        """64 bytes (RFC 8032)."""
        return self.private.sign(data)


# Raising it is the lock under which keys of a purpose come and go, on both databases.
_LOCK = Insert(
    "number_sequence",
    "series",
    "last_number",
    on_conflict="ON CONFLICT (series) DO UPDATE SET last_number = number_sequence.last_number + 1",
)
_PUBLISHED = Statement(
    "SELECT public FROM signing_key WHERE purpose = $1 AND compromised_at IS NULL ORDER BY id DESC"
)


async def current_signer(purpose: KeyPurpose, *, now: datetime) -> Signer:
    """The key that signs for `purpose`, made now if there is none. Signing itself needs no transaction."""
    row = await _current(purpose)
    if row is None:
        async with atomic():
            await lock_keys(purpose)
            row = await _current(purpose) or await create_key(Door.TIMETABLE, purpose, now=now)
    return Signer(row.kid, Ed25519PrivateKey.from_private_bytes(from_base64url(row.private)))


async def published_keys(purpose: KeyPurpose) -> Sequence[str]:
    """Public keys in base64url, the newest first: all that are good for what they signed."""
    return [row["public"] for row in await _PUBLISHED.rows(str(purpose))]


async def lock_keys(purpose: KeyPurpose) -> None:
    """Until the end of the transaction nobody else makes, retires or compromises a key of this purpose."""
    await _LOCK.one(series=f"signing-key:{purpose}", last_number=1)


async def create_key(by: Actor | Door, purpose: KeyPurpose, *, now: datetime) -> SigningKey:
    """A new key; whoever calls holds the lock and has retired the one before."""
    private = Ed25519PrivateKey.generate()
    public = to_base64url(private.public_key().public_bytes_raw())
    row = await SigningKey.create(
        kid=thumbprint(public),
        purpose=str(purpose),
        public=public,
        private=to_base64url(private.private_bytes_raw()),
        created_at=now,
    )
    facts = {"kid": row.kid, "purpose": str(purpose)}
    await AuditEntry.record(by, Event.KEY_CREATED, f"signing_key:{row.id}", now=now, after=facts)
    return row


def sign_claims(signer: Signer, payload: dict[str, Any], *, site: str) -> str:
    """A compact JWT under the issuer's key. `typ` is what Open Badges 3.0 (8.2) demands."""
    headers = {"kid": key_id(site, signer.kid), "typ": "JWT"}
    return jwt.encode(payload, signer.private, algorithm=ALGORITHM, headers=headers)


def read_claims(token: str) -> Any:
    """What a token says, which nobody has checked."""
    return jwt.decode(token, options={"verify_signature": False})


async def _current(purpose: KeyPurpose) -> SigningKey | None:
    return (
        await SigningKey.filter(purpose=str(purpose), retired_at=None, compromised_at=None)
        .order_by("-id")
        .first()
    )

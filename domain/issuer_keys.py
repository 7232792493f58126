"""Who signs credentials, and with which keys: a did:web issuer whose Ed25519 keys are published as JWKs."""

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlsplit

from .errors import Refusal

ALGORITHM = "EdDSA"


class KeyPurpose(StrEnum):
    CREDENTIAL = "credential"
    CHECKPOINT = "checkpoint"


@dataclass(eq=False)
class NoSuchKey(Refusal):
    code = "keys.no_such_key"
    kid: str


@dataclass(eq=False)
class CompromisedInFuture(Refusal):
    """A key is compromised from a moment on that has come."""

    code = "keys.compromised_in_future"
    since: datetime


def to_base64url(raw: bytes) -> str:
    """Without padding (RFC 7515, 2)."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    """Raises ValueError for what `to_base64url` would not have written, other spellings of the same bytes included."""
    raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if to_base64url(raw) != text:
        raise ValueError("not canonical base64url")
    return raw


def thumbprint(public: str) -> str:
    """43 characters that name a public key (RFC 7638; RFC 8037, 2); `public` is base64url of its 32 bytes."""
    members = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": public}, separators=(",", ":"))
    return to_base64url(hashlib.sha256(members.encode()).digest())


def issuer_id(site: str) -> str:
    """The DID of a site (did:web method, 3.1): https://a.cn:8443/x is did:web:a.cn%3A8443:x."""
    parts = urlsplit(site)
    host = quote(parts.netloc.rpartition("@")[2], safe="")
    path = [quote(part, safe="") for part in parts.path.split("/") if part]
    return ":".join(["did:web", host, *path])


def key_id(site: str, kid: str) -> str:
    """The DID URL that a header's `kid` holds."""
    return f"{issuer_id(site)}#{kid}"


def jwk(site: str, public: str) -> dict[str, Any]:
    """A public key as RFC 8037 writes it."""
    return {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": public,
        "kid": key_id(site, thumbprint(public)),
        "use": "sig",
        "alg": ALGORITHM,
    }


def key_set(site: str, publics: Sequence[str]) -> dict[str, Any]:
    """A JWK set (RFC 7517, 5)."""
    return {"keys": [jwk(site, public) for public in publics]}


def did_document(site: str, publics: Sequence[str]) -> dict[str, Any]:
    """What did:web resolves to; every key in it is good for what it signed."""
    issuer = issuer_id(site)
    keys = [jwk(site, public) for public in publics]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"],
        "id": issuer,
        "verificationMethod": [
            {"id": key["kid"], "type": "JsonWebKey2020", "controller": issuer, "publicKeyJwk": key}
            for key in keys
        ],
        "assertionMethod": [key["kid"] for key in keys],
    }

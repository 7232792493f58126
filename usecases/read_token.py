"""A compact JWT read strictly: one algorithm, one spelling, a key that is known beforehand."""

import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain.credential_checks import Check, Trusted, Unsound, Why
from domain.issuer_keys import ALGORITHM, from_base64url

# A credential has about 4 kB, a full status list less than 30 kB.
LONGEST = 1024 * 1024
HEADER = {"alg", "kid", "typ"}


def read_token(token: str, trusted: Trusted) -> dict[str, Any]:
    """What was signed by one of the trusted keys. Raises `Unsound`.

    The header can't choose the algorithm, bring a key of its own or name one elsewhere.
    """
    header, says, signed, signature = _parts(token)
    if header.get("alg") != ALGORITHM or set(header) != HEADER or header["typ"] != "JWT":
        raise Unsound(Check.SIGNATURE, Why.OTHER_ALGORITHM)
    public = trusted.keys.get(header["kid"]) if isinstance(header["kid"], str) else None
    if public is None:
        raise Unsound(Check.SIGNATURE, Why.UNKNOWN_KEY)
    try:
        Ed25519PublicKey.from_public_bytes(from_base64url(public)).verify(signature, signed)
    except InvalidSignature:
        raise Unsound(Check.SIGNATURE, Why.SIGNATURE_WRONG) from None
    return says


def key_named_in(token: str) -> str:
    """The whole `kid` of a token's header, "" for none; nobody has checked it."""
    kid = _parts(token)[0].get("kid")
    return kid if isinstance(kid, str) else ""


def _parts(token: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    """Header, payload, what is signed, the signature. Raises `Unsound`."""
    try:
        if len(token) > LONGEST:
            raise ValueError("too long")
        header, payload, signature = token.split(".")
        signed = f"{header}.{payload}".encode("ascii")
        return _object(header), _object(payload), signed, from_base64url(signature)
    except (ValueError, RecursionError):
        raise Unsound(Check.FORMAT, Why.UNREADABLE) from None


def _object(segment: str) -> dict[str, Any]:
    value = json.loads(from_base64url(segment), object_pairs_hook=_once, parse_constant=_no_number)
    if not isinstance(value, dict):
        raise ValueError("no object")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two readers may take different ones of two members with one name."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _no_number(text: str) -> object:
    raise ValueError(text)

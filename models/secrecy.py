"""Phones and identity numbers at rest: sealed with AES-GCM, found again by a keyed hash."""

import base64
import hashlib
import hmac
import os
from contextlib import suppress
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from tortoise.fields import TextField

# v1 named no key; v2 names the one that sealed it: "v2.1f2e3d4c." and base64.
FIRST = "v1."
NAMED = "v2."
NONCE_BYTES = 12
KEY_ID_DIGITS = 8


class Keyring:
    """The keys derived from JIANGMIAO_SECRET_KEY: one seals, one indexes, one tags.

    Those of `earlier` secrets open and find what was written under them, and write nothing.
    """

    def __init__(self, secret: str, *earlier: str) -> None:
        self.key_id = _derive(secret, b"key id").hex()[:KEY_ID_DIGITS]
        self._cipher = AESGCM(_derive(secret, b"personal data"))
        self._index_key = _derive(secret, b"look-up")
        self.tag = _Hmac(_derive(secret, b"trail")).of
        self._earlier = tuple(Keyring(each) for each in earlier)
        self._taggers = (self.tag, *(ring.tag for ring in self._earlier))

    def seal(self, text: str) -> str:
        nonce = os.urandom(NONCE_BYTES)
        sealed = base64.b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), None)).decode()
        return f"{NAMED}{self.key_id}.{sealed}"

    def open(self, sealed: str) -> str:
        """Raises `InvalidTag` where none of the keys sealed it."""
        version, *key_id, body = sealed.split(".")
        rings = [ring for ring in (self, *self._earlier) if not key_id or ring.key_id == key_id[0]]
        for ring in rings:
            with suppress(InvalidTag):
                return ring._decrypted(base64.b64decode(body))
        raise InvalidTag(version)

    def is_current(self, sealed: str) -> bool:
        """Whether the newest key sealed it."""
        return sealed.startswith(f"{NAMED}{self.key_id}.")

    def index(self, text: str) -> str:
        """64 hexadecimal digits: equal for equal texts, and useless without the key."""
        return hmac.new(self._index_key, text.encode(), hashlib.sha256).hexdigest()

    def indexes(self, text: str) -> list[str]:
        """Under which a row with this text may be found, the newest key's first."""
        return [ring.index(text) for ring in (self, *self._earlier)]

    def tags(self, data: bytes) -> list[str]:
        """What it may have made of them, the newest key's first."""
        return [each(data) for each in self._taggers]

    def _decrypted(self, raw: bytes) -> str:
        return self._cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], None).decode()


class _Hmac:
    """HMAC-SHA-256 (RFC 2104) with the key's blocks hashed once: where a million texts are tagged, hashing them for
    each takes longer than all the rest. The test compares it with `hmac`."""

    def __init__(self, key: bytes) -> None:
        block = key.ljust(64, b"\0")
        self._inner = hashlib.sha256(bytes(each ^ 0x36 for each in block))
        self._outer = hashlib.sha256(bytes(each ^ 0x5C for each in block))

    def of(self, data: bytes) -> str:
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(data)
        outer.update(inner.digest())
        return outer.hexdigest()


def _derive(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=b"jiangmiao", info=purpose).derive(secret.encode())


_keyring: Keyring | None = None


def use(secret: str, *earlier: str) -> None:
    """Set the keys for this process; rows with sealed fields need them."""
    global _keyring
    _keyring = Keyring(secret, *earlier)


def keyring() -> Keyring:
    if _keyring is None:
        raise RuntimeError("models.secrecy.use(secret) comes first")
    return _keyring


def is_sealed(value: str) -> bool:
    return value.startswith((FIRST, NAMED))


class SealedField(TextField):
    """Text that stands sealed in the database and open in Python."""

    # Rows written before a value existed hold NULL; an empty text needs no seal either.
    def to_db_value(self, value: Any, instance: Any) -> Any:
        return keyring().seal(value) if value else value

    def to_python_value(self, value: Any) -> Any:
        return keyring().open(value) if value and is_sealed(value) else value

"""Phones and identity numbers at rest: sealed with AES-GCM, found again by a keyed hash."""

import base64
import hashlib
import hmac
import os
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from tortoise.fields import TextField

PREFIX = "v1."
NONCE_BYTES = 12


class Keyring:
    """The keys derived from JIANGMIAO_SECRET_KEY: one seals, one indexes, one tags."""

    def __init__(self, secret: str) -> None:
        self._cipher = AESGCM(_derive(secret, b"personal data"))
        self._index_key = _derive(secret, b"look-up")
        self._tag_key = _derive(secret, b"trail")

    def seal(self, text: str) -> str:
        nonce = os.urandom(NONCE_BYTES)
        return PREFIX + base64.b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), None)).decode()

    def open(self, sealed: str) -> str:
        raw = base64.b64decode(sealed.removeprefix(PREFIX))
        return self._cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], None).decode()

    def index(self, text: str) -> str:
        """64 hexadecimal digits: equal for equal texts, and useless without the key."""
        return hmac.new(self._index_key, text.encode(), hashlib.sha256).hexdigest()

    def tag(self, data: bytes) -> str:
        """64 hexadecimal digits that only this service can make of these bytes."""
        return hmac.digest(self._tag_key, data, "sha256").hex()


def _derive(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=b"jiangmiao", info=purpose).derive(secret.encode())


_keyring: Keyring | None = None


def use(secret: str) -> None:
    """Set the key for this process; rows with sealed fields need it."""
    global _keyring
    _keyring = Keyring(secret)


def keyring() -> Keyring:
    if _keyring is None:
        raise RuntimeError("models.secrecy.use(secret) comes first")
    return _keyring


class SealedField(TextField):
    """Text that stands sealed in the database and open in Python."""

    # Rows written before a value existed hold NULL; an empty text needs no seal either.
    def to_db_value(self, value: Any, instance: Any) -> Any:
        return keyring().seal(value) if value else value

    def to_python_value(self, value: Any) -> Any:
        return keyring().open(value) if value and value.startswith(PREFIX) else value

"""Signing and sealing of callbacks, written from the platform's documentation alone (AES mode).

Plaintext layout: 16 random bytes, length of the message in bytes (4, big endian), message, app id; PKCS#7
over 32-byte blocks; AES-256-CBC whose IV is the first 16 bytes of the key.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32


class Broken(ValueError):
    """A sealed text that doesn't verify, open or belong to this account."""


def signature(*parts: str) -> str:
    """SHA-1, in hex, of the parts sorted as strings and joined."""
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


class Seal:
    """One account's key. `aes_key` is the 43 characters of the console's EncodingAESKey."""

    def __init__(self, token: str, aes_key: str, app_id: str) -> None:
        if len(aes_key) != 43:
            raise ValueError("EncodingAESKey must have 43 characters")
        self.token, self.app_id = token, app_id
        self.key = base64.b64decode(aes_key + "=")

    def sign(self, timestamp: str, nonce: str, sealed: str) -> str:
        """The msg_signature of one sealed text."""
        return signature(self.token, timestamp, nonce, sealed)

    def close(self, message: str, salt: bytes = b"") -> str:
        """Seal a message; `salt` is the 16 random bytes, given only to reproduce a known result."""
        body = message.encode()
        plain = (salt or secrets.token_bytes(16)) + struct.pack(">I", len(body)) + body + self.app_id.encode()
        fill = BLOCK - len(plain) % BLOCK
        encryptor = self._cipher().encryptor()
        return base64.b64encode(
            encryptor.update(plain + bytes([fill]) * fill) + encryptor.finalize()
        ).decode()

    def open(self, sealed: str) -> str:
        """The message inside; Broken when any step of the documented check fails."""
        plain = self._unpad(self._decrypt(sealed))
        if len(plain) < 20:
            raise Broken("too short")
        end = 20 + int(struct.unpack(">I", plain[16:20])[0])
        if plain[end:] != self.app_id.encode():
            raise Broken("sealed for another app id")
        return plain[20:end].decode()

    def open_signed(self, sealed: str, timestamp: str, nonce: str, claimed: str) -> str:
        """Verify first, then open."""
        if not hmac.compare_digest(self.sign(timestamp, nonce, sealed).encode(), claimed.encode()):
            raise Broken("wrong msg_signature")
        return self.open(sealed)

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self.key), modes.CBC(self.key[:16]))

    def _decrypt(self, sealed: str) -> bytes:
        try:
            decryptor = self._cipher().decryptor()
            return decryptor.update(base64.b64decode(sealed, validate=True)) + decryptor.finalize()
        except (binascii.Error, ValueError) as error:
            raise Broken("not base64 of whole AES blocks") from error

    @staticmethod
    def _unpad(padded: bytes) -> bytes:
        fill = padded[-1] if padded else 0
        if not 1 <= fill <= BLOCK or padded[-fill:] != bytes([fill]) * fill:
            raise Broken("wrong padding")
        return padded[:-fill]

"""Small facts given to a browser to keep, which only this service can have written."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any


class Seal:
    """Signs with the newest of `secrets` and believes what any of them signed. What is sealed can be read by all."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._keys = [hmac.digest(secret.encode(), b"jiangmiao pages", "sha256") for secret in secrets]

    def close(self, purpose: str, facts: Mapping[str, Any], until: datetime) -> str:
        """The facts as a text for a cookie; it holds until an instant."""
        body = json.dumps({**facts, "until": int(until.timestamp())}, separators=(",", ":")).encode()
        text = base64.urlsafe_b64encode(body).decode().rstrip("=")
        return f"{text}.{_signed(self._keys[0], purpose, text)}"

    def open(self, purpose: str, sealed: str, now: datetime) -> dict[str, Any] | None:
        """The facts, or None for what is forged, sealed for another purpose, or over."""
        text, _, signature = sealed.partition(".")
        if not self._believed(purpose, text, signature):
            return None
        facts: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return facts if facts["until"] > now.timestamp() else None

    def sign(self, purpose: str, text: str) -> str:
        """What proves later that this service wrote `text`."""
        return f"{text}.{_signed(self._keys[0], purpose, text)}"

    def signed(self, purpose: str, token: str) -> bool:
        text, _, signature = token.rpartition(".")
        return self._believed(purpose, text, signature)

    def _believed(self, purpose: str, text: str, signature: str) -> bool:
        given = signature.encode()
        return any(hmac.compare_digest(_signed(key, purpose, text).encode(), given) for key in self._keys)


def _signed(key: bytes, purpose: str, text: str) -> str:
    digest = hmac.digest(key, f"{purpose}\n{text}".encode("utf-8", "surrogatepass"), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:24]).decode()

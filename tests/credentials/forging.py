"""A credential as a verifier has it, and what a forger may do to it without the key."""

import base64
import copy
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from domain.credential_checks import Trusted, read_trusted
from domain.issuer_keys import to_base64url
from domain.status_entries import Purpose
from models.certificates import Certificate
from tests.cast import NOON
from tests.credentials.certificates import SITE
from usecases.publish_keys import publish_did_document, publish_key_set
from usecases.sign_credential import sign_credential
from usecases.status_list import status_list
from usecases.verify_credential import Against


@dataclass(frozen=True)
class Saved:
    """What a verifier has saved: the token, the published keys as JSON, the status lists."""

    token: str
    did: dict[str, Any]
    jwks: dict[str, Any]
    lists: tuple[str, ...]

    @property
    def trusted(self) -> Trusted:
        return read_trusted(self.did)

    @property
    def against(self) -> Against:
        return Against(self.trusted, self.lists)


async def saved(row: Certificate, now=NOON) -> Saved:
    """All that the service publishes about one certificate at this moment."""
    signed = await sign_credential(row.code, site=SITE, now=now)
    assert signed
    lists = [await status_list(0, purpose, site=SITE, now=now) for purpose in Purpose]
    return Saved(
        signed.token,
        await publish_did_document(SITE, now=now),
        await publish_key_set(SITE, now=now),
        tuple(each for each in lists if each),
    )


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    header, payload, signature = token.split(".")
    return _read(header), _read(payload), signature


def put_together(header: dict[str, Any], payload: dict[str, Any], signature: str) -> str:
    return f"{_written(header)}.{_written(payload)}.{signature}"


def altered(token: str) -> Iterator[str]:
    """The token with one member of its header or content changed or missing, each in several ways."""
    header, payload, signature = parts(token)
    for changed in _changes(payload):
        yield put_together(header, changed, signature)
    for changed in _changes(header):
        yield put_together(changed, payload, signature)


def unsigned(token: str) -> Iterator[str]:
    """alg none, as it is spelt in attacks."""
    header, payload, signature = parts(token)
    for name in ("none", "None", "NONE", "nOnE", ""):
        for end in ("", signature):
            yield put_together(header | {"alg": name}, payload, end)


def keyed_by_public(token: str, public: str) -> Iterator[str]:
    """HS256 with what everybody knows of the key."""
    header, payload, _ = parts(token)
    raw = base64.urlsafe_b64decode(public + "=")
    pem = (
        b"-----BEGIN PUBLIC KEY-----\n"
        + base64.b64encode(bytes.fromhex("302a300506032b6570032100") + raw)
        + b"\n"
    )
    for secret in (raw, public.encode(), pem, b""):
        for name, digest in (("HS256", hashlib.sha256), ("HS512", hashlib.sha512)):
            signed = f"{_written(header | {'alg': name})}.{_written(payload)}"
            yield f"{signed}.{to_base64url(hmac.new(secret, signed.encode(), digest).digest())}"


def _changes(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in _paths(tree):
        whole = copy.deepcopy(tree)
        node = whole
        for step in path[:-1]:
            node = node[step]
        old = node[path[-1]]
        for new in _others(old):
            node[path[-1]] = new
            yield copy.deepcopy(whole)
        del node[path[-1]]
        yield whole


def _paths(node: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, below in items:
        yield (*before, step)
        yield from _paths(below, (*before, step))


def _others(old: Any) -> list[Any]:
    """Values that are not the old one, of the same kind and of others."""
    if isinstance(old, str):
        return [
            old + "0",
            "0" + old[1:],
            old[::-1] + ".",
            f" {old}",
            f"{old}\u200b",
            old[:-1],
            old.upper() if old.upper() != old else old.lower(),
            "",
            [old],
            None,
        ]
    if isinstance(old, bool):
        return [not old, None, "false"]
    if isinstance(old, int | float):
        return [old + 1, -old - 1, 0 if old else 2, str(old), None]
    return [None, "x", [] if old else [1], {} if old else {"x": 1}]


def _read(segment: str) -> dict[str, Any]:
    return dict(json.loads(base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))))


def _written(value: dict[str, Any]) -> str:
    return to_base64url(json.dumps(value, separators=(",", ":")).encode())

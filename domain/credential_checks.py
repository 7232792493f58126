"""What is checked of a credential that somebody brings, and why it doesn't hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .issuer_keys import from_base64url


class Check(StrEnum):
    """One step each, in this order. After SIGNATURE has failed nothing that the credential says is looked at."""

    FORMAT = "format"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    CONTENT = "content"
    PERIOD = "period"
    REVOCATION = "revocation"
    SUSPENSION = "suspension"
    RECORD = "record"
    PDF = "pdf"


class Why(StrEnum):
    """Why a step failed."""

    UNREADABLE = "unreadable"
    OTHER_ALGORITHM = "other_algorithm"
    UNKNOWN_KEY = "unknown_key"
    SIGNATURE_WRONG = "signature_wrong"
    OTHER_ISSUER = "other_issuer"
    CLAIMS_DIFFER = "claims_differ"
    NO_CREDENTIAL = "no_credential"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    LIST_MISSING = "list_missing"
    LIST_UNSOUND = "list_unsound"
    LIST_STALE = "list_stale"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    NOT_ON_RECORD = "not_on_record"
    KEY_COMPROMISED = "key_compromised"
    PDF_UNNAMED = "pdf_unnamed"
    PDF_DIFFERS = "pdf_differs"


# Without each of these nothing is called valid.
NEEDED = frozenset(Check) - {Check.RECORD, Check.PDF}


@dataclass(frozen=True, slots=True)
class Finding:
    """One step: passed when there is no `why`."""

    check: Check
    why: Why | None = None

    @property
    def passed(self) -> bool:
        return self.why is None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Every step that was taken; `says` is what was signed, None where the signature is wrong."""

    findings: tuple[Finding, ...]
    says: Mapping[str, Any] | None

    @property
    def valid(self) -> bool:
        passed = {finding.check for finding in self.findings if finding.passed}
        return passed >= NEEDED and all(finding.passed for finding in self.findings)


class Unsound(Exception):
    """A step failed."""

    def __init__(self, check: Check, why: Why) -> None:
        super().__init__(check, why)
        self.finding = Finding(check, why)


@dataclass(frozen=True, slots=True)
class Trusted:
    """An issuer's DID and its keys: base64url of the public half by the whole `kid`."""

    issuer: str
    keys: Mapping[str, str]


def read_trusted(document: object) -> Trusted:
    """From a did.json (the keys that may assert) or a JWK set. Raises ValueError for anything else."""
    try:
        keys, issuer = _keys_of(document)
        found = {str(key["kid"]): str(key["x"]) for key in keys if _is_ed25519(key)}
    except (KeyError, TypeError, AttributeError) as broken:
        raise ValueError("neither a DID document nor a JWK set") from broken
    issuers = {kid.partition("#")[0] for kid in found}
    if len(issuers) != 1 or issuers != {issuer or next(iter(issuers))}:
        raise ValueError("not the keys of one issuer")
    if any(len(from_base64url(public)) != 32 for public in found.values()):
        raise ValueError("not Ed25519 keys")
    return Trusted(issuers.pop(), found)


def _keys_of(document: Any) -> tuple[list[Any], str]:
    if "keys" in document:
        return list(document["keys"]), ""
    able = set(document["assertionMethod"])
    methods = [method for method in document["verificationMethod"] if method["id"] in able]
    return [method["publicKeyJwk"] | {"kid": method["id"]} for method in methods], str(document["id"])


def _is_ed25519(key: Mapping[str, Any]) -> bool:
    return bool(key["kty"] == "OKP" and key["crv"] == "Ed25519")

"""Does a credential hold? Answered without a database or the network, from saved keys and status lists."""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.credential_checks import Check, Finding, Trusted, Unsound, Verdict, Why
from domain.credentials import CONTEXTS, TYPES, claims
from domain.status_entries import Purpose
from domain.status_lists import is_set

from .read_token import read_token

_CHECKS = {Purpose.REVOCATION: Check.REVOCATION, Purpose.SUSPENSION: Check.SUSPENSION}
_SET = {Purpose.REVOCATION: Why.REVOKED, Purpose.SUSPENSION: Why.SUSPENDED}
REGISTERED = {"iss", "jti", "sub", "nbf", "exp", "aud", "iat"}


@dataclass(frozen=True, slots=True)
class Against:
    """What a credential is held against: keys, status lists as tokens, and the PDF's sha256 in hex ("" for none)."""

    trusted: Trusted
    lists: tuple[str, ...] = ()
    pdf_sha256: str = ""


def verify_credential(token: str, against: Against, *, now: datetime) -> Verdict:
    """Every step that could be taken. It holds only if all were taken and passed: a missing status list is no pass."""
    try:
        says = read_token(token, against.trusted)
    except Unsound as unsound:
        return Verdict((unsound.finding,), None)
    findings = [Finding(Check.FORMAT), Finding(Check.SIGNATURE)]
    findings += [_finding(Check.ISSUER, lambda: _check_issuer(says, against.trusted))]
    findings += [_finding(Check.CONTENT, lambda: _check_content(says, TYPES, CONTEXTS))]
    findings += [_finding(Check.PERIOD, lambda: _check_period(says, now))]
    findings += [_status(says, purpose, against, now) for purpose in Purpose]
    if against.pdf_sha256:
        findings += [_finding(Check.PDF, lambda: _check_pdf(says, against.pdf_sha256))]
    return Verdict(tuple(findings), says)


class _Failed(Exception):
    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def _finding(check: Check, run: Any) -> Finding:
    """What the content is not shaped for is as good as not there."""
    try:
        run()
    except _Failed as failed:
        return Finding(check, failed.why)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return Finding(check, Why.NO_CREDENTIAL)
    return Finding(check)


def _check_issuer(says: Mapping[str, Any], trusted: Trusted) -> None:
    issuer = says["issuer"]
    if (issuer["id"] if isinstance(issuer, dict) else issuer) != trusted.issuer:
        raise _Failed(Why.OTHER_ISSUER)


def _check_content(says: Mapping[str, Any], types: Iterable[str], contexts: Iterable[str]) -> None:
    """The kind of credential, and registered claims that say the same as its members."""
    if not set(types) <= set(says["type"]) or says["@context"][: len(list(contexts))] != list(contexts):
        raise _Failed(Why.NO_CREDENTIAL)
    if {name: says[name] for name in REGISTERED & says.keys()} != claims(says):
        raise _Failed(Why.CLAIMS_DIFFER)


def _check_period(says: Mapping[str, Any], now: datetime) -> None:
    if now < datetime.fromisoformat(says["validFrom"]):
        raise _Failed(Why.NOT_YET)
    if "validUntil" in says and now > datetime.fromisoformat(says["validUntil"]):
        raise _Failed(Why.EXPIRED)


def _status(says: Mapping[str, Any], purpose: Purpose, against: Against, now: datetime) -> Finding:
    def run() -> None:
        (entry,) = [each for each in says["credentialStatus"] if each["statusPurpose"] == str(purpose)]
        found = _list(entry["statusListCredential"], purpose, against, now)
        if is_set(found, int(entry["statusListIndex"])):
            raise _Failed(_SET[purpose])

    return _finding(_CHECKS[purpose], run)


def _list(url: str, purpose: Purpose, against: Against, now: datetime) -> str:
    """The newest bits that go by this address and are still good."""
    whys = []
    for token in against.lists:
        try:
            says = read_token(token, against.trusted)
        except Unsound:
            whys.append(Why.LIST_UNSOUND)
            continue
        if says.get("id") != url:
            continue
        why = _unfit(says, purpose, against.trusted, now)
        if why is None:
            return str(says["credentialSubject"]["encodedList"])
        whys.append(why)
    raise _Failed(whys[-1] if whys else Why.LIST_MISSING)


def _unfit(says: Mapping[str, Any], purpose: Purpose, trusted: Trusted, now: datetime) -> Why | None:
    types = ("VerifiableCredential", "BitstringStatusListCredential")
    steps = (
        _finding(Check.ISSUER, lambda: _check_issuer(says, trusted)),
        _finding(Check.CONTENT, lambda: _check_content(says, types, CONTEXTS[:1])),
    )
    of = says.get("credentialSubject", {}).get("statusPurpose")
    if not all(step.passed for step in steps) or of != str(purpose) or "validUntil" not in says:
        return Why.LIST_UNSOUND
    return None if _finding(Check.PERIOD, lambda: _check_period(says, now)).passed else Why.LIST_STALE


def _check_pdf(says: Mapping[str, Any], sha256: str) -> None:
    named = {each["digestSRI"] for each in says.get("relatedResource", [])}
    if not named:
        raise _Failed(Why.PDF_UNNAMED)
    if f"sha256-{base64.b64encode(bytes.fromhex(sha256)).decode()}" not in named:
        raise _Failed(Why.PDF_DIFFERS)

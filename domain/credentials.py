"""A certificate as a verifiable credential: Open Badges 3.0 on the W3C data model 2.0, inside a JWT."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from .clock import instant
from .issuer_keys import issuer_id
from .status_entries import Purpose, status_entry

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
TYPES = ("VerifiableCredential", "OpenBadgeCredential")
# Of the vocabulary of Open Badges 3.0 (AchievementType); a kind it has no word for is a certificate.
_TYPES_OF_KINDS = {"training_completion": "ApprenticeshipCertificate", "skill_grade": "Certification"}
_DAY_END = timedelta(days=1, seconds=-1)


@dataclass(frozen=True, slots=True)
class Issued:
    """What is signed of a certificate: `snapshot` is that of domain/certificate_snapshot.py, `digest` binds it.

    `pdf_sha256` is empty as long as no PDF was made.
    """

    code: str
    snapshot: Mapping[str, Any]
    digest: str
    issued_at: datetime
    expires_on: date | None
    status_index: int
    pdf_sha256: str


def page_url(site: str, code: str) -> str:
    return f"{site}/v/{code}"


def utc_text(moment: datetime) -> str:
    """2026-11-20T04:00:00Z; a credential knows no fractions of a second."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def credential(site: str, of: Issued) -> dict[str, Any]:
    """The credential without its proof. It holds through the last second of `expires_on` in China."""
    page, said = page_url(site, of.code), of.snapshot
    until = _last_moment(of.expires_on)
    return {
        "@context": list(CONTEXTS),
        "id": page,
        "type": list(TYPES),
        "name": said["title"],
        "issuer": {"id": issuer_id(site), "type": ["Profile"], "name": said["issuer"]},
        "validFrom": utc_text(of.issued_at),
        **({"validUntil": utc_text(until)} if until else {}),
        "credentialSubject": _subject(page, of),
        "credentialStatus": [status_entry(site, of.status_index, purpose) for purpose in Purpose],
        **({"relatedResource": [_pdf(page, of.pdf_sha256)]} if of.pdf_sha256 else {}),
    }


def claims(credential: Mapping[str, Any]) -> dict[str, Any]:
    """The registered claims that say the same (Open Badges 3.0, 8.2: iss, jti, sub, nbf, exp)."""
    issuer, subject = credential["issuer"], credential["credentialSubject"]
    found = {
        "iss": issuer["id"] if isinstance(issuer, dict) else issuer,
        "jti": credential["id"],
        "sub": subject["id"],
        "nbf": _seconds(credential["validFrom"]),
    }
    if "validUntil" in credential:
        found["exp"] = _seconds(credential["validUntil"])
    return found


def _subject(page: str, of: Issued) -> dict[str, Any]:
    said = of.snapshot
    results = _results(page, said)
    return {
        "id": f"{page}#holder",
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "hashed": False, "identityHash": said[name], "identityType": kind}
            for name, kind in (("name", "name"), ("id_number", "ext:maskedIdentityNumber"))
            if said[name]
        ],
        "licenseNumber": said["number"],
        "activityStartDate": _day(said["starts_on"]),
        "activityEndDate": _day(said["ends_on"]),
        **({"creditsEarned": _lessons(said)} if said["hours"] else {}),
        **_source(page, said),
        "achievement": _achievement(page, of, [described for described, _ in results]),
        "result": [result for _, result in results],
    }


def _achievement(page: str, of: Issued, described: list[dict[str, Any]]) -> dict[str, Any]:
    said = of.snapshot
    return {
        "id": f"{page}#achievement",
        "type": ["Achievement"],
        "achievementType": _TYPES_OF_KINDS.get(said["kind"], "Certificate"),
        "name": said["title"],
        "description": said["body"],
        "fieldOfStudy": said["occupation"],
        "criteria": {"narrative": said["source"] or said["body"]},
        "resultDescription": described,
        "otherIdentifier": [
            {
                "type": "IdentifierEntry",
                "identifier": of.digest,
                "identifierType": "ext:snapshotSha256",
            }
        ],
    }


def _results(page: str, said: Mapping[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Descriptions and results: minutes of each category, the grade, the score in points."""
    found = [
        (f"hours-{line['category']}", line["name"], "ext:Minutes", str(line["minutes"]))
        for line in said["hours"]
    ]
    if said["grade_name"]:
        found.append(("grade", "职业技能等级", "PerformanceLevel", said["grade_name"]))
    if said["assessment"]["score"] is not None:
        points = f"{said['assessment']['score'] / 100:.2f}"
        found.append(("score", "评价成绩", "RawScore", points))
    return [_result(f"{page}#{place}", name, kind, value) for place, name, kind, value in found]


def _result(url: str, name: str, kind: str, value: str) -> tuple[dict[str, Any], dict[str, Any]]:
    described = {"id": url, "type": ["ResultDescription"], "name": name, "resultType": kind}
    return described, {"type": ["Result"], "resultDescription": url, "value": value}


def _source(page: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """Who assessed it."""
    names = [
        f"{each['name']}（{each['employer']}）" if each["employer"] else each["name"]
        for each in said["assessors"]
    ]
    if not names:
        return {}
    return {"source": {"id": f"{page}#assessors", "type": ["Profile"], "name": "、".join(names)}}


def _lessons(said: Mapping[str, Any]) -> float:
    minutes = sum(int(line["minutes"]) for line in said["hours"])
    return round(minutes / int(said["lesson_minutes"]), 2)


def _pdf(page: str, sha256: str) -> dict[str, Any]:
    """The PDF, so that an altered one is found out even where it isn't signed itself."""
    digest = base64.b64encode(bytes.fromhex(sha256)).decode()
    return {"id": f"{page}.pdf", "mediaType": "application/pdf", "digestSRI": f"sha256-{digest}"}


def _last_moment(day: date | None) -> datetime | None:
    return instant(day, time()) + _DAY_END if day else None


def _day(text: str) -> str:
    return utc_text(instant(date.fromisoformat(text), time()))


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())

"""追溯: from a certificate to the assessment, the hours, the signatures and the messages it stands on."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.certificates import digest_of
from domain.clock import local
from domain.roles import Actor, Door
from models.statement import as_json, to_json

from .find_certificate import Document, certificate_by_code, find_certificate
from .manages import check_manages
from .trace_entries import frozen_digest, traced_entries
from .trace_messages import Messages, traced_messages
from .trace_rows import ASSESSMENT, ASSESSORS, ITEMS, TRAIL, plain

FORMAT = 1
# A code is this long and tells small letters from capitals; a number does neither.
CODE_LENGTH = 22
Trail = Mapping[str, list[dict[str, Any]]]


async def trace_certificate(by: Actor | Door, wanted: str, *, now: datetime) -> dict[str, Any]:
    """By number or code; JSON values, names as they were signed, identity numbers masked as on the certificate.

    Every `trail` lists the entries of the trail by id, with their position once they are sealed. Every `…_agrees`
    says whether what stands in the database still gives the digest that was kept.
    Refusals: `CertificateUnknown`, `OnlyAdministrators`, those of `check_manages`.
    """
    found = await _find(by, wanted.strip())
    entries = await traced_entries(found.assessment_id) if found.assessment_id else []
    trail = await _trail(found, entries)
    messages = await traced_messages(found.assessment_id, found.person_id, entries)
    return {
        "format": FORMAT,
        "traced_at": local(now).isoformat(),
        "certificate": _certificate(found, trail, messages),
        "assessment": await _assessment(found.assessment_id, entries, trail, messages),
        "entries": [_entry(entry, trail, messages) for entry in entries],
    }


async def _find(by: Actor | Door, wanted: str) -> Document:
    coded = await certificate_by_code(wanted) if len(wanted) == CODE_LENGTH else None
    if coded is None:
        return await find_certificate(by, wanted)
    await check_manages(by, coded.person_id)
    return coded


async def _trail(found: Document, entries: list[dict[str, Any]]) -> Trail:
    subjects = [f"certificate:{found.id}", f"assessment:{found.assessment_id}"]
    subjects += [f"hours_entry:{entry['id']}" for entry in entries]
    trail: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in await TRAIL.rows(to_json(subjects)):
        trail[row["subject"]].append(plain(row, "subject"))
    return trail


def _certificate(found: Document, trail: Trail, messages: Messages) -> dict[str, Any]:
    whole = {name: getattr(found, name) for name in Document.__slots__ if name not in ("id", "person_id")}
    return {
        **plain(whole),
        "snapshot": dict(found.snapshot),
        "state": str(found.state),
        "digest_agrees": digest_of(found.snapshot) == found.digest,
        "trail": trail.get(f"certificate:{found.id}", []),
        "messages": messages.about("certificate", found.id),
    }


async def _assessment(
    number: int | None, entries: list[dict[str, Any]], trail: Trail, messages: Messages
) -> dict[str, Any] | None:
    row = await ASSESSMENT.row(number) if number else None
    if row is None or number is None:
        return None
    return {
        **plain(row, "person_id", "minutes"),
        "minutes": as_json(row["minutes"]) or {},
        "hours_agree": frozen_digest(entries) == row["hours_digest"],
        "items": [plain(each) for each in await ITEMS.rows(number)],
        "assessors": [plain(each) for each in await ASSESSORS.rows(number)],
        "trail": trail.get(f"assessment:{number}", []),
        "messages": messages.about("assessment", number),
    }


def _entry(entry: dict[str, Any], trail: Trail, messages: Messages) -> dict[str, Any]:
    own = trail.get(f"hours_entry:{entry['id']}", [])
    signed = [
        line for line in own if line["event"] in ("hours.confirmed", "hours.returned", "hours.reversed")
    ]
    decisions = [{**each, **_signed(each, signed)} for each in entry["decisions"]]
    return {**entry, "decisions": decisions, "trail": own, "messages": messages.of_entry(entry)}


def _signed(decision: Mapping[str, Any], signed: list[dict[str, Any]]) -> dict[str, Any]:
    """Through which door it was signed, and where the trail tells of it; empty where it doesn't."""
    for line in signed:
        if (line["after"] or {}).get("digest") == decision["digest"]:
            return {"door": line["door"], "trail_id": line["id"], "position": line["position"]}
    return {"door": "", "trail_id": None, "position": None}

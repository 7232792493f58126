"""导出: what the service keeps about one person (个人信息保护法 第四十五条), as a summary or whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.audit import Event
from domain.clock import local
from domain.idcard import masked
from domain.phones import masked_phone
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.people import Person
from models.statement import Statement, as_instant, as_json
from models.transaction import atomic

from .manages import check_manages

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Summary:
    """For the person's own eyes in the chat: masked, with how much there is of what."""

    name: str
    phone: str
    id_number: str
    consented_version: str
    consented_at: datetime | None
    agreements: int
    entries: int
    messages: int


_COUNTS = Statement(
    """
    SELECT (SELECT count(*) FROM apprenticeship a WHERE a.person_id = $1) AS agreements,
           (SELECT count(*) FROM hours_entry e WHERE e.person_id = $1) AS entries,
           (SELECT count(*) FROM delivery d WHERE d.person_id = $1) AS messages
    """
)
_CONSENT = Statement(
    """
    SELECT consented_version, consented_at FROM identity
    WHERE person_id = $1 AND consented_at IS NOT NULL ORDER BY consented_at DESC LIMIT 1
    """
)
# Each part of the whole by its name. The signatures are of others on the person's hours, and the person's on theirs.
_PARTS = {
    "roles": "SELECT held.role, o.name AS organization FROM role_held held"
    " JOIN organization o ON o.id = held.organization_id WHERE held.person_id = $1 ORDER BY held.id",
    "accounts": "SELECT app, openid, follows, bound_at, consented_version, consented_at FROM identity"
    " WHERE person_id = $1 ORDER BY id",
    "agreements": "SELECT a.id, a.programme, e.name AS employer, s.name AS school, a.occupation, a.target_grade,"
    " a.starts_on, a.ends_on, a.status FROM apprenticeship a JOIN organization e ON e.id = a.employer_id"
    " LEFT JOIN organization s ON s.id = a.school_id WHERE a.person_id = $1 ORDER BY a.id",
    "mentors": "SELECT m.apprenticeship_id AS agreement, mentor.name, m.since, m.until FROM mentorship m"
    " JOIN apprenticeship a ON a.id = m.apprenticeship_id JOIN person mentor ON mentor.id = m.mentor_id"
    " WHERE a.person_id = $1 ORDER BY m.id",
    "hours": "SELECT number, apprenticeship_id AS agreement, work_date, minutes, starts, ends, category, place,"
    " content, late_reason, status, revision, entered_at FROM hours_entry WHERE person_id = $1 ORDER BY number",
    "earlier_revisions": "SELECT e.number, r.revision, r.status, r.facts, r.replaced_at FROM entry_revision r"
    " JOIN hours_entry e ON e.id = r.entry_id WHERE e.person_id = $1 ORDER BY e.number, r.revision",
    "decisions_on_own_hours": "SELECT e.number, c.revision, c.decision, c.reason, c.signer_name, c.signer_role,"
    " c.signer_employer, c.digest, c.decided_at FROM confirmation c JOIN hours_entry e ON e.id = c.entry_id"
    " WHERE e.person_id = $1 ORDER BY c.id",
    "decisions_signed": "SELECT entry_id, revision, decision, reason, signer_role, digest, decided_at"
    " FROM confirmation WHERE signer_id = $1 ORDER BY id",
    "pictures": "SELECT e.number, v.kind, v.file, v.sha256, v.received_at FROM evidence v"
    " JOIN hours_entry e ON e.id = v.entry_id WHERE e.person_id = $1 ORDER BY v.id",
    "weeks_without_training": "SELECT w.apprenticeship_id AS agreement, w.monday, w.reason FROM closed_week w"
    " JOIN apprenticeship a ON a.id = w.apprenticeship_id WHERE a.person_id = $1 ORDER BY w.id",
    "assessments": "SELECT s.apprenticeship_id AS agreement, s.kind, s.attempt, s.grade, s.state, s.planned_on,"
    " s.sat_on, s.score, s.reasons, s.remarks, s.hours_digest, s.decided_at,"
    " s.voided_at, s.voided_reason FROM assessment s"
    " JOIN apprenticeship a ON a.id = s.apprenticeship_id WHERE a.person_id = $1 ORDER BY s.id",
    "assessment_items": "SELECT s.kind, s.attempt, i.name, i.weight, i.score FROM assessment_item i"
    " JOIN assessment s ON s.id = i.assessment_id JOIN apprenticeship a ON a.id = s.apprenticeship_id"
    " WHERE a.person_id = $1 ORDER BY i.id",
    "assessed": "SELECT s.kind, s.sat_on, r.name, r.employer FROM assessor r"
    " JOIN assessment s ON s.id = r.assessment_id WHERE r.person_id = $1 ORDER BY r.id",
    "grades": "SELECT id AS number, grade, step, occupation, way, decided_on, decided_by_name, source, number AS"
    " certificate, recorded_at, withdrawn_at, withdrawn_reason FROM grade_record WHERE person_id = $1 ORDER BY id",
    "disputes": "SELECT e.number, d.revision, d.reason, d.opened_at, d.settled_at, d.settlement FROM dispute d"
    " JOIN hours_entry e ON e.id = d.entry_id WHERE e.person_id = $1 ORDER BY d.id",
    "certificates": "SELECT number, kind, code, snapshot, issued_on, expires_on, state, state_reason"
    " FROM certificate WHERE person_id = $1 ORDER BY id",
    "messages": "SELECT kind, facts, created_at, state, channel FROM delivery WHERE person_id = $1 ORDER BY id",
}
_QUERIES = {name: Statement(sql) for name, sql in _PARTS.items()}
_JSON = frozenset({"facts", "snapshot"})
_INSTANTS = frozenset({
    "bound_at", "consented_at", "entered_at", "replaced_at", "decided_at", "received_at", "created_at", "recorded_at",
    "withdrawn_at", "opened_at", "settled_at",
})  # fmt: skip


async def own_summary(actor: Actor) -> Summary:
    """What is kept about the actor, in figures."""
    person = await Person.get(id=actor.person_id)
    consent = await _CONSENT.row(actor.person_id) or {"consented_version": "", "consented_at": None}
    counts = await _COUNTS.row(actor.person_id) or {}
    return Summary(
        person.name,
        masked_phone(person.phone),
        masked(person.id_number) if person.id_number else "",
        consent["consented_version"] or "",
        as_instant(consent["consented_at"]),
        counts["agreements"],
        counts["entries"],
        counts["messages"],
    )


async def export_person(by: Actor | Door, person_id: int, *, now: datetime) -> dict[str, Any]:
    """All of it as JSON values, nothing masked: for the person. Instants are ISO 8601 in Shanghai's time.

    A person may take the own data, and who manages the person may hand it out. Refusals: those of `check_manages`.
    """
    async with atomic():
        await AuditEntry.record(by, Event.PERSON_EXPORTED, f"person:{person_id}", now=now)
        if not (isinstance(by, Actor) and by.person_id == person_id):
            await check_manages(by, person_id)
        person = await Person.get(id=person_id)
        parts = {
            name: [_plain(row) for row in await query.rows(person_id)] for name, query in _QUERIES.items()
        }
    return {"format": FORMAT, "exported_at": local(now).isoformat(), "person": _facts(person), **parts}


def _facts(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "phone": person.phone,
        "id_number": person.id_number,
        "born_on": person.born_on.isoformat() if person.born_on else None,
        "grade": person.grade,
        "guardian": person.guardian,
    }


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in row.items()}


def _value(name: str, value: Any) -> Any:
    """The same from both databases: SQLite returns text and numbers where PostgreSQL returns values."""
    if name in _JSON:
        return as_json(value)
    if name in _INSTANTS and (instant := as_instant(value)):
        return local(instant).isoformat()
    if name == "follows":
        return bool(value)
    return value.isoformat() if isinstance(value, date) else value

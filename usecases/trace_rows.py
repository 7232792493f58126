"""What a trace reads: statements over one assessment, and their rows as JSON values."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.clock import local
from models.statement import Statement, as_instant, as_json

from .assessed_training import CHANCE

Row = Mapping[str, Any]

ASSESSMENT = Statement(
    f"""
    SELECT s.id AS number, s.kind, {CHANCE} AS attempt, s.grade, s.state, s.planned_on, s.sat_on, s.score, s.reasons,
           s.remarks, body.name AS body, s.minutes, s.hours_digest, s.source, p.name AS recorded_by, s.created_at,
           s.decided_at, s.voided_at, s.voided_reason,
           a.person_id, a.occupation, a.starts_on, a.ends_on, employer.name AS employer, plan.lesson_minutes
    FROM assessment s
    JOIN apprenticeship a ON a.id = s.apprenticeship_id
    JOIN organization employer ON employer.id = a.employer_id
    JOIN training_plan plan ON plan.id = a.plan_id
    LEFT JOIN organization body ON body.id = s.body_id
    LEFT JOIN person p ON p.id = s.recorded_by_id
    WHERE s.id = $1
    """  # nosec B608
)
ITEMS = Statement("SELECT name, weight, score FROM assessment_item WHERE assessment_id = $1 ORDER BY id")
ASSESSORS = Statement("SELECT name, employer FROM assessor WHERE assessment_id = $1 ORDER BY id")
# The entries that were frozen, and those that took one of them back since.
_TRACED = """
    SELECT f.entry_id AS id FROM frozen_hours f WHERE f.assessment_id = $1
    UNION SELECT r.id FROM hours_entry r JOIN frozen_hours f ON f.assessment_id = $1 AND f.entry_id = r.reverses_id
"""
ENTRIES = Statement(
    f"""
    SELECT e.id, e.number, e.person_id, e.work_date, e.entered_at, e.minutes, e.starts, e.ends, e.category, e.place,
           e.content, e.late_reason, e.flags, e.status, e.revision, reversed.number AS reverses,
           f.revision AS frozen_revision, f.category AS frozen_category, f.minutes AS frozen_minutes
    FROM ({_TRACED}) AS traced
    JOIN hours_entry e ON e.id = traced.id
    LEFT JOIN hours_entry reversed ON reversed.id = e.reverses_id
    LEFT JOIN frozen_hours f ON f.assessment_id = $1 AND f.entry_id = e.id
    ORDER BY e.work_date, e.number
    """  # nosec B608
)
REVISIONS = Statement(
    f"""
    SELECT r.entry_id, r.revision, r.status, r.facts, r.replaced_at
    FROM ({_TRACED}) AS traced JOIN entry_revision r ON r.entry_id = traced.id ORDER BY r.entry_id, r.revision
    """  # nosec B608
)
DECISIONS = Statement(
    f"""
    SELECT c.entry_id, c.revision, c.decision, c.reason, c.signer_id, c.signer_name, c.signer_role, c.signer_employer,
           c.signer_grade, behalf.name AS on_behalf_of, c.digest, c.decided_at
    FROM ({_TRACED}) AS traced JOIN confirmation c ON c.entry_id = traced.id
    LEFT JOIN person behalf ON behalf.id = c.on_behalf_of_id ORDER BY c.entry_id, c.revision
    """  # nosec B608
)
EVIDENCE = Statement(
    f"""
    SELECT v.entry_id, v.kind, v.sha256, v.received_at
    FROM ({_TRACED}) AS traced JOIN evidence v ON v.entry_id = traced.id ORDER BY v.entry_id, v.id
    """  # nosec B608
)
# Entries that no check of the trail has sealed yet have no position.
TRAIL = Statement(
    """
    SELECT a.id, s.id AS position, a.at, a.event, a.door, p.name AS actor, a.subject, a.before, a.after, a.rule
    FROM audit_entry a LEFT JOIN audit_seal s ON s.entry_id = a.id LEFT JOIN person p ON p.id = a.actor_id
    WHERE a.subject IN (SELECT value FROM json_array_elements_text($1::json)) ORDER BY a.id
    """
)
_JSON = frozenset({"facts", "before", "after"})


def plain(row: Row, *without: str) -> dict[str, Any]:
    """The same from both databases; instants are ISO 8601 in Shanghai's time."""
    return {name: _value(name, value) for name, value in row.items() if name not in without}


def _value(name: str, value: Any) -> Any:
    if name in _JSON:
        return as_json(value)
    if (name == "at" or name.endswith("_at")) and (instant := as_instant(value)):
        return local(instant).isoformat()
    return value.isoformat() if isinstance(value, date) else value

"""The deadlines of agreements, brought in line with their dates and their standing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from domain.audit import Event
from domain.clock import local_day
from domain.programmes import ApprenticeshipStatus, Programme
from domain.roles import Actor, Door
from domain.training_deadlines import Term, plan_deadlines
from models.audit import AuditEntry, Change
from models.statement import Statement, as_day, to_json
from models.transaction import atomic

from .pieces import pieces
from .policy_deadlines import assessment_rules
from .store_deadlines import Stored, Wanted, store_deadlines

_TERMS = Statement(
    """
    SELECT a.id, a.programme, a.starts_on, a.ends_on, a.status,
           CASE WHEN a.signed_on IS NULL AND EXISTS (
               SELECT 1 FROM deadline d
               WHERE d.apprenticeship_id = a.id AND d.kind = 'agreement_to_sign' AND d.state <> 'done'
           ) THEN 1 ELSE 0 END AS unsigned
    FROM apprenticeship a
    WHERE a.id IN (SELECT value::int FROM json_array_elements_text($1::json)) ORDER BY a.id
    """
)
# A certificate expires however its training ended.
_CANCEL = Statement(
    """
    UPDATE deadline SET state = 'cancelled', closed_at = $2
    WHERE state = 'open' AND kind <> 'certificate_expiry'
      AND apprenticeship_id IN (SELECT value::int FROM json_array_elements_text($1::json))
    RETURNING id, apprenticeship_id
    """
)
# An assessment that has its day keeps it.
_PLANNED = Statement(
    """
    SELECT apprenticeship_id, kind, planned_on FROM assessment
    WHERE state = 'planned' AND planned_on IS NOT NULL
      AND apprenticeship_id IN (SELECT value::int FROM json_array_elements_text($1::json))
    """
)


async def arrange_deadlines(by: Actor | Door, training_ids: Sequence[int], *, now: datetime) -> None:
    """To be called when agreements begin, change their dates, are suspended, resumed or finished.

    Those in training have their deadlines, on the days that follow from their term; those of the others are
    cancelled. Asks no permission: whatever changed the agreements has asked.
    """
    async for piece in pieces(list(training_ids)):
        async with atomic():
            await _arrange(by, piece, now)


async def _arrange(by: Actor | Door, training_ids: Sequence[int], now: datetime) -> None:
    rows = await _TERMS.rows(to_json(list(training_ids)))
    active = [row for row in rows if row["status"] == ApprenticeshipStatus.ACTIVE]
    others = [row["id"] for row in rows if row["status"] != ApprenticeshipStatus.ACTIVE]
    planned = await _planned([row["id"] for row in active])
    today = local_day(now)
    wanted = [one for row in active for one in wanted_of(row, planned, today if row["unsigned"] else None)]
    stored = await store_deadlines(wanted, now=now)
    cancelled = await _CANCEL.rows(to_json(others), now) if others else []
    await AuditEntry.record_all(by, [*set_of(stored), *_cancelled(cancelled)], now=now)


async def _planned(training_ids: Sequence[int]) -> dict[tuple[int, str], date]:
    """The days of planned assessments, by agreement and kind."""
    rows = await _PLANNED.rows(to_json(list(training_ids))) if training_ids else []
    return {(row["apprenticeship_id"], row["kind"]): as_day(row["planned_on"]) for row in rows}


def wanted_of(
    row: Mapping[str, Any], days: Mapping[tuple[int, str], date], unsigned_on: date | None
) -> list[Wanted]:
    """The deadlines of an agreement's row. `days` are those of assessments that are planned."""
    term = Term(Programme(row["programme"]), as_day(row["starts_on"]), as_day(row["ends_on"]), unsigned_on)
    return [
        Wanted(
            planned.kind,
            subject_of(row["id"]),
            days.get((row["id"], str(planned.kind)), planned.day),
            source=planned.source,
            apprenticeship_id=row["id"],
        )
        for planned in plan_deadlines(term, assessment_rules())
    ]


def subject_of(training_id: int) -> str:
    """What the deadlines of an agreement belong to."""
    return f"apprenticeship:{training_id}"


def set_of(stored: Sequence[Stored]) -> list[Change]:
    """One entry for each agreement, with the days of its deadlines by kind."""
    days: dict[str, dict[str, str]] = {}
    for one in stored:
        days.setdefault(one.subject, {})[str(one.kind)] = one.day.isoformat()
    return [Change(Event.DEADLINE_SET, subject, after=dict(after)) for subject, after in days.items()]


def _cancelled(rows: Sequence[dict[str, Any]]) -> list[Change]:
    subjects = sorted({subject_of(row["apprenticeship_id"]) for row in rows})
    return [Change(Event.DEADLINE_CANCELLED, subject) for subject in subjects]

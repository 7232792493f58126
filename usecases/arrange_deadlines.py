"""The deadlines of agreements, brought in line with their dates and their standing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from domain.audit import Event
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
    SELECT id, programme, starts_on, ends_on, status FROM apprenticeship
    WHERE id IN (SELECT value::int FROM json_array_elements_text($1::json)) ORDER BY id
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
    stored = await store_deadlines([one for row in active for one in _wanted(row, planned)], now=now)
    cancelled = await _CANCEL.rows(to_json(others), now) if others else []
    await AuditEntry.record_all(by, [*_set(stored), *_cancelled(cancelled)], now=now)


async def _planned(training_ids: Sequence[int]) -> dict[tuple[int, str], date]:
    """The days of planned assessments, by agreement and kind."""
    rows = await _PLANNED.rows(to_json(list(training_ids))) if training_ids else []
    return {(row["apprenticeship_id"], row["kind"]): as_day(row["planned_on"]) for row in rows}


def _wanted(row: dict[str, Any], days: Mapping[tuple[int, str], date]) -> list[Wanted]:
    term = Term(Programme(row["programme"]), as_day(row["starts_on"]), as_day(row["ends_on"]))
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


def _set(stored: Sequence[Stored]) -> list[Change]:
    """One entry for each agreement, with the days of its deadlines by kind."""
    days: dict[str, dict[str, str]] = {}
    for one in stored:
        days.setdefault(one.subject, {})[str(one.kind)] = one.day.isoformat()
    return [Change(Event.DEADLINE_SET, subject, after=dict(after)) for subject, after in days.items()]


def _cancelled(rows: Sequence[dict[str, Any]]) -> list[Change]:
    subjects = sorted({subject_of(row["apprenticeship_id"]) for row in rows})
    return [Change(Event.DEADLINE_CANCELLED, subject) for subject in subjects]

"""Hours that an assessment counts: frozen when it is decided, and only reversed after it was passed."""

from domain.assessment_refusals import HoursFrozen, HoursReversed
from domain.assessments import FrozenEntry
from domain.grading import AssessmentKind
from models.statement import Statement, as_day

# As they stand when the assessment is decided. $1 the assessment, $2 the agreement.
_FREEZE = Statement(
    """
    INSERT INTO frozen_hours (assessment_id, entry_id, revision, category, minutes)
    SELECT $1::bigint, e.id, e.revision, e.category, e.minutes FROM hours_entry e
    WHERE e.apprenticeship_id = $2 AND e.status = 'confirmed'
    RETURNING entry_id, revision, category, minutes
    """
)
_FROZEN_IN = Statement(
    """
    SELECT a.kind, a.sat_on FROM frozen_hours f JOIN assessment a ON a.id = f.assessment_id AND a.state = 'passed'
    WHERE f.entry_id = $1 ORDER BY a.id LIMIT 1
    """
)
_REVERSED = Statement(
    """
    SELECT e.id FROM hours_entry e WHERE e.id = $1
      AND (e.reverses_id IS NOT NULL OR EXISTS (SELECT 1 FROM hours_entry r WHERE r.reverses_id = e.id))
    """
)


async def freeze_hours(assessment_id: int, training_id: int) -> list[FrozenEntry]:
    """What is confirmed now, kept beside the assessment."""
    return [FrozenEntry(**row) for row in await _FREEZE.rows(assessment_id, training_id)]


async def check_changeable(entry_id: int, number: int) -> None:
    """Whether the apprentice may still correct a confirmed entry. Refusals: `HoursFrozen`, `HoursReversed`."""
    if await _REVERSED.row(entry_id):
        raise HoursReversed(number)
    if row := await _FROZEN_IN.row(entry_id):
        raise HoursFrozen(number, AssessmentKind(row["kind"]), as_day(row["sat_on"]))

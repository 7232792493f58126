"""One assessment by its number, held while something is decided about it."""

from domain.assessment_refusals import AssessmentUnknown, TrainingUnknown
from domain.grading import AssessmentKind
from domain.roles import Actor, Door
from models.statement import Statement

from .assessed_training import AssessedTraining, AssessmentRow, attempts_at, hold_training

GREATEST = 2**63 - 1

_FIND = Statement("SELECT apprenticeship_id, kind FROM assessment WHERE id = $1")


async def find_assessment(number: int) -> tuple[int, AssessmentKind]:
    """Its agreement and kind, which never change; asked before the transaction writes. Refusal: `AssessmentUnknown`."""
    found = await _FIND.row(number) if 0 < number <= GREATEST else None
    if found is None:
        raise AssessmentUnknown(number)
    return found["apprenticeship_id"], AssessmentKind(found["kind"])


async def held_assessment(
    by: Actor | Door, number: int, training_id: int, kind: AssessmentKind
) -> tuple[AssessedTraining, AssessmentRow, list[AssessmentRow]]:
    """The agreement, the row, and every attempt of its kind; nobody else decides until the transaction ends.

    Refusals: `OnlyAdministrators`, `AssessmentUnknown`, `OwnAssessment`.
    """
    try:
        training = await hold_training(by, training_id)
    except TrainingUnknown as unknown:
        raise AssessmentUnknown(number) from unknown
    rows = await attempts_at(training_id, kind)
    return training, next(row for row in rows if row.id == number), rows
